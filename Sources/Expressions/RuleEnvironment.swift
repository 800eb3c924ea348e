import JSON

/// What rules may name (rules-language.md, "Variables").
///
/// ```swift
/// var activation = Activation(RuleEnvironment.hold, call: answer)
/// activation[slot: RuleEnvironment.data] = CELValue(json)
/// ```
/// The slots of both environments are the same, so an activation of ``hold`` serves every expression of a rule.
package enum RuleEnvironment {
    /// For `when`, amounts and multipliers.
    package static let rule = Environment(variables: variables, functions: functions)
    /// For `hold.when`, which knows `points` too.
    package static let hold = Environment(variables: variables + [("points", .int)], functions: functions)

    package static let event = 0
    package static let data = 1
    package static let member = 2
    package static let team = 3
    package static let points = 4

    /// The order of the values of an `event` record.
    package static let eventType = RecordType("event", [("id", .string), ("source", .string), ("type", .string), ("time", .timestamp), ("subject", .string)])
    /// The order of the values of a `member` record; what a member does not have is nil.
    package static let memberType = RecordType(
        "member", [("id", .string), ("name", .string), ("team", .string), ("tier", .string), ("joined", .timestamp), ("attributes", .map(.string, .dyn))])

    private static let variables: [(name: String, type: CELType)] = [
        ("event", .record(eventType)), ("data", .map(.string, .dyn)), ("member", .record(memberType)), ("team", .string),
    ]

    /// The activation answers these for the member at that moment; what they read stands in ``Expression/references``.
    private static let functions = [
        HostFunction("metric", [.literal, .literal], result: .decimal),
        HostFunction("target", [.literal, .literal], result: .decimal),
        HostFunction("attainment", [.literal, .literal], result: .decimal),
    ]
}
