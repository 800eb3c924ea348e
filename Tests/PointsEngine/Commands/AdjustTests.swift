import Identity
import PointsEngine
import Testing

@Suite("An adjustment")
struct AdjustTests {
    private static func adjust(_ points: Points, of member: MemberID = "li", id: RequestID = "a") -> any Command {
        Adjust(id: id, member: member, points: points, reason: "thanks")
    }

    @Test(arguments: [
        Refused("of nobody", .unknownMember, adjust(10, of: "nobody"), by: .member("chen")),
        Refused("of nothing", .malformed, adjust(0), by: .member("chen")),
        Refused("beyond every balance", .malformed, adjust(Points.bound + 1), by: .member("fan")),
        Refused("by a rep", .notPermitted, adjust(10), by: .member("wang")),
        Refused("by the manager of another team", .notPermitted, adjust(10), by: .member("sun")),
        Refused("of oneself", .notPermitted, adjust(10, of: "chen"), by: .member("chen")),
    ])
    func `is refused`(_ refused: Refused) throws {
        var desk = try Desk()
        try refused.check(&desk)
    }

    @Test func `within one's authority is done at once`() throws {
        var desk = try Desk()
        let receipt = try #require(try desk.done(Self.adjust(5_000), by: .member("chen")) as? RequestReceipt), request = receipt.request
        #expect(receipt.step == .asked)
        #expect(request.state == .done)
        #expect(desk.available("li") == 5_000)
        #expect(desk.engine.facts.lots.values.allSatisfy { $0.expires == nil })
    }

    @Test func `above it waits for somebody who has it`() throws {
        var desk = try Desk()
        try desk.done(Self.adjust(5_001), by: .member("chen"))
        #expect(desk.available("li") == 0)
        #expect(try desk.refusal(of: DecideRequest(id: "a", approve: true), by: .member("chen")) == .notPermitted)
        try desk.done(DecideRequest(id: "a", approve: true), by: .member("he"))
        #expect(desk.available("li") == 5_001)
    }

    /// The attack: 20 × 5,000 passed as 20 small ones.
    @Test func `adds up with the others of its month, to one member by one person`() throws {
        var desk = try Desk()
        for index in 0..<20 { try desk.done(Self.adjust(5_000, id: RequestID("a\(index)")), by: .member("chen")) }
        #expect(desk.available("li") == 5_000)
        // One that was asked for keeps the size with which it was asked, and does not count before it is done.
        #expect(desk.engine.facts.requests.values.count { $0.authority == .director && $0.isOpen } == 19)
        // Somebody else, and to somebody else, has given nothing yet; what is taken weighs as what is given.
        try desk.done(Self.adjust(-3_000, of: "wang", id: "b1"), by: .member("chen"))
        try desk.done(Self.adjust(2_001, of: "wang", id: "b2"), by: .member("chen"))
        #expect(desk.available("wang") == -3_000)
        try desk.done(DecideRequest(id: "a1", approve: true), by: .member("he"))
        #expect(desk.available("li") == 10_000)
        try desk.pass(to: "2026-04-01T00:00:00+08:00")
        try desk.done(Self.adjust(5_000, id: "c"), by: .member("chen"))
        #expect(desk.available("li") == 15_000)
    }

    @Test(arguments: [("", -40 as Points), (", overdraft: floor", 0)])
    func `below zero becomes debt, or stops at zero where the company says so`(company: String, left: Points) throws {
        var desk = try Desk(company: company)
        try desk.done(.gift("g", 60))
        try desk.done(Self.adjust(-100), by: .member("chen"))
        #expect(desk.available("li") == left)
        #expect(desk.engine.facts.entries.last?.whole == -100)
        #expect(desk.engine.facts.entries.last?.unrecovered == (left == 0 ? 40 : 0))
    }

    @Test func `asked twice is one; with other content it is a conflict`() throws {
        var desk = try Desk()
        try desk.done(Self.adjust(10), by: .member("chen"))
        try desk.done(Self.adjust(10), by: .member("chen"))
        #expect(desk.available("li") == 10)
        #expect(try desk.refusal(of: Self.adjust(11), by: .member("chen")) == .conflict)
        #expect(try desk.refusal(of: Self.adjust(10), by: .member("he")) == .conflict)
    }
}
