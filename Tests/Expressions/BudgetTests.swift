import JSON
import RuleEngine
import Testing

@testable import Expressions

/// Every evaluation ends within its budget, whatever it is given.
struct BudgetTests {
    private func steps(_ source: String, data: JSONValue = .object(JSONObject()), budget: Int = Limits.budget) throws -> Int {
        let expression = try Expression.compile(source, environment: RuleEnvironment.environment, zones: zones)
        var activation = Activation(RuleEnvironment.environment)
        activation["data"] = CELValue(data)
        // The least budget that is enough, by halving.
        var (low, high) = (0, budget)
        guard (try? expression.evaluate(activation, budget: high)) != nil else { return .max }
        while low < high {
            let middle = (low + high) / 2
            if (try? expression.evaluate(activation, budget: middle)) != nil { high = middle } else { low = middle + 1 }
        }
        return low
    }

    @Test func `a budget that is too small is an error of its own, which nothing absorbs`() throws {
        let expression = try Expression.compile("true || [1, 2, 3].all(x, x > 0) || data.a", environment: RuleEnvironment.environment, zones: zones)
        #expect(throws: EvaluationError.self) { try expression.evaluate(Activation(RuleEnvironment.environment), budget: 1) }
        for source in ["[1, 2, 3].all(x, data.n.all(y, y > x)) || true", "true && [1, 2, 3].exists(x, x > 5) || true"] {
            let expression = try Expression.compile(source, environment: RuleEnvironment.environment, zones: zones)
            var activation = Activation(RuleEnvironment.environment)
            activation["data"] = CELValue(.object(JSONObject([("n", .array([.number(1), .number(2)]))])))
            do {
                _ = try expression.evaluate(activation, budget: 4)
                Issue.record("\(source) ran on 4 steps")
            } catch {
                #expect(error.code == "budget-exceeded")
            }
        }
    }

    @Test(arguments: [
        "data.n.map(a, data.n.map(b, data.n.map(c, a + b + c)))", "data.n.all(a, data.n.all(b, data.n.all(c, true)))",
        "cel.bind(a, data.s + data.s, cel.bind(b, a + a, cel.bind(c, b + b, cel.bind(d, c + c, cel.bind(e, d + d, cel.bind(f, e + e, cel.bind(g, f + f, g + g)))))))",
        "cel.bind(a, [data.n, data.n], cel.bind(b, [a, a], cel.bind(c, [b, b], cel.bind(d, [c, c], cel.bind(e, [d, d], cel.bind(f, [e, e], cel.bind(g, [f, f], g == [f, f])))))))",
        "data.s.replace('', data.s)", "data.s.replace('a', data.s).replace('a', data.s)", "data.n.map(x, data.s).join(data.s)", "'%s%s'.format([data.n.map(x, data.s), data.n])",
        "data.s.contains(data.s + 'b')", "data.s.matches('(a?){100}b')", "data.s.split('').map(x, data.s.contains('b'))", "data.n.exists(x, x in data.n.map(y, y + 1000000))",
    ])
    func `work that grows with its data uses up the budget`(source: String) throws {
        let data = JSONValue.object(JSONObject([
            ("n", .array((0..<1000).map { .number(Decimal($0)) })), ("s", .string(String(repeating: "a", count: 20_000))),
        ]))
        #expect(try steps(source, data: data) == .max)
    }

    @Test(arguments: ["data.amount > 0 && member.team != 'x'", "1 + 2", "[1, 2, 3].exists(x, x == 3)"])
    func `what rules ask takes a few steps`(source: String) throws {
        let expression = try Expression.compile(source, environment: RuleEnvironment.environment, zones: zones)
        var activation = Activation(RuleEnvironment.environment)
        activation["data"] = CELValue(try JSONValue.parse(#"{"amount": 5}"#))
        activation["member"] = .map(CELMap([(key: .string("team"), value: .string("y"))]))
        _ = try expression.evaluate(activation, budget: 20)
    }

    @Test(arguments: [
        ("1", 1), ("data.amount > 0 && member.team != 'x'", 9), ("[1, 2, 3].all(x, x > 0)", 17), ("data.a.all(x, x > 0)", 403), ("data.a.all(x, data.b.exists(y, x == y))", 40_403),
    ])
    func `the steps are estimated before there is data`(source: String, expected: Int) throws {
        #expect(try Expression.compile(source, environment: RuleEnvironment.environment, zones: zones).estimatedSteps == expected)
    }

    @Test func `an activation of a smaller environment leaves variables without values`() throws {
        let expression = try Expression.compile("points > 1 || true", environment: RuleEnvironment.environment, zones: zones)
        #expect(try expression.test(Activation(RuleEnvironment.environment)))
    }

    @Test func `an error of the host passes through and is not absorbed`() throws {
        struct Broken: Error {}
        let expression = try Expression.compile("metric('revenue', 'month') > 1 || true", environment: RuleEnvironment.environment, zones: zones)
        do {
            _ = try expression.evaluate(Activation(RuleEnvironment.environment) { _, _ in throw Broken() })
            Issue.record("the error was absorbed")
        } catch {
            #expect(error.code == "host")
        }
        let absorbed = try expression.evaluate(Activation(RuleEnvironment.environment) { _, _ in throw EvaluationError.invalidArgument("no such metric") })
        #expect(absorbed.isIdentical(to: .bool(true)))
    }

    @Test func `functions of the environment get their arguments and give their values`() throws {
        let expression = try Expression.compile("metric('revenue', 'month') + target('revenue', 'year')", environment: RuleEnvironment.environment, zones: zones)
        let value = try expression.evaluate(Activation(RuleEnvironment.environment) { name, arguments in
            #expect(arguments.map(\.text) == ["revenue", name == "metric" ? "month" : "year"])
            return .decimal(name == "metric" ? 1.5 : 2)
        })
        #expect(value.text == "3.5")
    }
}
