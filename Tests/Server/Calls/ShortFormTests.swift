import JSON
import TestServer
import TestClients
import Testing

/// What integrations send in the plainest form that the description of the API suggests.
@Suite struct ShortFormTests {
    let laurel: ServerHarness
    let portal: TestCaller

    init() throws {
        laurel = try ServerHarness()
        portal = try laurel.token(["admin"])
        try laurel.give(100, to: "li.na")
        try laurel.offer("pen", cost: 10, stock: 3)
    }

    @Test func `an integration redeems for the member that it names`() throws {
        let asked: JSONValue = ["member": "li.na", "reward": "pen", "quantity": 2]
        let first = try portal.post("/redemptions", asked, key: "k")
        #expect(first.status == 201, "\(first.text)")
        #expect(first.json["points"]?.int64 == 20)
        #expect(try portal.post("/redemptions", asked, key: "k").status == 200)
        expectRefusal(try portal.post("/redemptions", ["member": "li.na", "reward": "pen"], key: "k"), 409, "conflict")
        expectRefusal(try portal.post("/redemptions", ["reward": "pen"]), 422, "malformed", at: "/member")
        expectRefusal(try portal.post("/redemptions", ["member": "nobody", "reward": "pen"]), 422, "unknown-member")
    }

    @Test func `people redeem for themselves alone`() throws {
        expectRefusal(try laurel.manager.post("/redemptions", ["member": "li.na", "reward": "pen"]), 403, "not-permitted")
        expectRefusal(try laurel.admin.post("/redemptions", ["member": "li.na", "reward": "pen"]), 403, "not-permitted")
        #expect(try laurel.rep.post("/redemptions", ["member": "li.na", "reward": "pen"]).status == 201)
    }

    @Test func `one target may stand alone`() throws {
        let answer = try portal.put("/targets", ["member": "li.na", "metric": "revenue", "period": "2026-11", "value": 5_000])
        #expect(answer.items.first?["value"]?.int64 == 5_000, "\(answer.text)")
        #expect(try portal.put("/targets", ["team": "east", "metric": "revenue", "period": "2026-Q4", "value": 9_000]).status == 200)
        expectRefusal(try portal.put("/targets", ["member": "li.na", "team": "east", "metric": "revenue", "period": "2026-11", "value": 1]), 422, "malformed")
    }

    @Test func `a draft may be a list of rules`() throws {
        let draft: JSONValue = [["id": "flat", "on": "sale.won", "award": ["fixed": 7]]]
        #expect(try portal.post("/rules/check", ["rules": draft]).json["ok"]?.bool == true)
        let wrong = try portal.post("/rules/check", ["rules": [["id": "flat", "on": "sale.won", "award": ["fixd": 7]]]]).json
        #expect(wrong["ok"]?.bool == false)
        let tried = try portal.post("/rules/backtest", ["rules": draft, "from": "2026-11-01", "to": "2026-12-01"])
        #expect(tried.status == 200, "\(tried.text)")
        #expect(try portal.post("/rules/publish", ["rules": draft]).status == 200)
        let sale = try portal.post("/activities", Sample.sale("S", of: "li.na", amount: 500, at: "2026-11-20T02:00:00Z"))
        #expect(sale.json["awards"]?[0]?["points"]?.int64 == 7, "\(sale.text)")
    }

    @Test func `what is not there is said before its body is too large`() throws {
        expectRefusal(try portal.post("/nowhere", ["a": 1]), 404, "not-found")
        expectRefusal(try portal.put("/members", ["a": 1]), 405, "method-not-allowed")
    }

    @Test(arguments: ["after", "cursor", "next"])
    func `a page goes on where the one before ended`(name: String) throws {
        var seen: [String] = [], path = "/members?limit=3"
        for _ in 0..<10 {
            let page = try portal.get(path)
            seen += page.items.compactMap { $0["id"]?.string }
            guard let next = page.json["next"]?.string else { break }
            path = "/members?limit=3&\(name)=\(next)"
        }
        #expect(seen.count == 8)
        #expect(Set(seen).count == 8)
        expectRefusal(try portal.get("/members?\(name)=nobody"), 422, "malformed", at: "after")
    }

    @Test func `a move dated before the joining holds`() throws {
        let member = try portal.get("/members/li.na").json
        let moved = try portal.patch("/members/li.na", ["team": "west", "at": "2020-01-01"], etag: member["etag"]?.string)
        #expect(moved.json["team"]?["id"]?.string == "west", "\(moved.text)")
        _ = try portal.post("/activities", Sample.sale("S", of: "li.na", amount: 500))
        #expect(try portal.get("/boards/teams-month").json["rows"]?[0]?["team"]?.string == "west")
    }
}
