import Identity
import PointsEngine
import Testing

@Suite("A tier")
struct ConfigureTiersTests {
    private static func put(_ id: String, _ threshold: Points, window: Tier.Window = .quarter, revision: Int64? = nil) -> any Command {
        PutTier(tier: Tier(id: id, title: LocalizedText(id), threshold: threshold, window: window), revision: revision)
    }

    @Test(arguments: [
        Refused("below nothing", .malformed, put("bronze", -1)),
        Refused("without an id", .malformed, put("", 50)),
        Refused("with a window of its own", .malformed, put("bronze", 50, window: .year)),
        Refused("with the threshold of another", .malformed, put("bronze", 100)),
        Refused("with the id of another", .conflict, put("silver", 50)),
        Refused("that somebody else has changed", .stale, put("silver", 50, revision: 9)),
        Refused("that is not there", .notFound, put("bronze", 50, revision: 1)),
        Refused("deleted where there is none", .notFound, DeleteTier(id: "bronze", revision: nil)),
        Refused("deleted on an old revision", .stale, DeleteTier(id: "silver", revision: 9)),
        Refused("as it should be", nil, put("bronze", 50)),
    ])
    func `is refused`(_ refused: Refused) throws {
        var desk = try Desk()
        try refused.check(&desk)
    }

    @Test func `that a member's points reach raises at once, also when it is new`() throws {
        var desk = try Desk()
        try desk.done(.gift("g", 60))
        #expect(desk.engine.facts.tierStanding("li") == nil)
        try desk.done(Self.put("bronze", 60))
        #expect(desk.engine.facts.tierStanding("li")?.tier == "bronze")
        try desk.done(.gift("g2", 40))
        #expect(desk.engine.facts.tierStanding("li")?.tier == "silver")
    }

    @Test func `that is deleted leaves members where their points belong`() throws {
        var desk = try Desk()
        try desk.done(Self.put("bronze", 60))
        try desk.done(.gift("g", 150))
        try desk.done(DeleteTier(id: "silver", revision: nil))
        #expect(desk.engine.facts.tierStanding("li")?.tier == "bronze")
        try desk.done(DeleteTier(id: "bronze", revision: nil))
        #expect(desk.engine.facts.tierStanding("li") == nil)
    }

    @Test func `raised to a threshold that nobody reaches lowers nobody before the review`() throws {
        var desk = try Desk()
        try desk.done(.gift("g", 150))
        try desk.done(Self.put("silver", 5_000, revision: 1))
        #expect(desk.engine.facts.tierStanding("li")?.tier == "silver")
    }
}
