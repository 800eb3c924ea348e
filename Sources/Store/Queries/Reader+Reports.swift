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

/// A line of the report on what is owed. What members owe stands beside it: it is never netted against what others have.
package struct LiabilityLine: Hashable, Sendable {
    package let key: String
    /// Above zero alone.
    package let available: Points
    package let pending: Points
    package let debt: Points
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
            guard let first = periods.first, let last = periods.last else { return [] }
            let key = Self.stretch(of: "occurred", between: periods.dropFirst().map(\.start))
            let lines = try sums(of: kinds, max(from, first.start), min(until, last.end), key: key, join: "")
            return lines.compactMap { line in Int(line.key).map { ($0, line) } }.sorted { $0.0 < $1.0 }.map { index, line in
                ReportLine(key: periods[index].key, points: line.points, entries: line.entries, members: line.members)
            }
        }
        let (key, join) = Self.source(of: grouping)
        return try sums(of: kinds, from, until, key: key, join: join)
    }

    /// The number of the stretch that a column lies in, where stretches follow each other and begin at these instants, but for the first:
    /// all of them are told apart in one reading of the table, by halving.
    static func stretch(of column: String, between starts: some RandomAccessCollection<Instant>, from number: Int = 0) -> String {
        guard !starts.isEmpty else { return "\(number)" }
        let half = starts.count / 2, middle = starts.index(starts.startIndex, offsetBy: half)
        let before = stretch(of: column, between: Array(starts[..<middle]), from: number)
        let after = stretch(of: column, between: Array(starts[starts.index(after: middle)...]), from: number + half + 1)
        return "CASE WHEN \(column) < \(starts[middle].microseconds) THEN \(before) ELSE \(after) END"
    }

    /// When the first entry was written; nil: there is none.
    package func firstRecorded() throws -> Instant? {
        try connection.first("SELECT recorded FROM entry ORDER BY number LIMIT 1") { $0.integer(0) }.map(Instant.init(microseconds:))
    }

    /// When the first entry happened, by its own time; nil: there is none. O(entries).
    package func firstOccurred() throws -> Instant? {
        try connection.first("SELECT min(occurred) FROM entry") { $0.optionalInteger(0) }.flatMap { $0 }.map(Instant.init(microseconds:))
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
        var byKey: [String: [Points]] = [:]
        let sql = """
            SELECT lot.member, sum(CASE WHEN mature THEN remaining ELSE 0 END), sum(CASE WHEN mature THEN 0 ELSE remaining END), 0, sum(expired), sum(opened)
            FROM lot GROUP BY lot.member
            UNION ALL SELECT member, 0, 0, debt, 0, 0 FROM wallet WHERE debt > 0
            """
        let teams = byTeam ? Dictionary(try members().map { ($0.id.text, $0.team(at: now)?.text ?? "") }) { $1 } : [:]
        try connection.forEach(sql) { row in
            let key = byTeam ? teams[row.text(0)] ?? "" : row.text(0)
            byKey[key] = (byKey[key] ?? [0, 0, 0, 0, 0]).enumerated().map { $1.bounded(adding: row.integer(Int32($0) + 1)) }
        }
        return byKey.sorted { $0.key < $1.key }.map { key, sums in
            LiabilityLine(key: key, available: sums[0], pending: sums[1], debt: sums[2], expired: sums[3], opened: sums[4])
        }
    }

    /// By member, what of lots that were still waiting was left: only their own reversal takes from them.
    func waiting(at time: Instant) throws -> [String: Points] {
        var lots: [LotID: (member: String, points: Points)] = [:]
        let opened = "SELECT number, member, points FROM entry WHERE recorded < ?1 AND usable >= ?1 AND points > 0"
        try connection.forEach(opened, [time.microseconds]) { lots[LotID($0.integer(0))] = ($0.text(1), $0.integer(2)) }
        let reversals = """
            \(TruthTable.entry.select) WHERE kind = 'reversal' AND recorded < ?1
            AND original IN (SELECT number FROM entry WHERE recorded < ?1 AND usable >= ?1 AND points > 0)
            """
        try connection.forEach(reversals, [time.microseconds]) { row in
            for take in try Entry(row: row).takes { lots[take.lot]?.points -= take.points }
        }
        return lots.values.reduce(into: [:]) { $0[$1.member, default: 0] += $1.points }
    }
}

extension Points {
    /// A balance is bounded, the sum over a thousand of the largest is not: it stays at the end of what numbers say.
    func bounded(adding other: Points) -> Points {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? (other < 0 ? .min : .max) : sum
    }
}
