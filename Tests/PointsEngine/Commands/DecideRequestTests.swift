import Identity
import PointsEngine
import Testing

/// `b1/big` is a held award of 600 points to li: a manager decides. `b2/big` of 6,000: a director. `b3/big` of 60,000: finance.
/// `a` is an adjustment of 9,000 that chen asked for.
@Suite("Deciding a request")
struct DecideRequestTests {
    private func desk() throws -> Desk {
        var desk = try Desk()
        for (id, points) in [("b1", 600), ("b2", 6_000), ("b3", 60_000)] as [(String, Int64)] {
            try desk.done(.activity(id, "test.big", ["points": .number(.init(points))]), by: .token("crm"))
        }
        try desk.done(Adjust(id: "a", member: "li", points: 9_000, reason: ""), by: .member("chen"))
        return desk
    }

    private static func approve(_ id: RequestID) -> any Command { DecideRequest(id: id, approve: true) }
    private static func reject(_ id: RequestID) -> any Command { DecideRequest(id: id, approve: false) }

    @Test(arguments: [
        Refused("where there is none", .notFound, approve("x"), by: .member("he")),
        Refused("by whom it is about", .notPermitted, approve("hold/test/b1/big"), by: .member("li")),
        Refused("by a colleague", .notPermitted, approve("hold/test/b1/big"), by: .member("wang")),
        Refused("by the manager of another team", .notPermitted, approve("hold/test/b1/big"), by: .member("sun")),
        Refused("above one's authority", .notPermitted, approve("hold/test/b2/big"), by: .member("chen")),
        Refused("above a director's authority", .notPermitted, approve("hold/test/b3/big"), by: .member("he")),
        Refused("by who asked for it", .notPermitted, approve("a"), by: .member("chen")),
        Refused("rejected above one's authority", .notPermitted, reject("hold/test/b2/big"), by: .member("chen")),
        Refused("by the manager of the team", nil, approve("hold/test/b1/big"), by: .member("chen")),
        Refused("by a higher role", nil, approve("hold/test/b1/big"), by: .member("fan")),
        Refused("by an account above managers", nil, approve("hold/test/b1/big"), by: .account("office", .director)),
        Refused("by an account of a manager who leads no team", .notPermitted, approve("hold/test/b1/big"), by: .account("office", .manager)),
        Refused("by finance", nil, approve("hold/test/b3/big"), by: .member("fan")),
    ])
    func `is refused`(_ refused: Refused) throws {
        var desk = try desk()
        try refused.check(&desk)
    }

    @Test func `is done once; that is said only to those who could have decided`() throws {
        var desk = try desk()
        try desk.done(Self.approve("hold/test/b1/big"), by: .member("chen"))
        #expect(desk.available("li") == 600)
        #expect(desk.engine.facts.wallet("li").held == 66_000)
        #expect(try desk.refusal(of: Self.reject("hold/test/b1/big"), by: .member("chen")) == .alreadyDecided)
        #expect(try desk.refusal(of: Self.reject("hold/test/b1/big"), by: .member("wang")) == .notPermitted)
    }

    @Test func `with no leaves nothing on boards`() throws {
        var desk = try desk()
        try desk.done(Self.reject("hold/test/b1/big"), by: .member("chen"))
        #expect(desk.engine.facts.entries.isEmpty)
        #expect(desk.engine.facts.wallet("li").held == 66_000)
    }

    @Test func `about what was reversed meanwhile comes too late`() throws {
        var desk = try desk()
        try desk.done(.reversal("x", of: "b1"))
        #expect(desk.engine.facts.wallet("li").held == 66_000)
        #expect(try desk.refusal(of: Self.approve("hold/test/b1/big"), by: .member("chen")) == .alreadyDecided)
    }
}
