import Expressions
import JSON
import Periods
import RuleEngine

enum FuzzExpressions {
    private static let zones = ZoneDatabase { _ in nil }
    private static let data = #"{"amount": 12.5, "n": 3, "lines": [{"qty": 2, "price": 1.5}, {"qty": 1}], "s": "课程/7", "t": "2026-11-21T00:00:00Z", "deep": {"a": [[1]]}}"#

    /// A source that compiles, and one that is not even checked, ends within its budget, says the same each time, and says the same with more budget.
    static func cel(_ bytes: [UInt8]) throws {
        guard let source = String(validating: bytes, as: UTF8.self) else { return }
        var activation = Activation(RuleEnvironment.environment) { _, _ in .decimal(5) }
        activation["data"] = CELValue(try JSONValue.parse(data))
        activation["member"] = .map(.record(Record(RuleEnvironment.memberType, [.string("m1")])))
        activation["team"] = .string("east")
        for isChecked in [true, false] {
            switch compiled(source, isChecked: isChecked) {
            case .success(let expression): try check(expression, activation)
            case .failure(let diagnostics):
                try expect(diagnostics.all.allSatisfy { $0.line >= 1 && $0.column >= 1 && !$0.rendered.isEmpty }, "a diagnostic without a place")
            }
        }
    }

    private static func compiled(_ source: String, isChecked: Bool) -> Result<Expression, ExpressionFaults> {
        do throws(ExpressionFaults) {
            let environment = RuleEnvironment.environment
            if isChecked { return .success(try Expression.compile(source, environment: environment, zones: zones)) }
            return .success(try Expression.compileUnchecked(source, environment: environment, zones: zones))
        } catch {
            return .failure(error)
        }
    }

    private static func check(_ expression: Expression, _ activation: Activation) throws {
        let first = outcome(expression, activation, budget: 20_000)
        try expect(first == outcome(expression, activation, budget: 20_000), "not the same twice")
        guard first != EvaluationError.budgetExceeded.code else { return }
        try expect(first == outcome(expression, activation, budget: 40_000), "another value with more budget")
    }

    private static func outcome(_ expression: Expression, _ activation: Activation, budget: Int) -> String {
        let began = ContinuousClock.now
        defer { precondition(began.duration(to: .now) < .seconds(3), "twenty thousand steps take no three seconds") }
        do throws(EvaluationError) {
            return "\(try expression.evaluate(activation, budget: budget))"
        } catch {
            return error.code
        }
    }

    /// Matching is linear in the text: each code point costs at most the size of the pattern, which is bounded too.
    static func regex(_ bytes: [UInt8]) throws {
        guard let input = String(validating: bytes, as: UTF8.self) else { return }
        let parts = input.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard let regex = try? Regex(String(parts[0])) else { return }
        for times in [1, 4] {
            let text = String(repeating: parts.count > 1 ? String(parts[1]) : "", count: times)
            var matcher = RegexMatcher(regex)
            _ = try? matcher.matches(text) { _ in }
            try expect(matcher.steps <= (text.unicodeScalars.count + 1) * 2 * regex.size, "\(matcher.steps) steps for a pattern of \(regex.size)")
        }
    }
}
