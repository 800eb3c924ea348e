import Identity
import PointsEngine
import Testing

/// `r` was approved at once; `big` waits for a manager.
@Suite("Fulfilling and cancelling a redemption")
struct CloseRedemptionTests {
    private func desk() throws -> Desk {
        var desk = try Desk()
        try desk.done(.gift("g", 1_000))
        try desk.done(Redeem(id: "r", member: "li", reward: "mug", quantity: 1), by: .member("li"))
        try desk.done(Redeem(id: "big", member: "li", reward: "course", quantity: 1), by: .member("li"))
        return desk
    }

    @Test(arguments: [
        Refused("where there is none", .notFound, Fulfil("x"), by: .member("chen")),
        Refused("fulfilled by the member", .notPermitted, Fulfil("r"), by: .member("li")),
        Refused("fulfilled by a colleague", .notPermitted, Fulfil("r"), by: .member("wang")),
        Refused("fulfilled by the manager of another team", .notPermitted, Fulfil("r"), by: .member("sun")),
        Refused("fulfilled before the approval", .notPermitted, Fulfil("big"), by: .member("chen")),
        Refused("cancelled where there is none", .notFound, Cancel("x"), by: .member("li")),
        Refused("cancelled by a colleague", .notPermitted, Cancel("big"), by: .member("wang")),
        Refused("cancelled by the manager where nobody need approve", .notPermitted, Cancel("r"), by: .member("chen")),
        Refused("cancelled by who could approve", nil, Cancel("big"), by: .member("chen")),
        Refused("cancelled by the member", nil, Cancel("r"), by: .member("li")),
        Refused("fulfilled by the manager", nil, Fulfil("r"), by: .member("chen")),
    ])
    func `is refused`(_ refused: Refused) throws {
        var desk = try desk()
        try refused.check(&desk)
    }

    @Test func `cancelled, points and stock come back once`() throws {
        var desk = try desk()
        try desk.done(Cancel("r"), by: .member("li"))
        #expect(desk.available("li") == 400)
        #expect(desk.engine.facts.reward("mug")?.stock == 3)
        #expect(try desk.refusal(of: Cancel("r"), by: .member("li")) == .notCancellable)
    }

    @Test func `fulfilled is fulfilled`() throws {
        var desk = try desk()
        try desk.done(Fulfil("r"), by: .member("chen"))
        #expect(try desk.refusal(of: Fulfil("r"), by: .member("chen")) == .alreadyDecided)
        #expect(try desk.refusal(of: Cancel("r"), by: .member("li")) == .notCancellable)
    }
}
