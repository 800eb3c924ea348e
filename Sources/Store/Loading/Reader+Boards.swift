import Identity
import Periods
import PointsEngine
import RuleEngine

/// What a board needs when it is read: sums of days, targets, the record of a locked period.
extension Reader {
    /// The number of the last command that this snapshot holds.
    package func lastCommand() throws -> Int64 {
        try connection.first("SELECT max(number) FROM command") { $0.optionalInteger(0) ?? 0 } ?? 0
    }

    /// The sums of every member and team over days. O(rows of those days).
    package func standings(of measure: Measure, over days: DayRange) throws -> [Owner: Tally] {
        try Lookups(connection: connection, interned: interned).standings(of: measure, over: days)
    }

    /// The targets of a metric and period, by owner.
    package func targets(of metric: String, period: String) throws -> [TargetKey: Target] {
        var targets: [TargetKey: Target] = [:]
        try connection.forEach("SELECT \(Target.columns) FROM target WHERE metric = ? AND period = ?", [metric, period]) { row in
            targets[try TargetKey(row: row)] = try Target(row: row)
        }
        return targets
    }

    /// The record of a locked period; nil while it is open.
    package func archive(board: String, period: String) throws -> Archive? {
        try connection.rows("SELECT end, at, body FROM archive WHERE board = ? AND period = ?", board, period) { row in
            try Archive(
                board: board, period: period, end: Instant(microseconds: row.integer(0)), at: Instant(microseconds: row.integer(1)),
                stored: row.blob(2))
        }.first
    }
}
