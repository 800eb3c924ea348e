import JSON
import PointsEngine
import TestClients
import Testing

@Suite struct ApprovalTests {
    @Test func `what waits is shown to who may decide and decided once`() throws {
        let laurel = try ServerHarness(), manager = try laurel.manager
        try laurel.offer("mug", cost: 600)
        try laurel.give(1_000, to: "li.na")
        try laurel.redeem("r-1", "mug", by: "li.na")
        let item = try manager.get("/approvals").item("r-1")
        #expect(item?["kind"]?.string == "redemption" && item?["level"]?.string == "manager" && item?["state"]?.string == "open")
        #expect(item?["facts"]?["available"]?.int64 == 400)
        #expect(try laurel.browser("liu.yang").get("/approvals").items.isEmpty)
        #expect(try laurel.browser("liu.yang").get("/approvals?limit=1").json["next"] == .null)
        expectRefusal(try manager.post("/approvals/r-1", ["approve": false]), 422, "malformed", at: "/comment")
        expectRefusal(try manager.post("/approvals/r-1", ["approve": "yes"]), 422, "malformed", at: "/approve")
        let decided = try manager.post("/approvals/r-1", ["approve": false, "comment": "not this quarter"])
        #expect(decided.json["state"]?.string == "rejected")
        #expect(decided.json["decided"]?["comment"]?.string == "not this quarter")
        #expect(decided.json["decided"]?["actor"] == ["id": "chen.jie", "name": "陈杰"])
        expectRefusal(try manager.post("/approvals/r-1", ["approve": true]), 409, "already-decided")
        expectRefusal(try manager.post("/approvals/unheard-of", ["approve": true]), 404, "not-found")
        #expect(try manager.get("/approvals?state=decided").item("r-1") != nil)
        expectRefusal(try manager.get("/approvals?kind=other"), 422, "malformed", at: "kind")
    }

    @Test func `a held award shows the largest before and the place that it would bring`() throws {
        let laurel = try ServerHarness(), crm = try laurel.token(["activities:write"])
        for (id, member, amount) in [("A", "wang.wei", 300_000), ("B", "li.na", 40_000), ("C", "li.na", 25_000), ("D", "ma.chao", 90_000)] {
            #expect(try crm.post("/activities", Sample.sale(id, of: member, amount: amount)).status == 201)
        }
        #expect(try crm.post("/activities", Sample.sale("big", of: "li.na", amount: 600_000)).status == 201)
        let item = try laurel.director.get("/approvals?kind=held").items.first
        #expect(item?["points"]?.int64 == 6_000)
        #expect(item?["facts"]?["largest_30d"]?.int64 == 400 && item?["facts"]?["earned_30d"]?.int64 == 650)
        #expect(item?["facts"]?["rank"] == ["board": "points-month", "now": 3, "then": 1])
        #expect(try crm.post("/activities", Sample.sale("late", of: "li.na", amount: 600_000, at: "2026-10-20T01:00:00Z")).status == 201)
        let late = try laurel.director.get("/approvals?kind=held").items.first { $0["activity"]?["id"]?.string == "late" }
        #expect(late != nil && late?["facts"]?["rank"] == nil, "it counts in a month that is not the board's")
    }

    @Test func `an adjustment above ones authority waits for somebody else`() throws {
        let laurel = try ServerHarness()
        let small = try laurel.manager.post("/adjustments", ["member": "li.na", "points": 200, "reason": "a good deed"], key: "a")
        #expect(small.status == 201 && small.json["state"]?.string == "done" && small.json["entry"]?.int64 != nil)
        #expect(try laurel.manager.post("/adjustments", ["member": "li.na", "points": 200, "reason": "a good deed"], key: "a").status == 200)
        expectRefusal(try laurel.manager.post("/adjustments", ["member": "li.na", "points": 300, "reason": "a good deed"], key: "a"), 409, "conflict")
        let large = try laurel.manager.post("/adjustments", ["member": "li.na", "points": 9_000, "reason": "a very good deed"])
        #expect(large.json["state"]?.string == "requested" && large.json["entry"] == .null)
        let id = large.json["id"]?.string ?? ""
        #expect(try laurel.manager.get("/approvals").items.isEmpty)
        #expect(try laurel.director.get("/approvals").item(id)?["reason"]?.string == "a very good deed")
        #expect(try laurel.director.post("/approvals/\(id)", ["approve": true]).json["state"]?.string == "approved")
        #expect(try laurel.rep.get("/members/me/balance").json["available"]?.int64 == 9_200)
        expectRefusal(try laurel.manager.post("/adjustments", ["member": "nobody", "points": 1, "reason": "x"]), 422, "unknown-member")
        expectRefusal(try laurel.manager.post("/adjustments", ["member": "li.na", "points": 0, "reason": "x"]), 422, "malformed", at: "/points")
        expectRefusal(try laurel.manager.post("/adjustments", ["member": "li.na", "points": 1]), 422, "malformed", at: "/reason")
    }

    @Test func `a change of a target is a request`() throws {
        let laurel = try ServerHarness(), manager = try laurel.manager
        func put(_ value: JSONValue, _ metric: String = "revenue") throws -> HTTPClient.Response {
            try manager.put("/targets", [
                "targets": [["owner": ["kind": "member", "id": "li.na"], "metric": .string(metric), "period": "2026-11", "value": value]], "reason": "a strong month",
            ])
        }
        #expect(try put(500_000).items.first?["state"]?.string == "agreed")
        let change = try put(450_000).items.first
        #expect(change?["state"]?.string == "requested" && change?["value"]?.int64 == 500_000 && change?["wanted"]?.int64 == 450_000)
        let request = try laurel.director.get("/approvals?kind=target").items.first
        #expect(request?["points"] == .null && request?["reason"]?.string == "a strong month")
        #expect(request?["target"]?["from"]?.int64 == 500_000 && request?["target"]?["to"]?.int64 == 450_000)
        #expect(try laurel.director.post("/approvals/\(request?["id"]?.string ?? "")", ["approve": true]).status == 200)
        #expect(try laurel.rep.get("/targets?period=2026-11&member=me").items.first?["value"]?.int64 == 450_000)
        expectRefusal(try put(0), 422, "bad-quantity", at: "/targets/0/value")
        expectRefusal(try put(1, "unheard-of"), 422, "malformed", at: "/targets/0/metric")
    }

    @Test func `the companys target is the sum of its outermost teams`() throws {
        let laurel = try ServerHarness()
        let targets = [("east", 600_000), ("west", 400_000), ("east-1", 300_000)].map { team, value -> JSONValue in
            ["owner": ["kind": "team", "id": .string(team)], "metric": "revenue", "period": "2026-11", "value": .number(Decimal(value))]
        }
        #expect(try laurel.director.put("/targets", ["targets": .array(targets)]).status == 200)
        let crm = try laurel.token(["activities:write"])
        _ = try crm.post("/activities", Sample.sale("A-1", of: "li.na", amount: 100_000))
        _ = try crm.post("/activities", Sample.sale("A-2", of: "ma.chao", amount: 150_000))
        let item = try laurel.rep.get("/targets/attainment?period=current&of=company").items.first
        #expect(item?["owner"]?["kind"]?.string == "company")
        #expect(item?["value"]?.int64 == 1_000_000 && item?["reached"]?.int64 == 250_000)
        #expect(item?["attainment"].map { String(decoding: $0.bytes, as: UTF8.self) } == "0.25")
        // A rep sees the own team's and its region's, and not the other's.
        let seen = try laurel.rep.get("/targets/attainment?period=2026-11").items.compactMap { $0["owner"]?["id"]?.string }
        #expect(seen == ["east", "east-1"])
    }
}
