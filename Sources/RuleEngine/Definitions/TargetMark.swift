import Expressions

/// When a member's metric comes to 100 % of its target, or to any other mark that a rule asks for, that is an activity of its
/// own that rules can answer (points.md, "Targets").
///
/// Its source is `laurel`, its data are `{metric, period, mark, member, target, value}`. Which marks there are is read from the
/// rules: 100, and every whole number with which a rule `on: laurel.target.reached` compares `data.mark` in its `when`, such
/// as `data.mark == 80` or `data.mark in [50, 80]`.
package enum TargetMark {
    package static let activityType = "laurel.target.reached"
    /// In percent.
    package static let whole = 100
    /// No mark is looked for beyond a hundred times the target.
    private static let all = 1...10_000

    /// The marks of a set of rules, in rising order.
    static func marks(of rules: [Rule]) -> [Int] {
        let asked = rules.filter { $0.types.contains(activityType) }.flatMap { $0.when?.numbers(comparedWith: "data", "mark") ?? [] }
        return Set(asked.compactMap(Int.init(exactly:)).filter(all.contains)).union([whole]).sorted()
    }
}
