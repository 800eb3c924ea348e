import Mailboxes
import PointsEngine
import Store

/// Writes decided batches on a thread of its own, one at a time, so that the next one is decided meanwhile.
final class CommitThread {
    /// A commit on its way.
    struct Handle {
        fileprivate let result = BlockingPromise<Result<Void, any Error>>()

        /// Whether `wait` would not wait.
        var isDone: Bool { result.isFulfilled }

        /// Until it is on disk.
        /// - Throws: why it is not; then nothing of it is kept.
        func wait() throws { try result.wait().get() }
    }

    private struct Job: @unchecked Sendable {
        // Proof of @unchecked: the thread that hands in a job leaves the database alone until it has waited for it, so that one thread at a
        // time uses the database; the queue and the promise order what they do.
        let database: Database
        let commands: [DecidedCommand]
        let changes: BatchChanges
        let result: BlockingPromise<Result<Void, any Error>>
        let wake: @Sendable () -> Void

        func run() {
            result.fulfil(Result { _ = try database.commit(commands, changes) })
            wake()
        }
    }

    private let queue: WorkQueue<Job>
    private let thread: PlainThread
    private let wake: @Sendable () -> Void

    /// - Parameter wake: called when a commit is done.
    init(wake: @escaping @Sendable () -> Void) {
        let queue = WorkQueue<Job>(limit: 1)
        self.queue = queue
        self.wake = wake
        thread = PlainThread("commit") {
            while let job = queue.take() { job.run() }
        }
    }

    deinit {
        queue.close()
        thread.join()
    }

    /// Begins to commit. Whoever calls it does nothing with the database until the handle has been waited for.
    func begin(_ commands: [DecidedCommand], _ changes: BatchChanges, to database: Database) -> Handle {
        let handle = Handle()
        let sent = queue.send(Job(database: database, commands: commands, changes: changes, result: handle.result, wake: wake))
        precondition(sent == .delivered, "one commit at a time")
        return handle
    }
}
