import Identity
import Ledger
import Periods
import SQLite

/// What moved what is owed to somebody, over a time: by when it was written, since what is owed on a day is what was known on it.
package struct Movement: Hashable, Sendable {
    /// Awards, bonuses and adjustments, with what members hand to each other.
    package var earned: Points = 0
    /// Redemptions less refunds, above zero.
    package var spent: Points = 0
    package var lapsed: Points = 0
    package var reversed: Points = 0

    package init() {}

    package static func + (a: Movement, b: Movement) -> Movement {
        var sum = Movement()
        sum.earned = a.earned.bounded(adding: b.earned)
        sum.spent = a.spent.bounded(adding: b.spent)
        sum.lapsed = a.lapsed.bounded(adding: b.lapsed)
        sum.reversed = a.reversed.bounded(adding: b.reversed)
        return sum
    }
}

/// What is owed at an instant. Debts stand beside what others have and are never netted against it.
package struct Owed: Hashable, Sendable {
    /// Above zero alone.
    package var available: Points = 0
    package var pending: Points = 0
    package var debt: Points = 0
    /// Lapsed, and opened by awards, bonuses and adjustments, since ever: of both is breakage.
    package var lapsed: Points = 0
    package var opened: Points = 0

    package init() {}

    package var points: Points { available.bounded(adding: pending) }

    package static func + (a: Owed, b: Owed) -> Owed {
        var sum = Owed()
        sum.available = a.available.bounded(adding: b.available)
        sum.pending = a.pending.bounded(adding: b.pending)
        sum.debt = a.debt.bounded(adding: b.debt)
        sum.lapsed = a.lapsed.bounded(adding: b.lapsed)
        sum.opened = a.opened.bounded(adding: b.opened)
        return sum
    }
}

extension Reader {
    /// What moved, by member and by stretch: stretches follow each other, `starts` are their beginnings and the last ends at `end`.
    /// O(entries).
    package func movements(between starts: [Instant], until end: Instant) throws -> [Int: [MemberID: Movement]] {
        guard let first = starts.first else { return [:] }
        let stretch = Self.stretch(of: "recorded", between: starts.dropFirst())
        let sum = { (kinds: String) in "sum(CASE WHEN kind IN (\(kinds)) THEN points ELSE 0 END)" }
        let sql = """
            SELECT \(stretch), member, \(sum("'award', 'bonus', 'adjustment', 'transfer'")), -\(sum("'redemption', 'refund'")), -\(sum("'expiry'")), -\(sum("'reversal'"))
            FROM entry WHERE recorded >= ? AND recorded < ? GROUP BY 1, 2
            """
        var found: [Int: [MemberID: Movement]] = [:]
        try connection.forEach(sql, [first.microseconds, end.microseconds]) { row in
            var movement = Movement()
            (movement.earned, movement.spent, movement.lapsed, movement.reversed) = (row.integer(2), row.integer(3), row.integer(4), row.integer(5))
            found[Int(row.integer(0)), default: [:]][MemberID(row.text(1))] = movement
        }
        return found
    }

    /// What was owed to each at an instant, from what was written before it. O(entries).
    package func owedByMember(at time: Instant) throws -> [MemberID: Owed] {
        let waiting = try waiting(at: time)
        var found: [MemberID: Owed] = [:]
        let sql = """
            SELECT member, sum(points), -sum(CASE WHEN kind = 'expiry' THEN points ELSE 0 END),
            sum(CASE WHEN kind IN ('award', 'bonus', 'adjustment') AND points > 0 THEN points ELSE 0 END) FROM entry WHERE recorded < ? GROUP BY member
            """
        try connection.forEach(sql, [time.microseconds]) { row in
            // Who has something usable owes nothing: the rest is one or the other.
            let pending = waiting[row.text(0)] ?? 0, usable = row.integer(1) - pending
            var owed = Owed()
            (owed.available, owed.pending, owed.debt) = (max(0, usable), pending, max(0, -usable))
            (owed.lapsed, owed.opened) = (row.integer(2), row.integer(3))
            found[MemberID(row.text(0))] = owed
        }
        return found
    }
}
