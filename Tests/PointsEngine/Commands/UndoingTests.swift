import Identity
import Ledger
import PointsEngine
import Testing

@Suite("What was given is taken back")
struct UndoingTests {
    private func lines(_ desk: Desk) -> [String] { desk.engine.facts.entries.map { "\($0.kind.rawValue) \($0.points)" } }

    @Test func `from its own lot, also while it is pending`() throws {
        var desk = try Desk(rules: "[{id: gift, on: test.gift, award: {expression: data.points}, pending: P14D}]")
        try desk.done(.gift("g", 100))
        try desk.done(.reversal("x", of: "g"))
        #expect(desk.pending("li") == 0)
        #expect(desk.debt("li") == 0)
    }

    @Test func `from other lots where it was spent, and then it is debt that the next points pay`() throws {
        var desk = try Desk()
        try desk.done(.gift("g1", 200))
        try desk.done(.gift("g2", 30))
        try desk.done(Redeem(id: "r", member: "li", reward: "mug"), by: .member("li"))
        try desk.done(.reversal("x", of: "g1"))
        #expect(desk.available("li") == -90)
        #expect(desk.debt("li") == 90)
        try desk.done(.gift("g3", 100))
        #expect(desk.available("li") == 10)
        #expect(desk.debt("li") == 0)
    }

    @Test func `but stops at zero where the company says so; boards lose the whole`() throws {
        var desk = try Desk(company: ", overdraft: floor")
        try desk.done(.gift("g1", 130))
        try desk.done(Redeem(id: "r", member: "li", reward: "mug"), by: .member("li"))
        try desk.done(.reversal("x", of: "g1"))
        #expect(desk.available("li") == 0)
        #expect(desk.engine.facts.entries.last?.unrecovered == 120)
        #expect(try desk.engine.facts.tally(.init(.member("li"), .points), over: .all).sum == 0)
    }

    @Test func `not a second time where it has expired`() throws {
        var desk = try Desk(rules: "[{id: gift, on: test.gift, award: {expression: data.points}, expires: {after: P1M}}]")
        try desk.done(.gift("g", 100))
        try desk.pass(to: "2026-04-03T00:00:00+08:00")
        try desk.done(.reversal("x", of: "g"))
        #expect(desk.available("li") == 0)
        #expect(desk.engine.facts.entries.map(\.points) == [100, -100, 0])
        #expect(desk.engine.facts.entries.last?.whole == -100)
    }

    @Test func `and a correction gives the difference: what was spent stays spent`() throws {
        var desk = try Desk()
        try desk.done(.gift("g", 200))
        try desk.done(Redeem(id: "r", member: "li", reward: "mug"), by: .member("li"))
        try desk.done(.replacement("c", of: "g", 150))
        #expect(desk.available("li") == 30)
        #expect(desk.debt("li") == 0)
        #expect(lines(desk) == ["award 200", "redemption -120", "reversal -200", "award 150"])
    }

    @Test func `and goes to another member where the correction says so`() throws {
        var desk = try Desk()
        try desk.done(.gift("g", 200))
        try desk.done(.replacement("c", of: "g", 200, to: "wang"))
        #expect(desk.available("li") == 0)
        #expect(desk.available("wang") == 200)
    }

    @Test func `and a refund to a reversed lot pays its debt first`() throws {
        var desk = try Desk()
        try desk.done(.gift("g", 120))
        try desk.done(Redeem(id: "r", member: "li", reward: "mug"), by: .member("li"))
        try desk.done(.reversal("x", of: "g"))
        #expect(desk.debt("li") == 120)
        try desk.done(Cancel("r"), by: .member("li"))
        #expect(desk.debt("li") == 0)
        #expect(desk.available("li") == 0)
    }

    @Test func `a deduction gives its points back to where they came from`() throws {
        var desk = try Desk()
        try desk.done(.gift("g", 100))
        try desk.done(.gift("minus", -150))
        #expect(desk.available("li") == -50)
        try desk.done(.reversal("x", of: "minus"))
        #expect(desk.available("li") == 100)
        #expect(desk.engine.facts.lots.values.map(\.remaining) == [100])
    }

    @Test func `a ladder over a period falls by what the total falls`() throws {
        var desk = try Desk(rules: "[{id: sale, on: sale.won, award: {ladder: {of: data.amount, over: month, mode: whole, steps: [{from: 0, rate: 0.1}, {from: 1000, rate: 0.2}]}}}]")
        try desk.done(.activity("s1", "sale.won", of: "li", ["amount": 600]))
        try desk.done(.activity("s2", "sale.won", of: "li", ["amount": 600]))
        #expect(desk.engine.facts.entries.map(\.points) == [60, 180])
        try desk.done(.reversal("x", of: "s1"))
        #expect(desk.available("li") == 60)
    }
}
