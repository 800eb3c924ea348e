import Files
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Testing

@Suite("Publishing")
struct PublishTests {
    /// The rules and metrics of a desk of their own.
    private static func set(_ rules: String = Desk.rules, metrics: String = "{}") throws -> RuleSet {
        try Desk(rules: rules, metrics: metrics).engine.programme.book.set(at: .earliest)
    }

    private static func publish(_ set: RuleSet, from time: String) -> Command {
        .publish(Publication(set: set, effective: .at(time), source: [:]))
    }

    private func metric(_ name: String, of owner: Owner, _ desk: Desk) throws -> Decimal {
        try desk.engine.facts.tally(TallyKey(owner, .metric(name)), over: .all).sum
    }

    @Test("into the past is refused") func past() throws {
        var desk = try Desk()
        #expect(try desk.refusal(of: Self.publish(Self.set(), from: "2026-03-02T08:59:59+08:00")) == .badTime)
        #expect(try desk.refusal(of: Self.publish(Self.set(), from: "2026-03-02T09:00:00+08:00")) == nil)
    }

    @Test("counts from its date on, by the time of the activities") func effective() throws {
        var desk = try Desk()
        let double = "[{id: gift, on: test.gift, award: {expression: data.points * 2}}]"
        try desk.done(Self.publish(Self.set(double), from: "2026-03-03T00:00:00+08:00"))
        try desk.done(.gift("g1", 10))
        #expect(desk.available("li") == 10)
        try desk.pass(to: "2026-03-03T00:00:00+08:00")
        try desk.done(.gift("g2", 10, at: .at("2026-03-02T23:59:59+08:00")))
        try desk.done(.gift("g3", 10, at: .at("2026-03-03T00:00:00+08:00")))
        #expect(desk.available("li") == 40)
    }

    @Test("a new metric fills it from what was recorded, and what was undone does not count") func fills() throws {
        var desk = try Desk()
        try desk.done(.activity("s1", "sale.won", of: "li", ["amount": 1_000]))
        try desk.done(.activity("s2", "sale.won", of: "zhou", ["amount": 500]))
        try desk.done(.activity("s3", "sale.won", of: "li", ["amount": 70]))
        try desk.done(.reversal("x", of: "s3"))
        try desk.done(Self.publish(Self.set(metrics: "{orders: {on: sale.won, count: true}, big: {on: sale.won, when: data.amount > 600, sum: data.amount}}"), from: "2026-04-01T00:00:00+08:00"))
        #expect(try metric("orders", of: .member("li"), desk) == 1)
        #expect(try metric("orders", of: .team("north"), desk) == 2)
        #expect(try metric("orders", of: .company, desk) == 2)
        #expect(try metric("big", of: .company, desk) == 1_000)
    }

    @Test("a new metric lets it count on before it is in force, and fall with what is undone") func goesOn() throws {
        var desk = try Desk()
        try desk.done(.activity("s1", "sale.won", of: "li", ["amount": 1_000]))
        try desk.done(Self.publish(Self.set(metrics: "{orders: {on: sale.won, count: true}}"), from: "2026-04-01T00:00:00+08:00"))
        try desk.done(.activity("s2", "sale.won", of: "li", ["amount": 10]))
        #expect(try metric("orders", of: .member("li"), desk) == 2)
        try desk.done(.reversal("x1", of: "s1"))
        #expect(try metric("orders", of: .member("li"), desk) == 1)
        try desk.done(.reversal("x2", of: "s2"))
        #expect(try metric("orders", of: .team("east"), desk) == 0)
        #expect(try desk.engine.replayed().facts.tallies == desk.engine.facts.tallies)
    }

    @Test("a metric whose expressions fail on what was recorded counts nothing there") func failing() throws {
        var desk = try Desk()
        try desk.done(.gift("g", 10))
        try desk.done(Self.publish(Self.set(metrics: "{amounts: {on: test.gift, sum: data.amount}}"), from: "2026-03-02T09:00:00+08:00"))
        #expect(try metric("amounts", of: .company, desk) == 0)
    }
}
