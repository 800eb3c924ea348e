import Identity
import Periods
import PointsEngine
import Testing

@Suite("A reward")
struct ConfigureRewardsTests {
    private static func put(_ revision: Int64? = nil, _ change: (inout Reward) -> Void = { _ in }) -> any Command {
        var reward = Reward(id: revision == nil ? "watch" : "mug", title: LocalizedText("Watch"), cost: 100)
        change(&reward)
        return PutReward(reward: reward, revision: revision)
    }

    @Test(arguments: [
        Refused("for nothing", .malformed, put { $0.cost = 0 }),
        Refused("beyond every balance", .malformed, put { $0.cost = Points.bound + 1 }),
        Refused("with less than nothing in stock", .malformed, put { $0.stock = -1 }),
        Refused("of which nobody may have one", .malformed, put { $0.limit = .init(count: 0, window: .period(.month)) }),
        Refused("for an unknown tier", .notFound, put { $0.tier = "platinum" }),
        Refused("that ends before it begins", .malformed, put { $0.from = .at("2026-05-01T00:00:00Z"); $0.until = .at("2026-05-01T00:00:00Z") }),
        Refused("with the id of another", .conflict, PutReward(reward: Reward(id: "mug", title: LocalizedText("Mug"), cost: 1), revision: nil)),
        Refused("that somebody else has changed", .stale, put(7)),
        Refused("that is not there", .notFound, PutReward(reward: Reward(id: "watch", title: LocalizedText("Watch"), cost: 1), revision: 1)),
        Refused("archived where there is none", .notFound, ArchiveReward(id: "watch", revision: nil)),
        Refused("archived on an old revision", .stale, ArchiveReward(id: "mug", revision: 7)),
        Refused("as it should be", nil, put { $0.stock = 0; $0.tier = "gold" }),
        Refused("changed on its revision", nil, put(1)),
    ])
    func `is refused`(_ refused: Refused) throws {
        var desk = try Desk()
        try refused.check(&desk)
    }

    @Test func `that is archived can no longer be had, and keeps its redemptions`() throws {
        var desk = try Desk()
        try desk.done(.gift("g", 300))
        try desk.done(Redeem(id: "r", member: "li", reward: "mug"), by: .member("li"))
        try desk.done(ArchiveReward(id: "mug", revision: 2))
        #expect(try desk.refusal(of: Redeem(id: "r2", member: "li", reward: "mug"), by: .member("li")) == .notAvailable)
        try desk.done(Cancel("r"), by: .member("li"))
        #expect(desk.available("li") == 300)
    }
}
