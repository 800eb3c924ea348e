import Identity
import Ledger
import Periods
import SQLite

/// What the lines of a report are.
package enum ReportGrouping: Sendable {
    case rule, team, member, reward
    /// Stretches of time by name, such as months.
    case periods([Period])
}

/// A line of a report on entries.
package struct ReportLine: Hashable, Sendable {
    /// The id of a rule, team, member or reward, or the key of a period; empty where entries have none.
    package let key: String
    package let points: Points
    package let entries: Int64
    package let members: Int64
}

/// A line of the report on what is owed.
package struct LiabilityLine: Hashable, Sendable {
    package let key: String
    package let available: Points
    package let pending: Points
    /// Lapsed, of all that was ever opened.
    package let expired: Points
    package let opened: Points
}

extension Reader {
    /// What was earned: awards, bonuses and adjustments less reversals, by when the facts happened. O(entries).
    package func earned(from: Instant, until: Instant, by grouping: ReportGrouping) throws -> [ReportLine] {
        try report(on: "'award', 'bonus', 'adjustment', 'reversal'", from, until, grouping)
    }

    /// What was spent: redemptions less refunds; points above zero.
    package func spent(from: Instant, until: Instant, by grouping: ReportGrouping) throws -> [ReportLine] {
        try report(on: "'redemption', 'refund'", from, until, grouping).map {
            ReportLine(key: $0.key, points: -$0.points, entries: $0.entries, members: $0.members)
        }
    }

    private func report(on kinds: String, _ from: Instant, _ until: Instant, _ grouping: ReportGrouping) throws -> [ReportLine] {
        if case .periods(let periods) = grouping {
            return try periods.flatMap { period in
                try sums(of: kinds, max(from, period.start), min(until, period.end), key: "'\(period.key)'", join: "")
            }
        }
        let (key, join) = Self.source(of: grouping)
        return try sums(of: kinds, from, until, key: key, join: join)
    }

    private func sums(of kinds: String, _ from: Instant, _ until: Instant, key: String, join: String) throws -> [ReportLine] {
        let sql = """
            SELECT \(key), sum(points), count(*), count(DISTINCT entry.member) FROM entry\(join)
            WHERE entry.kind IN (\(kinds)) AND occurred >= ? AND occurred < ? GROUP BY 1 ORDER BY abs(sum(points)) DESC, 1
            """
        return try connection.rows(sql, from.microseconds, until.microseconds) { row in
            ReportLine(key: row.text(0), points: row.integer(1), entries: row.integer(2), members: row.integer(3))
        }
    }

    private static func source(of grouping: ReportGrouping) -> (key: String, join: String) {
        switch grouping {
        // A reversal tells its rule like the award it takes back.
        case .rule: ("coalesce(rule, '')", "")
        case .team: ("coalesce(team, '')", "")
        case .member, .periods: ("entry.member", "")
        case .reward: ("coalesce(json_extract(request.body, '$.reward'), '')", " LEFT JOIN request ON request.id = entry.request")
        }
    }

    /// What is owed at `now`, by team of now or by member. O(lots).
    package func liability(at now: Instant, byTeam: Bool) throws -> [LiabilityLine] {
        var byKey: [String: (available: Points, pending: Points, expired: Points, opened: Points)] = [:]
        let sql = """
            SELECT lot.member, sum(CASE WHEN mature THEN remaining ELSE 0 END) - coalesce(max(wallet.debt), 0),
                sum(CASE WHEN mature THEN 0 ELSE remaining END), sum(expired), sum(opened)
            FROM lot LEFT JOIN wallet ON wallet.member = lot.member GROUP BY lot.member
            """
        let teams = byTeam ? Dictionary(try members().map { ($0.id.text, $0.team(at: now)?.text ?? "") }) { $1 } : [:]
        try connection.forEach(sql) { row in
            let key = byTeam ? teams[row.text(0)] ?? "" : row.text(0)
            let sums = byKey[key] ?? (0, 0, 0, 0)
            byKey[key] = (sums.available + row.integer(1), sums.pending + row.integer(2), sums.expired + row.integer(3), sums.opened + row.integer(4))
        }
        return byKey.sorted { $0.key < $1.key }.map { key, sums in
            LiabilityLine(key: key, available: sums.available, pending: sums.pending, expired: sums.expired, opened: sums.opened)
        }
    }

    /// What was owed at an instant, available and pending together: all that was ever written by then. O(entries).
    package func owed(at time: Instant) throws -> Points {
        try connection.first("SELECT coalesce(sum(points), 0) FROM entry WHERE recorded < ?", time.microseconds) { $0.integer(0) } ?? 0
    }
}
