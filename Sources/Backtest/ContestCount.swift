import Identity
import JSON
import Periods
import RuleEngine

/// What a contest would have counted in a stretch of past time, and in which order its goal would have been reached.
package struct ContestCount: Sendable {
    private let measure: Measure
    /// Of a ratio the lower sum.
    private let divisor: Measure?
    private let goal: Decimal?
    package private(set) var sums: [Owner: Decimal] = [:]
    package private(set) var divisors: [Owner: Decimal] = [:]
    /// The number of the activity that brought somebody to the goal; who fell below it again has none.
    package private(set) var arrivals: [Owner: Int64] = [:]
    /// Of the activity that moved a sum last.
    package private(set) var moved: [Owner: Int64] = [:]

    /// - Parameter measure: points by the rules of a campaign, or a metric.
    package init(of measure: Measure, over divisor: Measure? = nil, goal: Decimal?) {
        self.measure = measure
        self.divisor = divisor
        self.goal = goal
    }

    package var isRatio: Bool { divisor != nil }

    /// - Throws: only where a sum leaves its range.
    mutating func add(_ points: Points, by line: DecisionLine, _ number: Int64) throws(DecimalError) {
        guard case .campaign(let id) = measure, CampaignRule.campaign(of: line.rule) == id else { return }
        try move([.member(line.member), .company] + line.lineage.map(Owner.team), by: Decimal(points), number)
    }

    mutating func add(_ metric: MetricMove, isUndone: Bool, _ number: Int64) throws(DecimalError) {
        let by = isUndone ? -metric.by : metric.by
        if divisor == .metric(metric.metric) { for owner in metric.owners { divisors[owner] = try (divisors[owner] ?? .zero).adding(by) } }
        if measure == .metric(metric.metric) { try move(metric.owners, by: by, number) }
    }

    private mutating func move(_ owners: [Owner], by: Decimal, _ number: Int64) throws(DecimalError) {
        guard !by.isZero else { return }
        for owner in owners {
            let before = sums[owner] ?? .zero, after = try before.adding(by)
            sums[owner] = after
            moved[owner] = number
            guard let goal else { continue }
            if before < goal, after >= goal { arrivals[owner] = number } else if after < goal { arrivals[owner] = nil }
        }
    }
}
