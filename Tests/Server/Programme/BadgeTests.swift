import Identity
import JSON
import PointsEngine
import TestClients
import TestServer
import Testing

@Suite("Badges over HTTP") struct BadgeTests {
    private let laurel: ServerHarness

    init() throws { laurel = try ServerHarness() }

    private func sell(_ count: Int, of member: String, from first: Int = 1) throws {
        let token = try laurel.token(["activities:write"])
        for number in first..<first + count { #expect(try token.post("/activities", Sample.sale("B-\(member)-\(number)", of: member, amount: 100)).status == 201) }
    }

    @Test func `are earned level by level, and their own member sees what is missing for the next`() throws {
        try sell(10, of: "li.na")
        let badges = try laurel.rep.get("/members/me/badges").json
        let earned = badges["earned"]?.array?.first { $0["badge"]?.string == "closer" }
        #expect(earned?["level"]?.int64 == 10 && earned?["place"]?.int64 == 1 && earned?["of"]?.int64 == 4 && earned?["taken_back"]?.bool == false)
        let next = badges["next"]?.array?.first { $0["badge"]?.string == "closer" }
        #expect(next?["value"]?.int64 == 10 && next?["level"]?.int64 == 50 && next?["missing"]?.int64 == 40 && next?["unit"]?.string == "count")
        #expect(badges["next"]?.array?.contains { $0["badge"]?.string == "on-the-road" && $0["unit"]?.string == "workday" } == true)
    }

    @Test func `are seen by colleagues, and what comes next is not`() throws {
        try sell(10, of: "ma.chao")
        let seen = try laurel.rep.get("/members/ma.chao/badges").json
        #expect(seen["earned"]?.array?.map { $0["badge"]?.string } == ["closer"])
        #expect(seen["next"]?.array?.isEmpty == true)
        #expect(try laurel.director.get("/members/ma.chao/badges").json["next"]?.array?.isEmpty == false)
        #expect(try laurel.rep.get("/members/nobody/badges").status == 404)
    }

    @Test func `that are withdrawn are gone for colleagues, and their points with them`() throws {
        try sell(10, of: "ma.chao")
        let withdrawn = try laurel.finance.post("/members/ma.chao/badges/withdraw", ["badge": "closer", "level": 10, "reason": "one order ten times"])
        #expect(withdrawn.status == 200 && withdrawn.json["earned"]?[0]?["withdrawn"]?["reason"]?.string == "one order ten times", "\(withdrawn.text)")
        #expect(try laurel.rep.get("/members/ma.chao/badges").json["earned"]?.array?.isEmpty == true)
        expectRefusal(try laurel.finance.post("/members/ma.chao/badges/withdraw", ["badge": "closer", "level": 10, "reason": "again"]), 409, "already-decided")
        let line = try laurel.finance.get("/audit?kind=badge").items.first
        #expect(line?["action"]?.string == "withdraw-badge" && line?["detail"]?["reason"]?.string == "one order ten times")
    }

    @Test func `of a streak go on over leave that a manager enters`() throws {
        let token = try laurel.token(["activities:write"])
        // Friday the 20th; the leave is the whole week before.
        for (number, day) in ["2026-11-12", "2026-11-20"].enumerated() {
            let visit: JSONValue = [
                "specversion": "1.0", "source": "/crm", "id": .string("V-\(number)"), "type": "visit.made", "time": .string("\(day)T01:00:00Z"), "subject": "li.na",
                "data": ["customer": .string("C-\(number)")],
            ]
            #expect(try token.post("/activities", visit).status == 201)
        }
        func streak() throws -> Int64? {
            try laurel.rep.get("/members/me/badges").json["next"]?.array?.first { $0["badge"]?.string == "on-the-road" }?["value"]?.int64
        }
        #expect(try streak() == 1)
        let leave = try laurel.manager.put("/members/li.na/leave", ["from": "2026-11-13", "until": "2026-11-20"])
        #expect(leave.status == 200 && leave.json["leave"]?[0]?["until"]?.string == "2026-11-20", "\(leave.text)")
        // The fact of the 12th was a day late, and in time.
        #expect(try laurel.manager.get("/members/li.na").json["leave"]?.array?.count == 1)
        #expect(try laurel.browser("ma.chao").get("/members/li.na").json["leave"] == nil)
        expectRefusal(try laurel.manager.put("/members/li.na/leave", ["from": "2026-11-13", "until": "2026-11-13"]), 422, "bad-time", at: "/until")
        expectRefusal(try laurel.manager.put("/members/li.na/leave", ["from": "soon", "until": "2026-11-13"]), 422, "bad-time", at: "/from")
        let back = try laurel.manager.put("/members/li.na/leave", ["from": "2026-11-13", "until": "2026-11-20", "away": false])
        #expect(back.json["leave"]?.array?.isEmpty == true)
    }
}
