import RuleEngine
import Testing

@testable import Expressions

/// What rules read of data is asked for in a form; so it is known as what they use it.
struct FieldUseTests {
    @Test(arguments: [
        ("data.amount > 0", FieldUse.Kind.number), ("100 <= data.amount", .number), ("data.amount * 2 == data.x", .number), ("data.price / data.amount > 1", .number),
        ("data.amount + 1 > data.y", .number), ("data.amount == 'A'", .text), ("data.amount in ['A', 'B']", .text), ("data.amount.startsWith('A')", .text),
        ("data.amount && data.x > 1", .flag), ("data.amount ? true : false", .flag), ("!data.amount", .flag), ("data.amount == event.time", .time),
        ("data.amount == member.team", .text), ("has(data.amount) && data.amount == 'A'", .text), ("math.greatest(data.x, 1) > data.amount", nil),
        ("data.list.exists(data, data.amount > 1)", nil), ("has(data.amount)", nil),
    ])
    func `a field is used as`(source: String, kind: FieldUse.Kind?) throws {
        let expression = try Expression.compile(source, environment: RuleEnvironment.environment, zones: zones)
        #expect(expression.references.uses["data"]?["amount"]?.kind == kind)
    }

    @Test func `the texts it is compared with are known`() throws {
        let source = "data.class == 'A' || data.class in ['B', 'C'] || data.class != other"
        let expression = try Expression.compile(source.replacing("other", with: "data.x"), environment: RuleEnvironment.environment, zones: zones)
        #expect(expression.references.uses["data"]?["class"]?.texts == ["A", "B", "C"])
    }
}
