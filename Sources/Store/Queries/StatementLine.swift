import Identity
import Ledger
import Periods
import SQLite

/// One line of a member's statement.
package struct StatementLine: Hashable, Sendable {
    package let entry: Entry
    /// The number of the command that wrote it: a reversal and an award with the same one are a correction.
    package let command: Int64
    package let usable: Instant?
    package let expires: Instant?
    /// Available right after the line was written; nil for points that were waiting for their date then.
    package let balance: Points?
}

/// What of a statement is wanted.
package struct StatementFilter: Sendable {
    package var kind: EntryKind?
    /// By when the facts happened; `until` is exclusive.
    package var from: Instant?
    package var until: Instant?
    /// Lines with a lower number: the page after the one that ended with it.
    package var before: Int64?
    /// 1 to 500.
    package var limit = 50

    package init() {}

    fileprivate func takes(_ entry: Entry) -> Bool {
        (kind.map { entry.kind == $0 } ?? true) && (from.map { entry.occurred >= $0 } ?? true) && (until.map { entry.occurred < $0 } ?? true)
            && (before.map { entry.number < $0 } ?? true)
    }
}

extension Reader {
    /// A member's entries with the running balance, newest first. O(entries of the member): the balance runs from the first one.
    package func statement(of member: MemberID, _ filter: StatementFilter = StatementFilter()) throws -> [StatementLine] {
        var balance = RunningBalance()
        var page: [StatementLine] = []
        let limit = max(1, min(filter.limit, 500))
        try connection.forEach("\(TruthTable.entry.select) WHERE member = ? ORDER BY number", [member.text]) { row in
            let entry = try Entry(row: row)
            let usable = row.optionalInteger(11).map(Instant.init(microseconds:))
            let after = balance.follow(entry, usable: usable)
            guard filter.takes(entry) else { return }
            page.append(
                StatementLine(
                    entry: entry, command: row.integer(1), usable: usable, expires: row.optionalInteger(12).map(Instant.init(microseconds:)),
                    balance: after))
            // Twice the page is kept at most, so that little is moved.
            if page.count >= 2 * limit { page.removeFirst(limit) }
        }
        return page.suffix(limit).reversed()
    }
}

/// What is available after each entry of one member.
private struct RunningBalance {
    private var total: Points = 0
    private var waiting: [LotID: (points: Points, usable: Instant)] = [:]

    /// Nil: the entry's own points wait.
    mutating func follow(_ entry: Entry, usable: Instant?) -> Points? {
        waiting = waiting.filter { $0.value.usable > entry.recorded }
        total += entry.points
        if entry.points < 0 {
            for take in entry.takes { waiting[take.lot]?.points -= take.points }
        }
        if let usable, usable > entry.recorded, entry.points > 0 {
            waiting[LotID(entry.number)] = (entry.points, usable)
            return nil
        }
        return total - waiting.values.reduce(0) { $0 + $1.points }
    }
}
