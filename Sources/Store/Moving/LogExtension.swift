import CommitLog
import PointsEngine
import SQLite

/// What a database holds beyond a log: the commits behind the log's last one, and the difference in what no command tells of.
///
/// Everything is decided again on the way, in a database for a while: first what the log holds, then what comes beyond it. What is left of
/// a difference then is what followers could not know.
///
/// ```swift
/// let more = try LogExtension(of: database, reader, scratch: path)
/// while let records = try read(more.position) { try more.follow(records) }
/// try more.decideOwn()
/// let beside = try more.beside()
/// ```
package final class LogExtension {
    private let source: Database
    private let scratch: Scratch
    private let copy: LogCopy

    /// - Parameter path: of the database for a while.
    package init(of source: Database, _ reader: ProgrammeReader, scratch path: String) throws {
        self.source = source
        scratch = try Scratch(path)
        copy = try LogCopy(into: scratch.database, reader)
        try scratch.database.connection.execute("PRAGMA synchronous = OFF")
    }

    /// How far the log has been followed.
    package var position: LogPosition { copy.position }

    /// Takes over what the log holds.
    /// - Throws: `Divergence` where the database has something else in its place.
    package func follow(_ records: [LogRecord]) throws {
        try copy.take(records)
        let head = scratch.database.head
        guard head.number == 0 || source.head.number >= head.number else {
            throw Divergence("seal \(head.number)", "is in the log and not here, where the last one is \(source.head.number)")
        }
        guard try head.number == 0 || source.seal(head.number)?.hash == head.hash else { throw Divergence("seal \(head.number)", "is another here than in the log") }
    }

    /// Decides the database's own commits behind what was followed.
    /// - Throws: `Divergence` where another seal comes of them than they have.
    package func decideOwn() throws {
        while true {
            let commits = try source.commits(after: scratch.database.head.number, limit: 64)
            if commits.isEmpty { return }
            try copy.take(
                commits.compactMap { commit in
                    commit.seal.map { LogRecord.commit($0, commands: commit.commands, personal: commit.personal) }
                })
        }
    }

    /// What makes of the rows that no command tells of, as followers have them, those of the database. Empty: they are the same.
    package func beside() throws -> [UInt8] {
        try source.connection.run("ATTACH ? AS followed", scratch.database.path)
        defer { try? source.connection.execute("DETACH followed") }
        let tables = try source.tablesBeside()
        let recorder = try ChangeRecorder(source.connection, of: tables)
        for table in tables { try recorder.add(differencesOf: table, from: "followed") }
        return try recorder.changes()
    }
}

extension Database {
    /// Makes this the replica of a log that has all of it, up to a place.
    package func becomeReplica(at position: LogPosition) throws {
        try becomeReplica()
        let place = AsidePlace(after: position.seal, place: position.aside)
        try connection.transaction { try write(place) }
        aside = place
    }
}
