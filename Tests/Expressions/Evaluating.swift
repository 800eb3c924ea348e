import JSON

import RuleEngine

@testable import Expressions

/// The value of an expression over JSON data, as text: `int 3`, `decimal 0.29`, or the error's.
func outcome(_ source: String, data: String = "{}", checked: Bool = true) -> String {
    do {
        var activation = Activation(RuleEnvironment.environment)
        activation["data"] = CELValue(try JSONValue.parse(data))
        activation["points"] = .int(120)
        activation["team"] = .string("east")
        activation["member"] = .map(.record(Record(RuleEnvironment.memberType, [.string("m1"), .string("Li"), .string("east"), nil])))
        let compile = checked ? Expression.compile : Expression.compileUnchecked
        let value = try compile(source, RuleEnvironment.environment, zones).evaluate(activation)
        return shown(value)
    } catch let error as ExpressionFaults {
        return "refused: \(error.all[0].message)"
    } catch {
        return "error: \(error)"
    }
}

private func shown(_ value: CELValue) -> String {
    switch value {
    case .list(let list): "[" + list.values.map(shown).joined(separator: ", ") + "]"
    case .map(let map): "{" + map.keys.map { "\(shown($0)): \(map.value(key: $0).map(shown) ?? "?")" }.joined(separator: ", ") + "}"
    case .optional(let optional): optional.value.map { "optional \(shown($0))" } ?? "none"
    case .null: "null"
    default: "\(value.type.name) \(value.text)"
    }
}

/// The diagnostics of a source in the environment of rules, or nil where there is none.
func diagnostics(_ source: String) -> [ExpressionFault]? {
    do throws(ExpressionFaults) {
        _ = try Expression.compile(source, environment: RuleEnvironment.environment, zones: zones)
        return nil
    } catch {
        return error.all
    }
}
