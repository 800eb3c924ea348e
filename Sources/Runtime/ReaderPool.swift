import Identity
import Mailboxes
import Store

/// Threads that read committed data, each on a connection of its own; as many as cores. Callers have turns (`FairQueue`): one of them holds
/// all threads but one at most, and so do all that read for long together, so that what is short never waits for what is not.
package final class ReaderPool: Sendable {
    /// Called once: with a reader on its thread, or with the reason for which nothing is read, perhaps at once.
    package typealias Job = @Sendable (Result<Reader, Unavailable>) -> Void

    private let workers: FairWorkers<Reader>
    private let path: String

    /// - Parameters:
    ///   - path: of a database that a `Database` has opened, and that stays open until `stop` returns.
    ///   - waiting: jobs that may wait, short ones and long ones; each caller may have a fifth of them.
    package init(path: String, threads: Int = max(2, Processors.count), waiting: Int = 1_000) throws {
        // One is opened here, so that what is wrong is said to the caller and not on a thread.
        _ = try Reader(path)
        self.path = path
        let most = max(1, threads - 1)
        workers = FairWorkers(
            "reader", threads: threads,
            FairQueue.Limits(waiting: waiting, waitingOfOne: max(1, waiting / 5), runningOfOne: most, running: [.second: most])
        ) { try Reader(path) }
    }

    /// Runs `body` on a reader's thread; long reads are cut off by `Reader.snapshot`.
    package func read(for turnHolder: TurnHolder = .laurel, _ body: @escaping Job) {
        workers.perform(for: turnHolder) { result in body(result.mapError { Unavailable($0) }) }
    }

    /// A connection for a thread that reads for long; to be let go of before the database is closed.
    package func own() throws -> Reader { try Reader(path) }

    /// Jobs that wait for a thread.
    package var waiting: Int { workers.waiting }

    /// Finishes what waits, and closes the connections.
    package func stop() { workers.stop() }
}

extension Unavailable {
    package init<Context>(_ failure: FairWorkers<Context>.Failure) {
        switch failure {
        case .full, .closed: self.init(code: .overloaded)
        case .noContext: self.init(code: .unavailable)
        }
    }
}
