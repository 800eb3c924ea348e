import CommitLog
import Periods
import PointsEngine
import SQLite

/// Puts what a log holds into a replica: decides each commit again, and keeps it where the same seal comes of it.
package struct LogFollower {
    private let database: Database
    private let repeating: Repeating

    package init(_ database: Database, _ reader: ProgrammeReader) {
        self.database = database
        repeating = Repeating(reader: reader)
    }

    /// What the replica has taken over, as whoever led told of it.
    package struct Taken {
        package let commands: [DecidedCommand]
        package let changes: BatchChanges
        package let at: Instant
        package let programme: Programme?
    }

    /// - Parameters:
    ///   - facts: as they were before; what changed is not in them yet.
    ///   - programme: what was in force before; nil: nothing was.
    /// - Returns: nil where only rows beside the commands changed.
    /// - Throws: `Divergence`; then nothing of it is kept.
    package func take(_ step: LogStep, on facts: StoredFacts, under programme: Programme?) throws -> Taken? {
        guard let seal = step.seal else {
            try database.commit([], BatchChanges()) { try put(step) }
            database.aside = step.place(after: database.head.number)
            return nil
        }
        guard seal.format <= LogSeal.currentFormat else {
            throw Divergence("seal \(seal.number)", "is written in format \(seal.format), and this program knows \(LogSeal.currentFormat)")
        }
        guard let hash = Digest(bytes: seal.hash), seal.number == database.head.number + 1 else { throw Divergence("seal \(seal.number)", "does not follow") }
        let rows = try step.rows(), notes = Set(seal.notes)
        if let unknown = rows.first(where: { !$0.isKnown && !notes.contains($0.number) }) {
            throw Divergence("command \(unknown.number)", "is of the kind \(unknown.kind), which this program does not know")
        }
        switch try repeating.decide(rows, on: facts, under: programme) {
        case .differs(let finding): throw Divergence(finding.place, finding.text)
        case .decided(let decided):
            try database.commit(decided.commands, decided.changes, again: SealedBefore(commitments: decided.commitments, seal: hash)) {
                try step.forEachPersonal { try PersonalValues.write(of: $0, about: $1, salt: $2, body: $3, to: database.connection) }
                try put(step)
            }
            database.aside = step.place(after: seal.number) ?? database.aside
            return Taken(commands: decided.commands, changes: decided.changes, at: decided.at, programme: decided.programme)
        }
    }

    /// What stands beside.
    private func put(_ step: LogStep) throws {
        let after = step.seal?.number ?? database.head.number
        for (place, changes) in step.asides {
            try RecentAsides(database.connection).add(changes, at: AsidePlace(after: after, place: place))
            do throws(SQLiteError) { try database.connection.apply(changes) } catch {
                // A row is not as it was where the changes were made, or the tables are others.
                guard error.isStorage, !error.isBusy else { throw Divergence("changes \(place) after seal \(database.head.number)", "do not fit") }
                throw error
            }
        }
        if let aside = step.place(after: after) { try database.write(aside) }
    }
}
