import JSON
import PointsEngine
import RuleEngine
import Testing

@Suite struct RedemptionTests {
    private func shop() throws -> ServerHarness {
        let laurel = try ServerHarness()
        try laurel.offer("mug", cost: 300, stock: 5)
        try laurel.offer("phone", cost: 4_000)
        try laurel.give(5_000, to: "li.na")
        return laurel
    }

    @Test func `a small one is approved at once and tells what is left`() throws {
        let laurel = try shop()
        let answer = try laurel.rep.post("/redemptions", ["reward": "mug"], key: "one")
        #expect(answer.status == 201)
        #expect(answer.json["state"]?.string == "approved")
        #expect(answer.json["points"]?.int64 == 300)
        #expect(answer.json["available"]?.int64 == 4_700)
        #expect(answer.json["member"]?["team"]?["id"]?.string == "east-1")
        #expect(answer.json["may"] == ["cancel"])
    }

    @Test func `the same key again is the same redemption`() throws {
        let laurel = try shop(), rep = try laurel.rep
        let first = try rep.post("/redemptions", ["reward": "mug"], key: "one"), second = try rep.post("/redemptions", ["reward": "mug"], key: "one")
        #expect(first.status == 201 && second.status == 200)
        #expect(first.json["id"] == second.json["id"])
        #expect(second.json["available"]?.int64 == 4_700)
        #expect(try rep.get("/redemptions").items.count == 1)
    }

    @Test func `the same key for something else is a conflict`() throws {
        let laurel = try shop(), rep = try laurel.rep
        _ = try rep.post("/redemptions", ["reward": "mug"], key: "one")
        expectRefusal(try rep.post("/redemptions", ["reward": "phone"], key: "one"), 409, "conflict")
        expectRefusal(try rep.post("/redemptions", ["reward": "mug", "count": 2], key: "one"), 409, "conflict")
    }

    @Test func `keys of different people are different`() throws {
        let laurel = try shop()
        try laurel.give(1_000, to: "zhou.xiaotong")
        let mine = try laurel.rep.post("/redemptions", ["reward": "mug"], key: "one")
        let other = try laurel.browser("zhou.xiaotong").post("/redemptions", ["reward": "mug"], key: "one")
        #expect(mine.status == 201 && other.status == 201)
        #expect(mine.json["id"] != other.json["id"])
    }

    @Test func `what was refused may be tried again with the same key`() throws {
        let laurel = try shop(), rep = try laurel.browser("ma.chao")
        expectRefusal(try rep.post("/redemptions", ["reward": "mug"], key: "one"), 422, "insufficient-points")
        try laurel.give(500, to: "ma.chao")
        #expect(try rep.post("/redemptions", ["reward": "mug"], key: "one").status == 201)
    }

    @Test func `each refusal has its code`() throws {
        let laurel = try shop(), rep = try laurel.rep
        try laurel.offer("none-left", cost: 1, stock: 0)
        try laurel.offer("premier-only", cost: 1, tier: "premier")
        try laurel.offer("once", cost: 1, limit: Reward.Limit(count: 1, window: .period(.all)))
        try laurel.offer("gold", cost: 100_000)
        _ = try laurel.manager.post("/rewards/phone/archive", [:])
        #expect(try rep.post("/redemptions", ["reward": "once"]).status == 201)
        expectRefusal(try rep.post("/redemptions", ["reward": "once"]), 422, "limit-reached", at: "/reward")
        expectRefusal(try rep.post("/redemptions", ["reward": "none-left"]), 422, "out-of-stock", at: "/reward")
        expectRefusal(try rep.post("/redemptions", ["reward": "premier-only"]), 422, "tier-too-low", at: "/reward")
        expectRefusal(try rep.post("/redemptions", ["reward": "gold"]), 422, "insufficient-points")
        expectRefusal(try rep.post("/redemptions", ["reward": "phone"]), 422, "not-available", at: "/reward")
        expectRefusal(try rep.post("/redemptions", ["reward": "unheard-of"]), 404, "not-found", at: "/reward")
    }

    @Test(arguments: [
        ("{}", 422, "/reward"), (#"{"reward": 7}"#, 422, "/reward"), (#"{"reward": "mug", "count": "two"}"#, 422, "/count"), (#"{"reward": "mug", "count": 1.5}"#, 422, "/count"),
        (#"{"reward": "mug", "colour": "red"}"#, 422, "/colour"), ("[1]", 422, ""), ("{", 400, ""), (#"{"reward": "a", "reward": "b"}"#, 400, "/reward"),
    ])
    func `a wrong body says where`(_ body: String, _ status: Int, _ pointer: String) throws {
        let answer = try Shared.laurel.rep.send("POST", "/redemptions", Array(body.utf8))
        expectRefusal(answer, status, "malformed", at: pointer)
    }

    @Test func `a key is bounded`() throws {
        let rep = try Shared.laurel.rep
        expectRefusal(try rep.post("/redemptions", ["reward": "mug"], key: String(repeating: "k", count: 129)), 422, "malformed", at: "Idempotency-Key")
    }

    @Test func `cancelling gives points and stock back with its comment`() throws {
        let laurel = try shop(), rep = try laurel.rep
        let id = try rep.post("/redemptions", ["reward": "mug"]).json["id"]?.string ?? ""
        let answer = try rep.post("/redemptions/\(id)/cancel", ["comment": "second thoughts"])
        #expect(answer.status == 200)
        #expect(answer.json["state"]?.string == "cancelled")
        #expect(answer.json["steps"]?.array?.last?["comment"]?.string == "second thoughts")
        #expect(try rep.get("/rewards").item("mug")?["stock"]?.int64 == 5)
        expectRefusal(try rep.post("/redemptions/\(id)/cancel", [:]), 422, "not-cancellable")
    }

    @Test func `a manager approves and hands over`() throws {
        let laurel = try shop()
        let id = try laurel.rep.post("/redemptions", ["reward": "phone"]).json["id"]?.string ?? ""
        expectRefusal(try laurel.manager.post("/redemptions/\(id)/fulfil", [:]), 403, "not-permitted")
        #expect(try laurel.manager.post("/approvals/\(id)", ["approve": true]).status == 200)
        let answer = try laurel.manager.post("/redemptions/\(id)/fulfil", ["comment": "handed over"])
        #expect(answer.json["state"]?.string == "fulfilled")
        expectRefusal(try laurel.manager.post("/redemptions/\(id)/fulfil", [:]), 409, "already-decided")
        expectRefusal(try laurel.rep.post("/redemptions/\(id)/cancel", [:]), 422, "not-cancellable")
    }

    @Test func `lists go page by page and by state`() throws {
        let laurel = try shop(), rep = try laurel.rep
        for key in 0..<5 { _ = try rep.post("/redemptions", ["reward": "mug"], key: "\(key)") }
        var seen: [String] = [], next: String? = ""
        while let after = next {
            let page = try rep.get("/redemptions?member=me&limit=2" + (after.isEmpty ? "" : "&after=\(after)"))
            seen += page.items.compactMap { $0["id"]?.string }
            next = page.json["next"]?.string
        }
        #expect(seen.count == 5 && Set(seen).count == 5)
        #expect(try rep.get("/redemptions?state=open").items.count == 5)
        #expect(try rep.get("/redemptions?state=cancelled").items.isEmpty)
        expectRefusal(try rep.get("/redemptions?state=lost"), 422, "malformed", at: "state")
        expectRefusal(try rep.get("/redemptions?limit=0"), 422, "malformed", at: "limit")
    }

    @Test func `a manager sees the team and a rep themselves`() throws {
        let laurel = try shop()
        try laurel.give(1_000, to: "ma.chao")
        try laurel.redeem("far", "mug", by: "ma.chao")
        try laurel.redeem("near", "mug", by: "li.na")
        #expect(try laurel.manager.get("/redemptions").items.compactMap { $0["id"]?.string } == ["near"])
        #expect(try laurel.finance.get("/redemptions").items.count == 2)
        #expect(try laurel.finance.get("/redemptions?team=west").items.compactMap { $0["id"]?.string } == ["far"])
        #expect(try laurel.browser("wang.wei").get("/redemptions").items.isEmpty)
    }
}
