import Identity
import PointsEngine
import SQLite
import Store

/// Read-only when the disk fails; checkpoints.
extension Writer {
    func enterReadOnly(_ error: any Error) {
        // What needs a restart is not cured by space.
        if case .readOnly(_, recovers: false) = shared.state { return }
        giveUp()
        let isFull = (error as? SQLiteError)?.isFull ?? false
        shared.state = .readOnly(reason: "\(error)", recovers: isFull)
    }

    /// A disk that was full is tried with a small write, once there is room for more than that: the log has room for a page even on a
    /// disk that is full, and a server that is well for a moment again and again is not well.
    func recoverIfPossible() {
        guard case .readOnly(_, recovers: true) = shared.state, DiskSpace.isEnough(at: path) else { return }
        do {
            try database.probe("\(now.microseconds)")
            shared.state = node == nil ? .running : .following(reason: nil)
        } catch {
            enterReadOnly(error)
        }
    }

    func refuseAll(_ refusal: Refusal) {
        while let item = people.next() ?? bulk.next() { item.submission.answer(.refused(refusal), at: item.index) }
    }

    /// When nothing happens, or when the log is long; then at most once a second, for a reader may be what holds it back.
    func checkpointIfUseful(isIdle: Bool) {
        // Who writes knows the length of the log; a long one is worth waiting for.
        if pending != nil {
            guard logBytes > Self.longestLog, lastCheckpoint.duration(to: .now) > .seconds(1) else { return }
            settle()
        }
        let log = database.connection.logBytes
        guard log > 0, isIdle || (log > Self.longestLog && lastCheckpoint.duration(to: .now) > .seconds(1)) else { return }
        checkpoint()
    }

    func checkpoint() {
        lastCheckpoint = .now
        facts.release()
        do { try database.connection.checkpoint() } catch where !error.isBusy { enterReadOnly(error) } catch {}
        let took = lastCheckpoint.duration(to: .now)
        shared.measures.change { $0.checkpointSeconds.add(took.inSeconds) }
        database.syncMark()
    }

    /// 64 MB of log: beyond it a checkpoint is made even while there is work.
    private static let longestLog = 64 << 20
}
