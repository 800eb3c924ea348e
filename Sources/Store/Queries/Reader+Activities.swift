import Identity
import Ledger
import Periods
import PointsEngine
import SQLite

/// Which activities are wanted; nil is any.
package struct ActivityFilter: Sendable {
    /// Whom it is about: subject, credited, or whoever's points it changed.
    package var member: MemberID?
    package var type: String?
    /// By their own time; `until` is exclusive.
    package var from: Instant?
    package var until: Instant?
    /// The page after the one that ended with this one.
    package var before: Cursor?
    /// 1 to 500.
    package var limit = 50

    package struct Cursor: Hashable, Sendable {
        package let time: Instant
        package let number: Int64

        package init(time: Instant, number: Int64) {
            self.time = time
            self.number = number
        }
    }

    package init() {}
}

extension Reader {
    /// Activities with their decisions, the latest first.
    package func activities(_ filter: ActivityFilter = ActivityFilter()) throws -> [Recorded] {
        var conditions = Conditions()
        let time = filter.member == nil ? "command.time" : "credit.time"
        conditions.add("command.source IS NOT NULL")
        conditions.add("credit.member = ?", filter.member?.text)
        conditions.add("command.type = ?", filter.type)
        conditions.add("\(time) >= ?", filter.from?.microseconds)
        conditions.add("\(time) < ?", filter.until?.microseconds)
        if let before = filter.before {
            conditions.add("(\(time), command.number) < (?, ?)", values: [before.time.microseconds, before.number])
        }
        let join = filter.member == nil ? "" : " JOIN every_credit AS credit ON credit.command = command.number"
        // Without a member the index on time is walked; the condition lets SQLite see that it may.
        if filter.member == nil { conditions.add("command.time IS NOT NULL") }
        let sql = "\(RecordedRow.select)\(join)\(conditions.clause) ORDER BY \(time) DESC, command.number DESC LIMIT \(max(1, min(filter.limit, 500)))"
        return try connection.rows(sql, values: conditions.values, read: RecordedRow.read)
    }

    /// Calls `body` with every activity of a stretch of time in the order in which they were recorded, to try rules on them.
    /// In constant memory; not on a snapshot, so that it may take its time: `after` goes on where it was left. O(commands) for all
    /// pages together.
    package func forEachActivity(from: Instant, until: Instant, after number: Int64 = 0, limit: Int = 1_000, _ body: (Recorded) throws -> Void) throws {
        // The sign keeps SQLite from walking the index on time, and sorting all of it by number again for every page.
        let sql = """
            \(RecordedRow.select) WHERE command.number > ? AND command.source IS NOT NULL AND +command.time >= ? AND +command.time < ?
            ORDER BY command.number LIMIT ?
            """
        try connection.forEach(sql, [number, from.microseconds, until.microseconds, limit]) { try body(try RecordedRow.read($0)) }
    }

    /// The number of the last of so many activities behind a number, where another one follows it; else nil.
    package func activityNumber(after number: Int64, skipping count: Int) throws -> Int64? {
        let sql = "SELECT number FROM command WHERE number > ? AND source IS NOT NULL ORDER BY number LIMIT 2 OFFSET ?"
        let numbers = try connection.rows(sql, number, count - 1) { $0.integer(0) }
        return numbers.count == 2 ? numbers[0] : nil
    }

    /// Entries from a number on, in order, for exports that resume.
    package func entries(after number: Int64, limit: Int = 1_000) throws -> [Entry] {
        try connection.rows("\(TruthTable.entry.select) WHERE number > ? ORDER BY number LIMIT ?", number, limit, read: Entry.init(row:))
    }
}
