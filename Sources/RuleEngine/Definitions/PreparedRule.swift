/// A rule as judging asks it: with what would otherwise be made anew for each activity.
///
/// An object, so that handing it around costs nothing.
final class PreparedRule: Sendable {
    let rule: Rule
    /// The measures of its limits, award and deduction, in the order of `rule.limits`. A counter belongs to the rule id and the
    /// place in its list, or to its group.
    let counters: [LimitCounter]

    init(_ rule: Rule) {
        self.rule = rule
        counters = rule.limits.enumerated().map { index, limit in
            LimitCounter(limit, named: limit.group.map { "group:\($0)" } ?? "rule:\(rule.id)#\(index)")
        }
    }

    var climbs: Bool {
        if case .ladder(let ladder) = rule.award { ladder.over != nil } else { false }
    }
}

/// A limit and what counts towards it; deductions have a counter of their own.
struct LimitCounter: Sendable {
    let limit: Limit
    private let awards: Measure
    private let deductions: Measure

    init(_ limit: Limit, named name: String) {
        self.limit = limit
        awards = .limit(name)
        deductions = .limit(name + "-")
    }

    func measure(isDeduction: Bool) -> Measure { isDeduction ? deductions : awards }

    /// The company's limits, which hold for every rule but ladders over a period.
    static func company(_ limits: [Limit]) -> [LimitCounter] {
        limits.enumerated().map { LimitCounter($1, named: "company#\($0)") }
    }
}
