import Identity
import JSON
import PointsEngine
import RuleEngine
import Testing

@Suite("A target")
struct SetTargetTests {
    private static func set(_ value: Decimal, of owner: TargetKey.Owner = .member("li"), metric: String = "revenue", period: String = "2026-03", id: RequestID = "t") -> any Command {
        SetTarget(id: id, key: TargetKey(owner: owner, metric: metric, period: period), value: value)
    }

    private static func sale(_ id: String, _ amount: Int64, of member: String = "li") -> any Command {
        .activity(id, "sale.won", of: member, ["amount": .number(Decimal(amount))])
    }

    private func reached(_ desk: Desk) -> [JSONObject] {
        desk.engine.facts.activities(after: 0, limit: 1_000).map(\.activity).filter { $0.type == "laurel.target.reached" }.map(\.data)
    }

    @Test(arguments: [
        Refused("of nothing", .badQuantity, set(0)),
        Refused("below zero", .badQuantity, set(-1)),
        Refused("with five digits after the point", .badQuantity, set(0.00001)),
        Refused("for an unknown metric", .malformed, set(1, metric: "profit")),
        Refused("for no period", .badTime, set(1, period: "2026-13")),
        Refused("for a period before 1970", .badTime, set(1, period: "1969-12")),
        Refused("of somebody unknown", .unknownMember, set(1, of: .member("nobody"))),
        Refused("of an unknown team", .unknownTeam, set(1, of: .team("nowhere"))),
        Refused("of oneself", .notPermitted, set(1), by: .member("li")),
        Refused("by the manager of another team", .notPermitted, set(1), by: .member("sun")),
        Refused("of a team by a rep", .notPermitted, set(1, of: .team("east")), by: .member("li")),
        Refused("by the manager of the team", nil, set(1), by: .member("chen")),
    ])
    func `is refused`(_ refused: Refused) throws {
        var desk = try Desk()
        try refused.check(&desk)
    }

    @Test func `changed by a manager waits for a director`() throws {
        var desk = try Desk()
        let key = TargetKey(owner: .member("li"), metric: "revenue", period: "2026-03")
        try desk.done(Self.set(1_000), by: .member("chen"))
        try desk.done(Self.set(800, id: "t2"), by: .member("chen"))
        #expect(desk.engine.facts.target(key)?.value == 1_000)
        try desk.done(DecideRequest(id: "t2", approve: true), by: .member("he"))
        #expect(desk.engine.facts.target(key)?.value == 800)
        #expect(desk.engine.facts.target(key)?.revision == 2)
    }

    // MARK: First ones

    @Test func `that is reached already waits, though it is the first`() throws {
        var desk = try Desk()
        try desk.done(Self.sale("s", 1_000))
        try desk.done(Self.set(1_000, id: "t1"), by: .member("chen"))
        try desk.done(Self.set(900, of: .team("east"), id: "t2"), by: .member("chen"))
        try desk.done(Self.set(1_001, id: "t3"), by: .member("chen"))
        #expect(["t1", "t2", "t3"].map { desk.engine.facts.request($0)?.state } == [.requested, .requested, .done])
        #expect(try desk.refusal(of: DecideRequest(id: "t1", approve: true), by: .member("chen")) == .notPermitted)
    }

    /// The attack: every first target was agreed at once, and each gave what rules give for one that is reached.
    @Test func `is agreed at once for each owner, and no further ones in that month`() throws {
        var desk = try Desk(metrics: "{revenue: {on: sale.won, sum: data.amount}, sales: {on: sale.won, count: true}}")
        let owners: [TargetKey.Owner] = [.member("li"), .member("wang"), .team("east")]
        for (index, owner) in owners.enumerated() {
            try desk.done(Self.set(1_000, of: owner, id: RequestID("a\(index)")), by: .member("chen"))
            #expect(desk.engine.facts.request(RequestID("a\(index)"))?.state == .done)
        }
        for (index, period) in ["2026-04", "2026-05", "2026-W10", "2026-03-02"].enumerated() {
            try desk.done(Self.set(1, metric: "sales", period: period, id: RequestID("b\(index)")), by: .member("chen"))
            #expect(desk.engine.facts.request(RequestID("b\(index)"))?.state == .requested, "\(period)")
        }
        try desk.pass(to: "2026-04-01T00:00:00+08:00")
        try desk.done(Self.set(1_000, period: "2026-04", id: "c"), by: .member("chen"))
        #expect(desk.engine.facts.request("c")?.state == .done)
    }

    @Test func `over a part of a longer one is agreed, unless it is next to nothing`() throws {
        var desk = try Desk()
        try desk.done(Self.set(12_000, period: "2026", id: "year"), by: .member("chen"))
        for month in 3...6 {
            try desk.done(Self.set(500, period: "2026-0\(month)", id: RequestID("m\(month)")), by: .member("chen"))
            #expect(desk.engine.facts.request(RequestID("m\(month)"))?.state == .done)
        }
        try desk.done(Self.set(200, period: "2026-07", id: "m7"), by: .member("chen"))
        try desk.done(Self.set(500, of: .member("wang"), period: "2026-07", id: "w1"), by: .member("chen"))
        try desk.done(Self.set(500, of: .member("wang"), period: "2026-08", id: "w2"), by: .member("chen"))
        #expect(["m7", "w1", "w2"].map { desk.engine.facts.request($0)?.state } == [.requested, .done, .requested])
    }

    @Test func `that is reached is an activity, once for each member, period and mark`() throws {
        var desk = try Desk()
        try desk.done(Self.set(1_000))
        try desk.done(Self.sale("s1", 999))
        #expect(reached(desk).isEmpty)
        try desk.done(Self.sale("s2", 1))
        #expect(reached(desk) == [["metric": "revenue", "period": "2026-03", "mark": 100, "member": "li", "target": 1_000, "value": 1_000]])
        try desk.done(.reversal("x", of: "s2"))
        try desk.done(Self.sale("s3", 5_000))
        #expect(reached(desk).count == 1)
        #expect(desk.engine.facts.recorded(ActivityKey(source: "laurel", id: "target/revenue/2026-03/100/li"))?.actor == .system)
    }

    @Test func `that is reached gives what rules say, by the marks that they name`() throws {
        let rules = """
            [{id: sale, on: sale.won, award: {fixed: 1}}, {id: half, on: laurel.target.reached, when: data.mark == 50, award: {fixed: 10}},
             {id: more, on: laurel.target.reached, when: 'data.mark in [100, 120] && data.metric == "revenue"', award: {expression: data.mark}}]
            """
        var desk = try Desk(rules: rules)
        #expect(desk.engine.programme.book.set(at: .earliest).marks == [50, 100, 120])
        try desk.done(Self.set(1_000))
        try desk.done(Self.sale("s1", 1_100))
        #expect(desk.available("li") == 1 + 10 + 100)
        try desk.done(Self.sale("s2", 100))
        #expect(desk.available("li") == 1 + 10 + 100 + 1 + 120)
        #expect(reached(desk).map { $0["mark"] } == [50, 100, 120])
        #expect(try desk.engine.replayed().facts.entries == desk.engine.facts.entries)
    }

    @Test func `is reached by late activities in their own period, and by a target that comes when it is reached already`() throws {
        var desk = try Desk()
        try desk.done(Self.set(500, period: "2026-02"))
        try desk.done(.activity("s", "sale.won", of: "li", ["amount": 500], at: .at("2026-02-10T09:00:00+08:00")))
        #expect(reached(desk).map { $0["period"] } == ["2026-02"])
        try desk.done(Self.sale("s2", 500))
        try desk.done(Self.set(400, id: "t2"))
        #expect(reached(desk).map { $0["period"] } == ["2026-02", "2026-03"])
    }

    @Test func `of a ratio is reached where the ratio is`() throws {
        var desk = try Desk(metrics: "{won: {on: sale.won, count: true}, all: {on: [sale.won, test.gift], count: true}, rate: {ratio: [won, all]}}")
        try desk.done(Self.set(0.5, metric: "rate"))
        try desk.done(.gift("g1", 1))
        try desk.done(.gift("g2", 1))
        try desk.done(Self.sale("s1", 10))
        #expect(reached(desk).isEmpty)
        try desk.done(.reversal("x", of: "g1"))
        #expect(reached(desk).map { $0["metric"] } == ["rate"])
    }
}
