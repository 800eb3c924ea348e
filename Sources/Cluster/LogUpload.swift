import CommitLog
import PostgreSQL

/// Puts commits that stand elsewhere into a log that nobody leads, in one transaction: all of them are in it afterwards, or nothing.
///
/// ```swift
/// let upload = try LogUpload(place, after: .start)
/// while let commits = try next() { try upload.add(commits) }
/// let position = try upload.finish(aside: changes)
/// ```
package final class LogUpload {
    package enum Refused: Error, Equatable, Sendable, CustomStringConvertible {
        /// A node leads; it would be overtaken.
        case led(by: String)
        /// The log ends elsewhere than where this goes on.
        case endsElsewhere(LogPosition)

        package var description: String {
            switch self {
            case .led(let node): "\(node) leads: stop the nodes first"
            case .endsElsewhere(let head): head == .start ? "the company is empty" : "the company is not empty: its log ends with seal \(head.seal)"
            }
        }
    }

    private let company: Int64
    private let session: PostgresConnection
    private let term: Int64
    private var position: LogPosition

    /// Begins behind what is there, which nobody can add to until this ends.
    ///
    /// - Parameter head: where the log ends.
    package init(_ place: PostgreSQLLog.Place, after head: LogPosition) throws {
        let session = try ClusterSession.open(place)
        (company, self.session, position) = (place.company, session, head)
        try session.execute("BEGIN")
        let sql = "SELECT term, head, aside, \(PostgreSQLLog.free), coalesce(node, '') FROM laurel.lease l WHERE company = $1 FOR UPDATE"
        guard let row = try session.run(sql, .integer(company)).rows.first else { throw LogError.damaged("the company has no lease") }
        guard row.flag(3) else { throw Refused.led(by: row.text(4) ?? "") }
        let there = LogPosition(seal: try row.integer(1), aside: try row.integer(2))
        guard there == head else { throw Refused.endsElsewhere(there) }
        term = try row.integer(0) + 1
    }

    /// Adds commits, each with its seal.
    package func add(_ commits: [LogCommit]) throws {
        let tables: [(LogTable, (LogCommit) -> LogRows)] = [(LogTables.command, \.commands), (LogTables.entry, \.entries), (LogTables.personal, \.personal)]
        for (table, rows) in tables {
            var rest = commits[...]
            try session.copy(into: table.copied.table, table.copied.columns) { rest.popFirst().map { table.copying(rows($0), to: company) } }
        }
        var seals = commits.compactMap(\.seal)[...]
        try session.copy(into: "laurel.seal", Self.sealColumns) { seals.popFirst().map { [sealed($0)] } }
        if let last = commits.last?.seal { position = LogPosition(seal: last.number, aside: 0) }
    }

    /// Ends it: now it is in the log.
    ///
    /// - Parameter aside: a changeset of what stands beside the commits; nil: nothing does.
    /// - Returns: where the log ends now.
    package func finish(aside: [UInt8]?) throws -> LogPosition {
        if let aside {
            position.aside += 1
            try session.run(
                "INSERT INTO laurel.aside VALUES ($1, $2, $3, $4, $5)", .integer(company), .integer(position.seal), .integer(position.aside), .integer(term), .bytes(aside))
        }
        let sql = """
            UPDATE laurel.lease SET term = $2, head = $3, aside = $4, since = $3, node = NULL, pid = NULL, session = NULL, asked = NULL WHERE company = $1
            """
        try session.run(sql, .integer(company), .integer(term), .integer(position.seal), .integer(position.aside))
        try session.execute("COMMIT")
        return position
    }

    private static let sealColumns = ["company", "number", "term", "format", "first_command", "last_command", "first_entry", "last_entry", "hash", "notes"]

    private func sealed(_ seal: LogSeal) -> [PostgresValue] {
        [company, seal.number, term, Int64(seal.format), seal.commands.lowerBound, seal.commands.upperBound, seal.firstEntry, seal.lastEntry].map { .integer($0) }
            + [.bytes(seal.hash), .bytes(seal.storedNotes)]
    }
}
