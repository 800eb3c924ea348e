import Identity
import Periods
import PointsEngine
import Projection

/// Into what a target can be split.
enum SplitWay: String, CaseIterable, Sendable {
    case quarters, months, weeks, teams, members

    /// The next shorter period first.
    static func ways(of owner: TargetKey.Owner, _ period: Period, _ directory: Directory, at now: Instant) -> [SplitWay] {
        var ways: [SplitWay] = switch period.kind {
        case .year: [.quarters, .months]
        case .quarter: [.months, .weeks]
        case .month: [.weeks]
        case .week, .day, .all: []
        }
        guard case .team(let id) = owner else { return ways }
        if directory.teams.values.contains(where: { $0.parent == id }) { ways.append(.teams) }
        return ways + [.members]
    }

    /// The kind of period that it makes; nil: the same.
    var kind: PeriodKind? {
        switch self {
        case .quarters: .quarter
        case .months: .month
        case .weeks: .week
        case .teams, .members: nil
        }
    }
}

/// After what the parts are weighed that are not set.
enum SplitShape: String, CaseIterable, Sendable {
    case lastYear = "last-year"
    case even
}
