import CommitLog
import Mailboxes
import Synchronization

/// Says on a thread of its own that a node is there, for as long as it is well, and listens for what others hint at.
///
/// Where PostgreSQL cannot be reached it tries again and again: a node that says nothing loses the lease, which is how others hear of it.
package final class NodeWatch: Sendable {
    private let loop: Loop
    private let thread: PlainThread

    /// - Parameters:
    ///   - isWell: whether the node's writer turns; called on the thread.
    ///   - wake: called on the thread when there may be more in the log, or the lease is free.
    package init(_ place: PostgreSQLLog.Place, isWell: @escaping @Sendable () -> Bool, wake: @escaping @Sendable () -> Void) {
        let loop = Loop(place, isWell, wake)
        self.loop = loop
        thread = PlainThread("heartbeat") { loop.run() }
    }

    /// Says nothing more. Blocks for a moment.
    package func stop() {
        loop.stop()
        thread.join()
    }

    private final class Loop: Sendable {
        private let place: PostgreSQLLog.Place
        private let isWell: @Sendable () -> Bool
        private let wake: @Sendable () -> Void
        private let isStopping = Atomic(false)

        init(_ place: PostgreSQLLog.Place, _ isWell: @escaping @Sendable () -> Bool, _ wake: @escaping @Sendable () -> Void) {
            self.place = place
            self.isWell = isWell
            self.wake = wake
        }

        func stop() { isStopping.store(true, ordering: .relaxed) }

        func run() {
            let pause = Signal()
            while !isStopping.load(ordering: .relaxed) {
                // What is thrown ends the session; another is opened.
                do { try turn() } catch { _ = pause.wait(atMost: Self.turnTime) }
            }
        }

        private func turn() throws(LogError) {
            guard isWell() else {
                wake()
                throw .unreachable("the node is not well")
            }
            let heartbeat = try NodeHeartbeat(place)
            var last = ContinuousClock.now
            while !isStopping.load(ordering: .relaxed) {
                if try heartbeat.waitForHint(atMost: Self.turnTime) { wake() }
                guard last.duration(to: .now) >= Self.beatTime else { continue }
                guard isWell() else { return }
                try heartbeat.beat()
                last = .now
            }
        }

        private static let turnTime = Duration.milliseconds(100), beatTime = Duration.seconds(1)
    }
}
