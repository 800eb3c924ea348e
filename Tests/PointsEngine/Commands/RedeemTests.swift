import Identity
import PointsEngine
import Testing

@Suite("Redeeming")
struct RedeemTests {
    private static func redeem(_ reward: String, _ quantity: Int64 = 1, id: RequestID = "r", for member: MemberID = "li") -> any Command {
        Redeem(id: id, member: member, reward: reward, quantity: quantity)
    }

    @Test(arguments: [
        Refused("for somebody unknown", .unknownMember, redeem("mug", for: "nobody")),
        Refused("for somebody else", .notPermitted, redeem("mug"), by: .member("wang")),
        Refused("by an account that is no member", .notPermitted, redeem("mug"), by: .account("office", .admin)),
        Refused("of no piece", .malformed, redeem("mug", 0), by: .member("li")),
        Refused("of more pieces than anybody needs", .malformed, redeem("mug", 1_001), by: .member("li")),
        Refused("what is not there", .notFound, redeem("yacht"), by: .member("li")),
        Refused("what can no longer be had", .notAvailable, redeem("last-year"), by: .member("li")),
        Refused("what is for a higher tier, before the points are counted", .tierTooLow, redeem("trip"), by: .member("li")),
        Refused("more than one may have", .limitReached, redeem("mug", 3), by: .member("li")),
        Refused("what is not in stock, before the points are counted", .outOfStock, redeem("mug", 2, for: "wang"), by: .member("wang")),
        Refused("what one has no points for", .insufficientPoints, redeem("course"), by: .member("li")),
        Refused("with an id that is known for something else", .conflict, redeem("mug", 2, id: "first"), by: .member("li")),
        Refused("within all that", nil, redeem("mug"), by: .member("li")),
        Refused("by an integration", nil, redeem("mug"), by: .token("shop")),
    ])
    func `is refused`(_ refused: Refused) throws {
        var desk = try Desk()
        try desk.done(.gift("g1", 400))
        try desk.done(.gift("g2", 200, to: "zhou"))
        try desk.done(Self.redeem("mug", 1, id: "zhou's", for: "zhou"), by: .member("zhou"))
        try desk.done(Self.redeem("mug", 1, id: "first"), by: .member("li"))
        try refused.check(&desk)
    }

    @Test func `twice with one id is one redemption`() throws {
        var desk = try Desk()
        try desk.done(.gift("g", 400))
        try desk.done(Self.redeem("mug"), by: .member("li"))
        let receipt = try #require(try desk.done(Self.redeem("mug"), by: .member("li")) as? RequestReceipt), request = receipt.request
        #expect(receipt.step == .repeated)
        #expect(request.firstState == .approved)
        #expect(desk.available("li") == 280)
    }

    // MARK: Who made it

    private static func put(_ id: String, cost: Points, stock: Int64? = nil, revision: Int64? = nil) -> any Command {
        PutReward(reward: Reward(id: id, title: LocalizedText("Cash"), kind: .cash, cost: cost, stock: stock), revision: revision)
    }

    /// The attack: a cash reward of cost 1 was made, redeemed 1,000 times and handed out by a peer.
    @Test func `what one made oneself waits for somebody above, whatever it costs, and no peer hands it out before`() throws {
        var desk = try Desk()
        try desk.done(PutMember(id: "peer", name: "Peer", team: "east", role: .manager))
        try desk.done(.gift("g", 2_000, to: "chen"))
        try desk.done(Self.put("cash", cost: 1), by: .member("chen"))
        for index in 0..<100 { try desk.done(Self.redeem("cash", id: RequestID("c\(index)"), for: "chen"), by: .member("chen")) }
        #expect(desk.engine.facts.requests.values.allSatisfy { $0.state == .requested && $0.authority == .director })
        for actor in [Actor.member("chen"), .member("peer")] {
            #expect(try desk.refusal(of: DecideRequest(id: "c0", approve: true), by: actor) == .notPermitted)
            #expect(try desk.refusal(of: Fulfil("c0"), by: actor) == .notPermitted)
        }
        try desk.done(DecideRequest(id: "c0", approve: true), by: .member("he"))
        try desk.done(Fulfil("c0"), by: .member("he"))
        // For others it is a reward like any other.
        try desk.done(.gift("g2", 10))
        try desk.done(Self.redeem("cash"), by: .member("li"))
        #expect(desk.engine.facts.request("r")?.state == .approved)
    }

    @Test func `what one repriced waits until the month is over, though others change it after`() throws {
        var desk = try Desk()
        try desk.done(.gift("g", 2_000, to: "chen"))
        try desk.done(Self.put("cash", cost: 500))
        try desk.done(Self.put("cash", cost: 1, revision: 1), by: .member("chen"))
        var renamed = try #require(desk.engine.facts.rewards["cash"])
        renamed.title = LocalizedText("Money")
        try desk.done(PutReward(reward: renamed, revision: 2), by: .member("he"))
        try desk.done(Self.redeem("cash", id: "c1", for: "chen"), by: .member("chen"))
        #expect(desk.engine.facts.request("c1")?.state == .requested)
        // A title makes nobody a maker.
        try desk.done(.gift("g3", 2_000, to: "he"))
        try desk.done(Self.redeem("cash", id: "c2", for: "he"), by: .member("he"))
        #expect(desk.engine.facts.request("c2")?.state == .approved)
        try desk.pass(to: "2026-04-01T00:00:00+08:00")
        try desk.done(Self.redeem("cash", id: "c3", for: "chen"), by: .member("chen"))
        #expect(desk.engine.facts.request("c3")?.state == .approved)
    }

    @Test func `what a director made waits for finance`() throws {
        var desk = try Desk()
        try desk.done(.gift("g", 10, to: "he"))
        try desk.done(Self.put("cash", cost: 1, stock: 5), by: .member("he"))
        try desk.done(Self.redeem("cash", for: "he"), by: .member("he"))
        #expect(desk.engine.facts.request("r")?.authority == .finance)
    }

    @Test func `after a refusal the id may be used again`() throws {
        var desk = try Desk()
        #expect(try desk.refusal(of: Self.redeem("mug"), by: .member("li")) == .insufficientPoints)
        try desk.done(.gift("g", 400))
        try desk.done(Self.redeem("mug"), by: .member("li"))
        #expect(desk.available("li") == 280)
    }

    @Test func `what is pending or held cannot be spent`() throws {
        var desk = try Desk(rules: "[{id: gift, on: test.gift, award: {expression: data.points}, pending: P14D}]")
        try desk.done(.gift("g", 400))
        #expect(try desk.refusal(of: Self.redeem("mug"), by: .member("li")) == .insufficientPoints)
        try desk.pass(to: "2026-03-16T23:59:59+08:00")
        #expect(try desk.refusal(of: Self.redeem("mug"), by: .member("li")) == .insufficientPoints)
        try desk.pass(to: "2026-03-17T00:00:00+08:00")
        try desk.done(Self.redeem("mug"), by: .member("li"))
    }

    @Test func `what was cancelled counts towards no limit`() throws {
        var desk = try Desk()
        try desk.done(.gift("g", 1_000))
        try desk.done(Self.redeem("mug", 2), by: .member("li"))
        #expect(try desk.refusal(of: Self.redeem("mug", 1, id: "r2"), by: .member("li")) == .limitReached)
        try desk.done(Cancel("r"), by: .member("li"))
        try desk.done(Self.redeem("mug", 2, id: "r2"), by: .member("li"))
    }
}
