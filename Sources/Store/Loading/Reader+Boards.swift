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
    package func tallies(of measure: Measure, over days: DayRange) throws -> [Owner: Tally] {
        try Lookups(connection: connection, interned: interned).tallies(of: measure, over: days)
    }

    /// The targets of a metric and period, by owner.
    package func targets(of metric: String, period: String) throws -> [TargetKey: Target] {
        let rows = try connection.all(Target.self, "WHERE metric = ? AND period = ?", [metric, period])
        return Dictionary(rows.map { ($0.key, $0.value) }) { $1 }
    }

    /// Who came to the goal of a contest, and when.
    package func goals(board: String, period: String) throws -> [Owner: GoalMark] {
        let rows = try connection.all(GoalMark.self, "WHERE board = ? AND period = ?", [board, period])
        return Dictionary(rows.map { ($0.key.owner, $0.value) }) { $1 }
    }

    /// The record of a locked period; nil while it is open.
    package func archive(board: String, period: String) throws -> Archive? {
        try connection.all(Archive.self, "WHERE board = ? AND period = ?", [board, period]).first?.value
    }
}
