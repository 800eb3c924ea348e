/// A rule as judging asks it: with what would otherwise be made anew for each activity.
///
/// An object, so that handing it around costs nothing.
final class PreparedRule: Sendable {
    let rule: Rule
    /// Those of its limits, in the order of `rule.limits`.
    let counters: [LimitCounter]

    init(_ rule: Rule) {
        self.rule = rule
        counters = rule.limitCounters
    }

    var climbs: Bool {
        if case .ladder(let ladder) = rule.award { ladder.over != nil } else { false }
    }
}

/// A limit and what counts towards it; deductions have a counter of their own.
package struct LimitCounter: Sendable {
    package let limit: Limit
    private let awards: Measure
    private let deductions: Measure

    init(_ limit: Limit, named name: String) {
        self.limit = limit
        awards = .limit(name)
        deductions = .limit(name + "-")
    }

    func measure(isDeduction: Bool) -> Measure { isDeduction ? deductions : awards }

    /// Whether a tally is this counter's, of awards or of deductions.
    package func counts(_ measure: Measure) -> Bool { measure == awards || measure == deductions }

    /// The company's limits, which hold for every rule but ladders over a period.
    static func company(_ limits: [Limit]) -> [LimitCounter] {
        limits.enumerated().map { LimitCounter($1, named: "company#\($0)") }
    }
}

extension Rule {
    /// Its own limits, in their order, with what counts towards each: a counter belongs to the id of the rule and the place in its list,
    /// or to the group that the limit names.
    package var limitCounters: [LimitCounter] {
        limits.enumerated().map { index, limit in LimitCounter(limit, named: limit.group.map { "group:\($0)" } ?? "rule:\(id)#\(index)") }
    }
}
