import JSON
import Testing

@testable import Expressions

/// Expressions like those of rules, with the results of another implementation. There numbers in data are ints and doubles, not decimals.
struct PointsCorpusTests {
    private static let file = Shared.json("cel/points-corpus.json")

    @Test(.enabled(if: file != nil, "no shared cases here"))
    func `expressions like those of rules agree with another implementation`() throws {
        let bindings = Self.file?["bindings"] ?? .null
        let names = ["event", "data", "user", "params"]
        let environment = Environment(variables: names.map { ($0, .dyn) } + [("now", .timestamp)])
        var agreeing = 0
        let cases = Self.file?["cases"]?.array ?? []
        for test in cases {
            let source = test["expr"]?.string ?? "", name = test["event"]?.string ?? ""
            var activation = Activation(environment)
            for variable in names { activation[variable] = bindings[name]?[variable].map(Self.foreign) }
            activation["now"] = bindings[name]?["now"]?.string.flatMap(CELTimestamp.init).map(CELValue.timestamp)
            if let problem = try Self.problem(source, environment, activation, test["expect"] ?? .null) {
                Issue.record("\(source) for \(name): \(problem)")
            } else {
                agreeing += 1
            }
        }
        print("points-corpus: \(agreeing) of \(cases.count)")
        #expect(!cases.isEmpty)
    }

    private static func problem(_ source: String, _ environment: Environment, _ activation: Activation, _ expected: JSONValue) throws -> String? {
        do {
            let value = try Expression.compile(source, environment: environment, zones: zones).evaluate(activation)
            guard let json = expected["value"] else { return "is \(value), not an error" }
            return value.isIdentical(to: try TypedValue.value(json)) ? nil : "is \(value)"
        } catch {
            return expected["error"] == nil ? "\(error)" : nil
        }
    }

    /// JSON as the other implementation reads it: whole numbers are ints, others doubles.
    private static func foreign(_ json: JSONValue) -> CELValue {
        switch json {
        case .number(let number): number.int64.map(CELValue.int) ?? .double(number.double)
        case .array(let elements): .list(CELList(elements.map(foreign)))
        case .object(let object): .map(CELMap(object.map { (key: .string($0.key), value: foreign($0.value)) }))
        default: CELValue(json)
        }
    }
}
