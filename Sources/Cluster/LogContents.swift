import CommitLog
import PostgreSQL

/// What stands in a log, with the entries, for who checks it: followers compute entries, and never read them.
package final class LogContents {
    private let company: Int64
    private let session: PostgresConnection

    package init(_ place: PostgreSQLLog.Place) throws(LogError) {
        company = place.company
        session = try ClusterSession.open(place)
    }

    /// What a follower would read.
    package func records(after position: LogPosition, limit: Int) throws(LogError) -> [LogRecord] {
        try PostgreSQLLog.read(on: session, company, after: position, limit: limit)
    }

    /// Whole commits behind a seal, in order, with their entries.
    package func commits(after seal: Int64, limit: Int) throws(LogError) -> [LogCommit] {
        do throws(PostgresError) {
            let sql = "SELECT \(LogSeal.list) FROM laurel.seal WHERE company = $1 AND number > $2 ORDER BY number LIMIT $3"
            let seals = try session.run(sql, .integer(company), .integer(seal), .integer(Int64(limit))).rows.map { row throws(PostgresError) in try LogSeal(row) }
            guard let first = seals.first, let last = seals.last else { return [] }
            var commands = try rows(LogTables.command, first.commands.lowerBound, last.commands.upperBound)
            var entries = try rows(LogTables.entry, first.firstEntry, last.lastEntry)
            var commits: [LogCommit] = []
            for seal in seals {
                commits.append(
                    LogCommit(
                        seal: seal, commands: try Self.take(&commands, upTo: seal.commands.upperBound, LogTables.command),
                        entries: try Self.take(&entries, upTo: seal.lastEntry, LogTables.entry)))
            }
            return commits
        } catch {
            throw LogError(error, mayHaveCommitted: false)
        }
    }

    /// Where the log ends, as its lease says.
    package func head() throws(LogError) -> LogPosition {
        do throws(PostgresError) {
            guard let row = try session.run("SELECT head, aside FROM laurel.lease WHERE company = $1", .integer(company)).rows.first else { return .start }
            return LogPosition(seal: try row.integer(0), aside: try row.integer(1))
        } catch {
            throw LogError(error, mayHaveCommitted: false)
        }
    }

    /// How many rows no seal up to this one covers, by table.
    package func strays(after seal: LogSeal?) throws(LogError) -> [(table: String, count: Int64)] {
        do throws(PostgresError) {
            var found: [(String, Int64)] = []
            for (table, last) in [("command", seal?.commands.upperBound ?? 0), ("entry", seal?.lastEntry ?? 0), ("seal", seal?.number ?? 0)] {
                let sql = "SELECT count(*) FROM laurel.\(table) WHERE company = $1 AND (number > $2 OR number < 1)"
                let count = try session.run(sql, .integer(company), .integer(last)).rows.first?.integer(0) ?? 0
                if count > 0 { found.append((table, count)) }
            }
            return found
        } catch {
            throw LogError(error, mayHaveCommitted: false)
        }
    }

    private func rows(_ table: LogTable, _ first: Int64, _ last: Int64) throws(PostgresError) -> ArraySlice<PostgresRow> {
        let sql = "SELECT \(table.list) FROM laurel.\(table.name) WHERE company = $1 AND number BETWEEN $2 AND $3 ORDER BY number"
        return try session.run(sql, .integer(company), .integer(first), .integer(last)).rows[...]
    }

    /// Takes those of one commit off the front; where some are missing, what is there.
    private static func take(_ all: inout ArraySlice<PostgresRow>, upTo last: Int64, _ table: LogTable) throws(PostgresError) -> LogRows {
        var end = all.startIndex
        while end < all.endIndex, try all[end].integer(0) <= last { end += 1 }
        defer { all = all[end...] }
        return try LogRows(all[..<end], of: table)
    }
}

extension LogSeal {
    /// The columns of a seal's row.
    static let list = "number, format, first_command, last_command, first_entry, last_entry, hash, notes"

    init(_ row: PostgresRow) throws(PostgresError) {
        let first = try row.integer(2), last = try row.integer(3)
        guard first <= last else { throw PostgresError(.misuse, "seal \(try row.integer(0)) covers no command") }
        self.init(
            number: try row.integer(0), format: Int32(clamping: try row.integer(1)), commands: first...last, firstEntry: try row.integer(4),
            lastEntry: try row.integer(5), hash: row.bytes(6) ?? [], notes: LogSeal.notes(stored: row.bytes(7) ?? [], after: first))
    }
}
