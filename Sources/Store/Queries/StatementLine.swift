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
    /// The sum of this entry and all before it: what was available and what was waiting for its date, together. So each balance is the
    /// one before and the line's points.
    package let balance: Points
    /// How much of it was waiting.
    package let waiting: Points
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
        try connection.forEach("\(TruthTable.entry.select) WHERE number IN (SELECT number FROM every_member_entry WHERE member = ?) ORDER BY number", [member.text]) { row in
            let entry = try Entry(row: row)
            let usable = row.optionalInteger(11).map(Instant.init(microseconds:))
            balance.follow(entry, usable: usable)
            guard filter.takes(entry) else { return }
            page.append(
                StatementLine(
                    entry: entry, command: row.integer(1), usable: usable, expires: row.optionalInteger(12).map(Instant.init(microseconds:)),
                    balance: balance.total, waiting: balance.waiting))
            // Twice the page is kept at most, so that little is moved.
            if page.count >= 2 * limit { page.removeFirst(limit) }
        }
        return page.suffix(limit).reversed()
    }
}

/// What one member has after each entry.
private struct RunningBalance {
    private(set) var total: Points = 0
    private var lots: [LotID: (points: Points, usable: Instant)] = [:]

    var waiting: Points { lots.values.reduce(0) { $0 + max(0, $1.points) } }

    mutating func follow(_ entry: Entry, usable: Instant?) {
        lots = lots.filter { $0.value.usable > entry.recorded }
        total += entry.points
        if entry.points < 0 {
            for take in entry.takes { lots[take.lot]?.points -= take.points }
        }
        if let usable, usable > entry.recorded, entry.points > 0 { lots[LotID(entry.number)] = (entry.points, usable) }
    }
}
