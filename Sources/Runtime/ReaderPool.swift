import Mailboxes
import Store

/// Threads that read committed data, each on a connection of its own.
package final class ReaderPool: Sendable {
    package typealias Job = @Sendable (Reader) -> Void

    private let queue: WorkQueue<Job>
    private let threads: [PlainThread]
    private let path: String

    /// - Parameters:
    ///   - path: of a database that a `Database` has opened, and that stays open until `stop` returns.
    ///   - limit: jobs that may wait.
    package init(path: String, threads count: Int = 2, limit: Int = 1_000) throws {
        let queue = WorkQueue<Job>(limit: limit)
        // One is opened here, so that what is wrong is said to the caller and not on a thread.
        _ = try Reader(path)
        self.queue = queue
        self.path = path
        threads = (0..<count).map { index in
            PlainThread("reader-\(index)") {
                while let job = queue.take() {
                    // Opened once, and again only after it could not be: a thread that ended would never take a job again.
                    guard let reader = try? Reader(path) else { continue }
                    job(reader)
                    while let next = queue.take() { next(reader) }
                }
            }
        }
    }

    /// Runs `body` on a reader's thread; long reads are cut off by `Reader.snapshot`. False: too much is waiting.
    package func read(_ body: @escaping Job) -> Bool {
        queue.send(body) == .delivered
    }

    /// A connection for a thread that reads for long; to be let go of before the database is closed.
    package func own() throws -> Reader { try Reader(path) }

    /// Finishes what waits, and closes the connections.
    package func stop() {
        queue.close()
        for thread in threads { thread.join() }
    }
}
