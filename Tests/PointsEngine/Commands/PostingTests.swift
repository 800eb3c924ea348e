import Identity
import Periods
import PointsEngine
import Testing

@Suite("An award is posted")
struct PostingTests {
    @Test func `at once where its size needs nobody, though a rule holds it`() throws {
        var desk = try Desk()
        try desk.done(.activity("b", "test.big", of: "li", ["points": 500]))
        #expect(desk.available("li") == 500)
        #expect(desk.engine.facts.requests.isEmpty)
    }

    @Test func `when it is approved, as of the time of its activity`() throws {
        var desk = try Desk(rules: "[{id: big, on: test.big, award: {expression: data.points}, hold: {reason: large}, expires: {after: P1M}}]")
        try desk.done(.activity("b", "test.big", of: "li", ["points": 600]))
        try desk.pass(to: "2026-03-20T00:00:00+08:00")
        try desk.done(DecideRequest(id: "hold/test/b/big", approve: true), by: .member("chen"))
        let lot = try #require(desk.engine.facts.lots.values.first)
        #expect(lot.expires == .at("2026-04-03T00:00:00+08:00"))
        #expect(desk.engine.facts.entries.first?.occurred == .at("2026-03-02T09:00:00+08:00"))
        #expect(desk.engine.facts.entries.first?.reason == "large")
    }

    @Test func `each part of a split by a name of its own`() throws {
        var desk = try Desk()
        try desk.done(.activity("b", "test.big", of: nil, ["points": 2_000, "credits": [["member": "li", "share": 0.5], ["member": "zhou", "share": 0.5]]]))
        #expect(Set(desk.engine.facts.requests.keys) == ["hold/test/b/big/li", "hold/test/b/big/zhou"])
    }

    @Test func `as a deduction: from lots in the order of spending, the rest as debt`() throws {
        var desk = try Desk()
        try desk.done(.gift("g1", 60))
        try desk.done(.gift("g2", 60))
        try desk.done(.gift("minus", -130))
        #expect(desk.engine.facts.entries.last?.takes == [.init(.init(1), 60), .init(.init(2), 60)])
        #expect(desk.debt("li") == 10)
    }

    @Test func `and expired in the same moment where its time is long past`() throws {
        var desk = try Desk(rules: "[{id: gift, on: test.gift, award: {expression: data.points}, expires: {after: P1M}}]")
        try desk.done(.gift("g", 10, at: .at("2026-01-01T09:00:00+08:00")))
        #expect(desk.engine.facts.entries.map { "\($0.kind.rawValue) \($0.points)" } == ["award 10", "expiry -10"])
    }
}
