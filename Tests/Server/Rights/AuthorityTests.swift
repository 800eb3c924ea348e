import Identity
import JSON
import PointsEngine
import TestClients
import Testing

/// Attacks of insiders on the ladder of authority, over HTTP.
@Suite struct AuthorityTests {
    let laurel: ServerHarness

    init() throws { laurel = try ServerHarness() }

    private func available(_ member: String) throws -> Int64? { try laurel.admin.get("/members/\(member)/balance").json["available"]?.int64 }

    @Test func `twenty small gifts weigh what they are together`() throws {
        let manager = try laurel.manager
        let states = try (0..<20).map { index in
            try manager.post("/adjustments", ["member": "li.na", "points": 5_000, "reason": "gift \(index)"]).json["state"]?.string
        }
        #expect(states == ["done"] + Array(repeating: "requested", count: 19))
        #expect(try available("li.na") == 5_000)
        // A word of recognition with points is a gift like any other.
        #expect(try manager.post("/recognitions", ["member": "li.na", "title": "well done", "points": 1]).json["state"]?.string == "requested")
    }

    @Test func `forms hear from the server what will wait`() throws {
        let manager = try laurel.manager
        let ask = { (points: Int64) in try manager.post("/adjustments?dry_run=true", ["member": "li.na", "points": .number(Decimal(points)), "reason": "x"]).json }
        #expect(try ask(5_000)["state"]?.string == "done")
        #expect(try ask(5_001)["state"]?.string == "requested")
        #expect(try ask(5_001)["level"]?.string == "director")
        #expect(try available("li.na") == 0)
        let target: JSONValue = ["targets": [["owner": ["kind": "member", "id": "li.na"], "metric": "revenue", "period": "2026-12", "value": 100]]]
        #expect(try manager.put("/targets?dry_run=true", target).items.first?["state"]?.string == "agreed")
        #expect(try manager.get("/targets?period=2026-12").items.isEmpty)
        #expect(try laurel.rep.post("/adjustments?dry_run=true", ["member": "li.na", "points": 1, "reason": "x"]).status == 403)
    }

    @Test func `a cash reward of one point is not redeemed by who made it`() throws {
        let manager = try laurel.manager
        try laurel.give(2_000, to: "chen.jie")
        #expect(try manager.post("/rewards", ["id": "cash", "title": "Cash", "kind": "cash", "cost": 1]).status == 201)
        #expect(try manager.get("/rewards").item("cash")?["me"]?["approval"]?.string == "director")
        #expect(try laurel.rep.get("/rewards").item("cash")?["me"]?["approval"]?.string == "none")
        let redeemed = try manager.post("/redemptions", ["reward": "cash", "count": 400])
        #expect(redeemed.json["state"]?.string == "requested")
        let id = redeemed.json["id"]?.string ?? ""
        try laurel.carryOut([PutMember(id: "peer", name: "Peer", team: "east-1", role: .manager)])
        let peer = try laurel.caller(laurel.signIn(["peer"])[0])
        for caller in [manager, peer] {
            #expect(try caller.post("/approvals/\(id)", ["approve": true]).status == 403)
            #expect(try caller.post("/redemptions/\(id)/fulfil", [:]).status == 403)
        }
        #expect(try laurel.director.post("/approvals/\(id)", ["approve": true]).status == 200)
    }

    @Test func `nobody demotes a peer or changes themselves`() throws {
        try laurel.carryOut([PutMember(id: "peer", name: "Peer", team: "east-1", role: .manager)])
        let manager = try laurel.manager, director = try laurel.director
        expectRefusal(try manager.patch("/members/peer", ["role": "rep"]), 403, "not-permitted")
        expectRefusal(try manager.patch("/members/peer", ["left": "2026-11-01"]), 403, "not-permitted")
        expectRefusal(try manager.patch("/members/chen.jie", ["team": "east"]), 403, "not-permitted", at: "/team")
        expectRefusal(try manager.patch("/members/li.na", ["role": "manager"]), 403, "not-permitted", at: "/role")
        expectRefusal(try manager.patch("/members/li.na", ["team": .null]), 403, "not-permitted", at: "/team")
        expectRefusal(try director.patch("/members/qian.hong", ["role": "rep"]), 403, "not-permitted")
        #expect(try director.patch("/members/peer", ["role": "rep"]).status == 200)
        #expect(try manager.get("/members/qian.hong").json["may"] == [])
        #expect(try manager.get("/members/li.na").json["may"] == ["change", "picture"])
    }

    @Test func `first targets are no gifts`() throws {
        let manager = try laurel.manager, crm = try laurel.token(["activities:write"])
        _ = try crm.post("/activities", Sample.sale("S-1", of: "li.na", amount: 10_000))
        let target = { (member: String, period: String, value: Int64) -> JSONValue in
            ["targets": [["member": .string(member), "metric": "revenue", "period": .string(period), "value": .number(Decimal(value))]]]
        }
        #expect(try manager.put("/targets", target("li.na", "2026-11", 9_000)).items.first?["state"]?.string == "requested")
        #expect(try manager.put("/targets", target("li.na", "2026-11", 20_000)).items.first?["state"]?.string == "agreed")
        #expect(try manager.put("/targets", target("li.na", "2027-01", 1)).items.first?["state"]?.string == "requested")
        // A whole year with its parts is one, in whatever order they are sent.
        let parts = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026"].map { period -> JSONValue in
            ["member": "zhou.xiaotong", "metric": "revenue", "period": .string(period), "value": period == "2026" ? 40_000 : 10_000]
        }
        #expect(try manager.put("/targets", ["targets": .array(parts)]).items.map { $0["state"]?.string } == Array(repeating: "agreed", count: 5))
    }

    // MARK: By hand

    private func visit(_ member: String, at time: String = "2026-11-20T01:00:00Z", customer: String = "Acme") -> JSONValue {
        Sample.activity("V-\(member)-\(time)-\(customer)", "visit.made", of: member, at: time, data: ["customer": .string(customer)])
    }

    @Test func `who entered it stands wherever it is shown`() throws {
        let answer = try laurel.browser("zhou.xiaotong").post("/activities", visit("li.na"))
        #expect(answer.status == 201, "\(answer.text)")
        let id = answer.json["id"]?.string ?? "", name = try laurel.rep.get("/members/zhou.xiaotong").json["name"]
        let explanation = try laurel.rep.get("/activities/one?source=/manual&id=\(id)").json
        #expect(explanation["activity"]?["entered_by"] == ["id": "zhou.xiaotong", "name": name ?? .null])
        #expect(try laurel.rep.get("/activities").items.first?["entered_by"]?["id"]?.string == "zhou.xiaotong")
        #expect(try laurel.rep.get("/members/me/statement").items.first?["entered_by"]?["id"]?.string == "zhou.xiaotong")
        #expect(try laurel.finance.get("/audit?kind=activity&limit=1").items.first?["actor"]?["id"]?.string == "zhou.xiaotong")
        _ = try laurel.token(["activities:write"]).post("/activities", Sample.sale("S-1", of: "li.na", amount: 1_000))
        #expect(try laurel.rep.get("/activities/one?source=/crm&id=S-1").json["activity"]?["entered_by"] == .null)
    }

    @Test func `what is old is refused and what is much is held`() throws {
        let rep = try laurel.browser("zhou.xiaotong")
        let old = try rep.post("/activities", visit("li.na", at: "2016-11-20T01:00:00Z"))
        expectRefusal(old, 422, "bad-time", at: "/time")
        #expect(old.json["detail"]?.string?.contains("P30D") == true)
        let batch = (0..<12).map { visit("li.na", at: "2026-11-\($0 + 7 < 10 ? "0" : "")\($0 + 7)T01:00:00Z", customer: "C\($0)") }
        let results = try rep.post("/activities", .array(batch)).json["results"]?.array ?? []
        #expect(results.count { $0["awards"]?[0]?["state"]?.string == "held" } == 2, "\(results)")
        #expect(try laurel.manager.get("/approvals?kind=held").items.map { $0["reason"]?.string } == ["by-hand", "by-hand"])
        #expect(try laurel.manager.get("/approvals?kind=held").items.first?["by"]?["id"]?.string == "zhou.xiaotong")
    }

    @Test func `of an activity that one may not see nobody learns that it is there`() throws {
        _ = try laurel.token(["activities:write"]).post("/activities", Sample.sale("S-1", of: "ma.chao", amount: 1_000))
        for id in ["S-1", "none"] {
            expectRefusal(try laurel.rep.get("/activities/one?source=/crm&id=\(id)"), 404, "not-found")
            expectRefusal(try laurel.manager.get("/activities/one?source=/crm&id=\(id)"), 404, "not-found")
        }
    }
}
