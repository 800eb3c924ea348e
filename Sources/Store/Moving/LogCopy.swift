import CommitLog
import PointsEngine
import SQLite

/// A database that takes over a log, or commits of another database, from the first one on.
package final class LogCopy {
    package let database: Database
    private let follower: LogFollower
    private let facts: StoredFacts
    private var programme: Programme?

    /// - Parameter database: new, or one that was begun in this way.
    package init(into database: Database, _ reader: ProgrammeReader) throws {
        self.database = database
        try database.becomeReplica()
        follower = LogFollower(database, reader)
        facts = try StoredFacts(of: database)
        programme = try database.programme(reader)
    }

    package var position: LogPosition { database.position }

    /// - Throws: `Divergence` where another seal comes of it.
    package func take(_ records: [LogRecord]) throws {
        for step in LogStep.steps(of: records) {
            guard let taken = try follower.take(step, on: facts, under: programme) else { continue }
            try facts.apply(taken.changes)
            programme = taken.programme
        }
    }
}
