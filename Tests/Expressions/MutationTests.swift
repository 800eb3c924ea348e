import JSON
import RuleEngine
import Seeds
import Testing

@testable import Expressions

/// Sources that nobody would write: changed at random from ones that somebody would.
struct MutationTests {
    private static let sources = [
        "data.amount > 0 && member.team != \"trainees\"", "data.lines.map(l, l.qty * l.price)[0] / 3 + 0.29", "has(data.bonus) ? data.bonus : [1, 2.5, 3u][0]",
        "'课程/7'.matches('^(deal|课程)/[0-9]+$') || b'\\xff' == bytes('a')", "timestamp('2026-11-21T02:30:00+08:00').getHours('Asia/Shanghai') < 12",
        "cel.bind(a, {'x': [1, {'y': null}]}, a.x[1].y == null && data.?z.orValue(-1) == -1)", "metric('revenue', 'month') >= decimal('12.5') ? math.greatest(1, data.n) : -data.n",
        "'%s %.2f %x'.format([data.amount, 1.5, 255]).replace('a', 'b').split(',').exists_one(t, t in ['x'])", "duration('1h30m') + (event.time - timestamp(0)) > duration('-2.5s')",
    ]
    private static let fragments = ["(", ")", "[", "]", "{", "}", "'", "\"", "\\", ".", ",", ":", "?", "!", "-", "+", "*", "/", "%", "&&", "||", "==", "in", "u", "0x", "1e9", "99999999999999999999", "has(", ".map(x, ", "data.n", "null", "r'", "b\"", "'''", "//", "\n", "名", "\u{0}", "`", ".?", "[?", "int(", "9223372036854775807", "-"]

    @Test func `no source crashes, and every one ends within its bounds`() throws {
        var random = Seeded()
        var activation = Activation(RuleEnvironment.environment) { _, _ in .decimal(5) }
        activation["data"] = CELValue(try JSONValue.parse(#"{"amount": 12.5, "n": 3, "lines": [{"qty": 2, "price": 1.5}], "s": "x"}"#))
        activation["member"] = .map(.record(Record(RuleEnvironment.memberType, [.string("m1")])))
        var outcomes: Set<String> = []
        for _ in 0..<3_000 {
            let source = Self.mutated(&random)
            for isChecked in [true, false] {
                do {
                    let compile = isChecked ? Expression.compile : Expression.compileUnchecked
                    outcomes.insert("value \(try compile(source, RuleEnvironment.environment, zones).evaluate(activation, budget: 10_000).type.name)")
                } catch let error as ExpressionFaults {
                    outcomes.insert("refused")
                    #expect(error.all.allSatisfy { $0.range.lowerBound >= 0 && $0.line >= 1 && $0.column >= 1 && !$0.rendered.isEmpty }, "\(source)")
                } catch {
                    outcomes.insert((error as? EvaluationError)?.code ?? "other")
                }
            }
        }
        #expect(outcomes.isSuperset(of: ["value bool", "refused", "expression-failed"]))
        #expect(!outcomes.contains("other"))
    }

    private static func mutated(_ random: inout Seeded) -> String {
        var scalars = Array((sources.randomElement(using: &random) ?? "").unicodeScalars)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...scalars.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0 where place < scalars.count: scalars.remove(at: place)
            case 1: scalars.insert(contentsOf: (fragments.randomElement(using: &random) ?? "").unicodeScalars, at: place)
            case 2:
                let other = Array((sources.randomElement(using: &random) ?? "").unicodeScalars)
                let start = Int.random(in: 0..<other.count, using: &random)
                scalars.insert(contentsOf: other[start..<min(other.count, start + 12)], at: place)
            default:
                let end = min(scalars.count, place + Int.random(in: 1...8, using: &random))
                scalars.replaceSubrange(place..<end, with: (fragments.randomElement(using: &random) ?? "").unicodeScalars)
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
