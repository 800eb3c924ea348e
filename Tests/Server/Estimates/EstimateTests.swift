import JSON
import PointsEngine
import TestClients
import TestServer
import Testing

@Suite struct EstimateTests {
    let laurel: ServerHarness
    let crm: TestCaller

    init() throws {
        laurel = try ServerHarness()
        crm = try laurel.token(["activities:write"])
        _ = try crm.post("/activities", [
            Sample.sale("S-1", of: "li.na", amount: 8_050), Sample.sale("S-2", of: "zhou.xiaotong", amount: 20_000), Sample.sale("S-3", of: "ma.chao", amount: 90_000),
        ])
    }

    private static func asked(_ amount: Int, more: [(String, JSONValue)] = []) -> JSONValue {
        ["type": "sale.won", "data": .object(JSONObject([("amount", .number(Decimal(amount)))] + more))]
    }

    @Test func `an estimate says what the same activity then gives, and where it leads`() throws {
        let rep = try laurel.rep
        let estimate = try rep.post("/activities/preview", Self.asked(50_000, more: [("customer_class", "A")]))
        #expect(estimate.status == 200, "\(estimate.text)")
        _ = try crm.post("/activities", Sample.sale("S-9", of: "li.na", amount: 50_000, more: [("customer_class", "A")]))
        let real = try crm.post("/activities", Sample.sale("S-9", of: "li.na", amount: 50_000, more: [("customer_class", "A")])).json
        #expect(estimate.json["awards"] == real["awards"])
        #expect(estimate.json["points"]?.int64 == 750)
        for board in estimate.json["boards"]?.array ?? [] where board["team"] == nil {
            let id = try #require(board["id"]?.string), period = try #require(board["period"]?.string)
            let row = try rep.get("/boards/\(id)?period=\(period)&around=me&radius=0").json["rows"]?[0]
            #expect(board["rank"]?["after"]?.int64 == row?["rank"]?.int64, "\(id)")
        }
        let month = estimate.json["boards"]?.array?.first { $0["id"]?.string == "points-month" }
        #expect(month?["rank"] == ["before": 3, "after": 2])
        let balance = try rep.get("/members/me/balance").json["tier"]
        #expect(estimate.json["tier"]?["after"] == balance?["id"])
        #expect(estimate.json["tier"]?["qualifying"]?["after"] == balance?["qualifying"])
    }

    @Test func `an estimate writes nothing`() throws {
        let head = laurel.runtime.head
        for _ in 0..<3 { _ = try laurel.rep.post("/activities/preview", Self.asked(50_000)) }
        #expect(laurel.runtime.head == head)
        #expect(try laurel.rep.get("/members/me/statement").items.count == 1)
    }

    @Test func `an estimate is refused as the activity would be`() throws {
        expectRefusal(try laurel.rep.post("/activities/preview", ["type": "nobody.knows"]), 422, "unknown-type", at: "/type")
        expectRefusal(try laurel.rep.post("/activities/preview", Self.asked(-5)), 422, "negative-quantity")
        expectRefusal(try laurel.rep.post("/activities/preview", ["type": "sale.won", "time": "2027-11-20T02:00:00Z", "data": ["amount": 5]]), 422, "in-the-future")
        expectRefusal(try laurel.rep.post("/activities/preview", ["type": "laurel.target.reached"]), 403, "not-permitted")
    }

    @Test func `an estimate is about oneself and about nothing that others did`() throws {
        expectRefusal(try laurel.rep.post("/activities/preview", ["type": "sale.won", "subject": "ma.chao", "data": ["amount": 5]]), 403, "not-permitted")
        expectRefusal(
            try laurel.rep.post("/activities/preview", ["type": "sale.won", "data": ["amount": 5, "reverses": ["source": "/crm", "id": "S-3"]]]), 403, "not-permitted")
        let credits: JSONValue = [["member": "li.na", "share": 0.5], ["member": "ma.chao", "share": 0.5]]
        let shared = try laurel.rep.post("/activities/preview", Self.asked(10_000, more: [("credits", credits)])).json
        #expect(shared["awards"]?.array?.map { $0["member"]?.string } == ["li.na"])
    }

    @Test func `targets move as they will`() throws {
        try laurel.carryOut([SetTarget(id: "t-1", key: TargetKey(owner: .member("li.na"), metric: "revenue", period: "2026-11"), value: 10_000)])
        let estimate = try laurel.rep.post("/activities/preview", Self.asked(5_000)).json
        let target = estimate["targets"]?[0]
        #expect(target?["reached"] == ["before": 8_050, "after": 13_050])
        #expect(target?["attainment"] == ["before": 0.805, "after": 1.305])
        // Reaching it would be an activity of its own.
        #expect(estimate["noticed"]?[0]?["type"]?.string == "laurel.target.reached")
        #expect(try laurel.rep.get("/targets/attainment?of=me").items.first?["reached"]?.int64 == 8_050)
    }

    @Test func `the types that may be estimated name what their rules read`() throws {
        let items = try laurel.rep.get("/activities/preview").items
        let sale = try #require(items.first { $0["type"]?.string == "sale.won" })
        #expect(sale["fields"] == [
            ["name": "amount", "kind": "number", "unit": "money", "values": []], ["name": "customer_class", "kind": "text", "unit": .null, "values": ["A"]],
        ])
        #expect(!items.contains { $0["type"]?.string?.hasPrefix("laurel.") == true })
    }
}
