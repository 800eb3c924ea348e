import JSON
import PointsEngine
import TestClients
import Testing

@Suite struct ConfigurationTests {
    @Test func `of two managers who edit one tier the second is told`() throws {
        let laurel = try ServerHarness(), chen = try laurel.manager, liu = try laurel.browser("liu.yang")
        let etag = try chen.get("/tiers").item("basic")?["etag"]?.string
        let first = try chen.put("/tiers/basic", ["threshold": 900], etag: etag)
        #expect(first.status == 200 && first.json["threshold"]?.int64 == 900)
        #expect(first.header("etag") == first.etag.map { "\"\($0)\"" })
        expectRefusal(try liu.put("/tiers/basic", ["threshold": 800], etag: etag), 412, "stale")
        #expect(try liu.put("/tiers/basic", ["threshold": 800], etag: first.etag).status == 200)
        expectRefusal(try liu.put("/tiers/basic", ["threshold": 700]), 428, "precondition-required")
    }

    @Test func `another window moves all tiers and who holds one`() throws {
        let laurel = try ServerHarness(), manager = try laurel.manager
        let tiers = try manager.get("/tiers").items
        // As the page saves: tier by tier, each with the ETag that was read before the first.
        for tier in tiers.reversed() {
            let id = tier["id"]?.string ?? ""
            #expect(try manager.put("/tiers/\(id)", ["window": "quarter"], etag: tier["etag"]?.string).status == 200)
        }
        #expect(try manager.get("/tiers").items.map { $0["window"]?.string } == ["quarter", "quarter", "quarter"])
        expectRefusal(try manager.post("/tiers", ["title": "Ruby", "threshold": 50_000, "window": "year"]), 422, "malformed", at: "/window")
    }

    @Test func `who holds a tier keeps it when the window moves`() throws {
        let laurel = try ServerHarness(), crm = try laurel.token(["activities:write", "read"])
        #expect(try crm.post("/activities", Sample.sale("A-1", of: "li.na", amount: 200_000)).status == 201)
        let tier = { try crm.get("/members/li.na").json["tier"]?["id"]?.string }
        #expect(try tier() == "basic")
        let etag = try laurel.manager.get("/tiers").item("basic")?["etag"]?.string
        #expect(try laurel.manager.put("/tiers/basic", ["window": "lifetime"], etag: etag).json["members"]?.int64 == 1)
        laurel.advance(days: 800)
        #expect(try tier() == "basic")
    }

    @Test func `a tier that rewards ask for stays`() throws {
        let laurel = try ServerHarness(), manager = try laurel.manager
        let premier = try manager.get("/tiers").item("premier")?["etag"]?.string
        expectRefusal(try manager.delete("/tiers/premier", etag: premier), 409, "conflict")
        let new = try manager.post("/tiers", ["id": "ruby", "title": ["en": "Ruby"], "threshold": 50_000])
        #expect(new.status == 201)
        #expect(try manager.post("/tiers", ["id": "ruby", "title": ["en": "Ruby"], "threshold": 50_000]).status == 200)
        expectRefusal(try manager.post("/tiers", ["id": "ruby", "title": ["en": "Ruby"], "threshold": 60_000]), 409, "conflict", at: "/id")
        #expect(try manager.delete("/tiers/ruby", etag: new.etag).status == 204)
    }

    @Test func `a preview counts and writes nothing`() throws {
        let laurel = try ServerHarness()
        #expect(try laurel.token(["activities:write"]).post("/activities", Sample.sale("A-1", of: "li.na", amount: 90_000)).status == 201)
        let answer = try laurel.manager.post("/tiers/preview", ["window": "year", "tiers": [["id": "basic", "threshold": 500], ["id": "new", "threshold": 800]]])
        #expect(answer.json["members"]?.int64 == 8)
        #expect(answer.json["tiers"]?[1] == ["id": "new", "now": 0, "then": 1, "up": 1, "down": 0])
        #expect(answer.json["none"] == ["now": 8, "then": 7])
        #expect(answer.json["histogram"]?["counts"]?.array?.compactMap(\.int64).reduce(0, +) == 8)
        #expect(try laurel.manager.get("/tiers").items.count == 3)
        expectRefusal(try laurel.manager.post("/tiers/preview", ["tiers": [["id": "a", "threshold": -1]]]), 422, "malformed", at: "/tiers/0/threshold")
    }

    @Test func `a stock that is gone is not written back`() throws {
        let laurel = try ServerHarness(), manager = try laurel.manager
        try laurel.offer("mug", cost: 10, stock: 1)
        try laurel.give(100, to: "li.na")
        let etag = try manager.get("/rewards").item("mug")?["etag"]?.string
        try laurel.redeem("r", "mug", by: "li.na")
        expectRefusal(try manager.put("/rewards/mug", ["stock": 1], etag: etag), 412, "stale")
        let now = try manager.get("/rewards").item("mug")
        #expect(now?["stock"]?.int64 == 0 && now?["redeemed"]?.int64 == 1)
        #expect(try manager.put("/rewards/mug", ["title": "Cup"], etag: now?["etag"]?.string).json["redeemed"]?.int64 == 1)
    }

    @Test func `rewards say what stands between them and the reader`() throws {
        let laurel = try ServerHarness()
        try laurel.offer("mug", cost: 300)
        try laurel.offer("gold", cost: 1_000, tier: "basic")
        try laurel.give(200, to: "li.na")
        let answer = try laurel.rep.get("/rewards")
        #expect(answer.item("mug")?["me"] == [
            "can": false, "code": "insufficient-points", "reason": "points", "at": .null, "missing": 100, "left": .null, "approval": "none", "takes": [],
            "wish": .null, "after": .null,
        ])
        try laurel.offer("pen", cost: 80)
        #expect(try laurel.rep.get("/rewards").item("pen")?["me"] == [
            "can": true, "code": .null, "reason": .null, "at": .null, "missing": .null, "left": .null, "approval": "none",
            "takes": [["points": 80, "at": .null]], "wish": .null, "after": 120,
        ])
        let redeemed = try laurel.rep.post("/redemptions", ["reward": "pen"], headers: ["Idempotency-Key": "pen"])
        #expect(redeemed.json["available"]?.int64 == 120)
        #expect(try laurel.rep.post("/redemptions", ["reward": "pen"], headers: ["Idempotency-Key": "pen"]).json["available"]?.int64 == 120)
        #expect(answer.item("gold")?["me"]?["code"]?.string == "tier-too-low")
        #expect(answer.item("gold")?["me"]?["missing"]?.int64 == 1_000)
        #expect(try laurel.admin.get("/rewards").item("mug")?["me"] == .null)
    }

    @Test func `a reward is shelved and brought back`() throws {
        let laurel = try ServerHarness(), manager = try laurel.manager
        let new = try manager.post("/rewards", ["title": ["zh-Hans": "茶杯"], "cost": 300], key: "tea")
        #expect(new.status == 201)
        let again = try manager.post("/rewards", ["title": ["zh-Hans": "茶杯"], "cost": 300], key: "tea")
        #expect(again.status == 200 && again.json["id"] == new.json["id"])
        let id = new.json["id"]?.string ?? ""
        #expect(try manager.post("/rewards/\(id)/archive", ["archived": true]).json["archived"]?.bool == true)
        #expect(try laurel.rep.get("/rewards").item(id) == nil)
        #expect(try manager.get("/rewards?archived=true").item(id) != nil)
        #expect(try manager.post("/rewards/\(id)/archive", ["archived": false]).json["archived"]?.bool == false)
        #expect(try laurel.rep.get("/rewards").item(id) != nil)
    }

    @Test(arguments: [
        (#"{"title": "Mug", "cost": 0}"#, "/cost"), (#"{"title": "Mug", "cost": "much"}"#, "/cost"), (#"{"cost": 1}"#, "/title"), (#"{"title": "Mug", "cost": 1, "stock": -1}"#, "/stock"),
        (#"{"title": "Mug", "cost": 1, "kind": "toy"}"#, "/kind"), (#"{"title": "Mug", "cost": 1, "limit": {"count": 1}}"#, "/limit"), (#"{"title": {"en": 7}, "cost": 1}"#, "/title/en"),
        (#"{"title": "Mug", "cost": 1, "picture": "https://elsewhere.example/x.png"}"#, "/picture"), (#"{"title": "Mug", "cost": 1, "price": 2}"#, "/price"),
    ])
    func `a wrong reward says where`(_ body: String, _ pointer: String) throws {
        expectRefusal(try Shared.laurel.manager.send("POST", "/rewards", Array(body.utf8)), 422, "malformed", at: pointer)
    }
}
