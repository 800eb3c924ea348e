import Expressions

/// Variables and functions like those of rules.
enum RuleEnvironment {
    /// For `when`, amounts and multipliers.
    static let rule = Environment(variables: variables, functions: functions)
    /// For `hold.when`, which knows `points` too.
    static let hold = Environment(variables: variables + [("points", .int)], functions: functions)

    static let eventType = RecordType("event", [("id", .string), ("source", .string), ("type", .string), ("time", .timestamp), ("subject", .string)])
    static let memberType = RecordType(
        "member", [("id", .string), ("name", .string), ("team", .string), ("tier", .string), ("joined", .timestamp), ("attributes", .map(.string, .dyn))])

    private static let variables: [(name: String, type: CELType)] = [
        ("event", .record(eventType)), ("data", .map(.string, .dyn)), ("member", .record(memberType)), ("team", .string),
    ]

    private static let functions = [
        HostFunction("metric", [.literal, .literal], result: .decimal),
        HostFunction("target", [.literal, .literal], result: .decimal),
        HostFunction("attainment", [.literal, .literal], result: .decimal),
    ]
}
