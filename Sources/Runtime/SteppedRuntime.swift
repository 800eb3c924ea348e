import Identity
import Mailboxes
import Periods
import PointsEngine
import Store

/// The writer without its thread: it goes on when it is told to, and closes its batches by count alone, so that the same commands make the
/// same file to the byte. For simulations, whose seeds must reproduce a run.
package final class SteppedRuntime {
    private let writer: Writer
    private let shared = SharedState()

    /// Opens the database and loads it; nothing is due before `work`.
    ///
    /// - Parameter batchLimit: how many commands are committed together at most.
    package init(_ configuration: Runtime.Configuration, batchLimit: Int, programme: (Database) throws -> Programme) throws {
        writer = try Writer(configuration, shared: shared, signal: nil, programme: programme)
        writer.batchLimit = batchLimit
        writer.batchTime = nil
    }

    package var database: Database { writer.database }
    package var facts: StoredFacts { writer.facts }
    package var programme: Programme { writer.programme }
    package var state: RuntimeState { shared.state }

    package func follow(_ follower: @escaping @Sendable (Committed) -> Void) { writer.followers.append(follower) }

    package func submit(_ submission: Submission) {
        if submission.priority == .person { writer.people.add([submission]) } else { writer.bulk.add([submission]) }
    }

    /// Does what is due, decides and commits what waits, until nothing is left.
    package func work() {
        writer.recoverIfPossible()
        while writer.workOnce() {}
    }

    /// Writes beside the engine, as `Runtime.write`.
    /// - Throws: why it was not written.
    package func write(_ note: Note?, by actor: Actor, _ work: @escaping @Sendable (Database) throws -> Void) throws {
        writer.settle()
        let answer = BlockingPromise<(any Error)?>()
        writer.run(WriterJob(actor: actor, address: nil, note: note, work: work) { answer.fulfil($0) })
        if let error = answer.wait() { throw error }
    }

    /// Whether it decides; a node that follows does not.
    package var leads: Bool { writer.node?.leads ?? true }

    /// Lets another node lead.
    package func handOver() {
        writer.settle()
        writer.giveUp()
    }

    package func checkpoint() { writer.checkpoint() }
}
