import Glibc
import Journal
import Mailboxes
import Periods
import Runtime
import Store
import Synchronization

/// Verifies a copy of the running server's database now and then, on a thread that works when nobody else does. Where backups are made
/// as planned, each of them is verified, and this has nothing to do.
package final class BackgroundVerification: Sendable {
    /// Seconds from one to the next; nil: never.
    private let every: Int64?
    private let runtime: Runtime
    private let verifier: Verifier
    private let clock: @Sendable () -> Instant
    private let work: String
    private let state = Mutex((isStopping: false, isRunning: false, began: Instant.earliest))
    private let signal = Signal()

    init(every: Int64?, _ runtime: Runtime, _ verifier: Verifier, clock: @escaping @Sendable () -> Instant) {
        self.every = every
        self.runtime = runtime
        self.verifier = verifier
        self.clock = clock
        work = runtime.path + ".verifying"
        FileSystem.remove(work)
    }

    package var isRunning: Bool { state.withLock { $0.isRunning } }

    func start() {
        guard let every else { return }
        state.withLock { $0.began = clock() }
        _ = PlainThread("verification", stackBytes: 16 << 20) { [weak self] in
            LowPriority.take()
            while let wait = self?.step(every) { self?.signal.wait(atMost: wait) }
        }
    }

    /// Verifies now, because somebody asks; what comes of it is the verifier's result.
    ///
    /// - Returns: false where one is under way already.
    package func begin() -> Bool {
        guard takeTurn() else { return false }
        _ = PlainThread("verification", stackBytes: 16 << 20) { [weak self] in
            LowPriority.take()
            self?.run()
            self?.state.withLock { $0.isRunning = false }
        }
        return true
    }

    /// Two at once would work in the same folder.
    private func takeTurn() -> Bool {
        state.withLock { state in
            guard !state.isRunning, !state.isStopping else { return false }
            state.isRunning = true
            return true
        }
    }

    func stop() {
        state.withLock { $0.isStopping = true }
        signal.raise()
    }

    /// One that has never been is due an hour after the start, when whoever installs has done so.
    private func step(_ every: Int64) -> Duration? {
        let (isStopping, _, began) = state.withLock { $0 }
        guard !isStopping else { return nil }
        let due = verifier.result?.at.adding(seconds: every) ?? began.adding(seconds: min(every, 3_600))
        let seconds = due.microseconds(since: clock()) / 1_000_000
        guard seconds <= 0 else { return .seconds(min(60, seconds + 1)) }
        guard takeTurn() else { return .seconds(60) }
        run()
        state.withLock { $0.isRunning = false }
        // What could not be tried is tried again in a while.
        return .seconds(60)
    }

    private func run() {
        do {
            try FileSystem.make(work)
            defer { FileSystem.remove(work) }
            try runtime.copy(to: work + "/copy.db")
            let head = try verifier.verify(backup: work + "/copy.db", in: work, at: clock())
            Log.notice("the database is verified up to command \(head.lastCommand)")
        } catch {
            if !state.withLock({ $0.isStopping }) { Log.error("the database could not be verified: \(error)") }
        }
    }
}
