import JSON
import Periods
import PointsEngine
import TestClients
import Testing

@Suite struct PointsTests {
    let laurel: ServerHarness
    let crm: TestCaller

    init() throws {
        laurel = try ServerHarness()
        crm = try laurel.token(["activities:write"])
        _ = try crm.post("/activities", [
            Sample.sale("S-1", of: "li.na", amount: 8_050, more: [("customer", "C-1")]),
            Sample.training("T-1", of: "li.na"),
        ])
    }

    @Test func `the balance tells what is usable and what waits`() throws {
        let balance = try laurel.rep.get("/members/me/balance").json
        #expect(balance["available"]?.int64 == 50)
        #expect(balance["pending"]?.int64 == 80)
        #expect(balance["lifetime"]?.int64 == 130)
        #expect(balance["expiring"]?[0]?["at"]?.string == "2027-12-31T16:00:00Z")
        #expect(balance["maturing"]?[0] == ["points": 80, "at": "2026-12-04T16:00:00Z"])
        #expect(balance["tier"]?["id"]?.isNull == true)
        #expect(balance["tier"]?["qualifying"]?.int64 == 130)
        let next = balance["tier"]?["next"]
        #expect(next?["missing"]?.int64 == (next?["threshold"]?.int64 ?? 0) - 130)
    }

    @Test func `the statement runs from the newest line down`() throws {
        let items = try laurel.rep.get("/members/me/statement").json["items"]?.array ?? []
        #expect(items.map { $0["kind"]?.string } == ["award", "award"])
        #expect(items[0]["points"]?.int64 == 50)
        #expect(items[0]["balance"]?.int64 == 130)
        #expect(items[0]["waiting"]?.int64 == 80)
        #expect(items[0]["state"]?.string == "posted")
        #expect(items[0]["rule"]?["title"]?["zh-Hans"]?.string == "通过培训")
        #expect(items[0]["activity"]?["title"]?.string == "Negotiation")
        #expect(items[1]["state"]?.string == "pending")
        #expect(items[1]["balance"]?.int64 == 80)
        #expect(items[1]["usable"]?.string == "2026-12-04T16:00:00Z")
    }

    @Test func `a correction is one line with the difference`() throws {
        let link: JSONValue = ["source": "/crm", "id": "S-1"]
        _ = try crm.post("/activities", Sample.sale("S-2", of: "li.na", amount: 6_000, more: [("replaces", link)]))
        let items = try laurel.rep.get("/members/me/statement").json["items"]?.array ?? []
        #expect(items.map { $0["kind"]?.string } == ["correction", "award", "award"])
        #expect(items[0]["points"]?.int64 == -20)
        #expect(items[0]["correction"] == ["was": 80, "now": 60])
        let corrections = try laurel.rep.get("/members/me/statement?kind=correction").json["items"]?.array ?? []
        #expect(corrections.count == 1)
    }

    @Test func `held awards stand on top without a number`() throws {
        _ = try crm.post("/activities", Sample.sale("S-9", of: "li.na", amount: 900_000))
        let item = try laurel.rep.get("/members/me/statement").json["items"]?[0]
        #expect(item?["state"]?.string == "held")
        #expect(item?["number"]?.isNull == true)
        #expect(item?["points"]?.int64 == 9_000)
        #expect(item?["reason"]?.string == "large-award")
        #expect(try laurel.rep.get("/members/me/balance").json["held"]?.int64 == 9_000)
    }

    @Test func `pages of a statement join without gaps or repetitions`() throws {
        _ = try crm.post("/activities", .array((0..<30).map { Sample.sale("P-\($0)", of: "li.na", amount: 100 * ($0 + 1)) }))
        let whole = try laurel.rep.get("/members/me/statement?limit=500").json["items"]?.array ?? []
        var paged: [JSONValue] = []
        var after: String? = nil
        repeat {
            let page = try laurel.rep.get("/members/me/statement?limit=7" + (after.map { "&after=\($0)" } ?? "")).json
            paged += page["items"]?.array ?? []
            after = page["next"]?.string
        } while after != nil && paged.count < 100
        #expect(paged == whole)
        #expect(whole.count == 32)
    }

    @Test func `the statement is a file too`() throws {
        let file = try laurel.rep.get("/members/me/statement?format=csv")
        #expect(file.header("Content-Type") == "text/csv; charset=utf-8")
        #expect(file.text.split(separator: "\r\n").count == 3)
        #expect(file.text.contains(",award,50,130,"))
    }

    @Test func `the explanation names every step`() throws {
        let answer = try laurel.rep.get("/activities/one?source=/crm&id=S-1").json
        #expect(answer["activity"]?["data"]?["amount"]?.int64 == 8_050)
        #expect(answer["activity"]?["state"]?.string == "counted")
        #expect(answer["credits"] == [["member": "li.na", "name": "李娜", "share": 1]])
        let rule = answer["decision"]?["rules"]?[0]
        #expect(rule?["rule"]?.string == "revenue")
        #expect(rule?["quantity"]?.int64 == 8_050)
        #expect(rule?["unit"]?.string == "money")
        #expect(rule?["award"] == ["points": 1, "per": 100, "unit": "money"])
        #expect(rule?["amount"]?.int64 == 80)
        #expect(rule?["multiplier"]?.int64 == 1)
        let award = rule?["awards"]?[0]
        #expect(award?["state"]?.string == "pending")
        #expect(award?["limits"]?[0] == ["per": ["member"], "window": "day", "points": 20_000, "used": 0, "cut": 0])
        #expect(answer["entries"]?.array?.count == 1)
    }

    @Test func `a limit tells what was used before each award, also when more has come since`() throws {
        _ = try crm.post("/activities", Sample.sale("S-2", of: "li.na", amount: 1_000, at: "2026-11-20T01:10:00Z"))
        let used = try ["S-1", "S-2"].map { id in
            try laurel.rep.get("/activities/one?source=/crm&id=\(id)").json["decision"]?["rules"]?[0]?["awards"]?[0]?["limits"]?[0]?["used"]?.int64
        }
        #expect(used == [0, 80])
    }

    @Test func `what was taken back says so`() throws {
        _ = try crm.post("/activities", Sample.reversal("R-1", of: "S-1"))
        let answer = try laurel.rep.get("/activities/one?source=/crm&id=S-1").json
        #expect(answer["activity"]?["state"]?.string == "reversed")
        #expect(answer["activity"]?["undone_by"] == ["source": "/crm", "id": "R-1"])
        #expect(answer["decision"]?["rules"]?[0]?["awards"]?[0]?["state"]?.string == "reversed")
        let reversal = try laurel.rep.get("/activities/one?source=/crm&id=R-1").json
        #expect(reversal["reversed"] == [["member": "li.na", "rule": "revenue", "points": -80]])
    }

    @Test func `activities are listed the latest first`() throws {
        _ = try crm.post("/activities", Sample.sale("S-0", of: "li.na", amount: 100, at: "2026-11-18T01:00:00Z"))
        let items = try laurel.rep.get("/activities").json["items"]?.array ?? []
        // With the first order of C-1, which Laurel noticed.
        #expect(Set(items.prefix(3).map { $0["id"]?.string }) == ["S-1", "T-1", "customer/C-1/new"])
        #expect(items.last?["id"]?.string == "S-0")
        #expect(items.last?["points"]?.int64 == 1)
        let sales = try laurel.manager.get("/activities?member=li.na&type=sale.won&from=2026-11-19").json["items"]?.array ?? []
        #expect(sales.map { $0["id"]?.string } == ["S-1"])
    }

    /// Own, team, all: the manager of the team and everyone above sees; another team's, and another rep, do not.
    @Test func `who sees whose affairs`() throws {
        let matrix: [(account: String, status: Int)] = [
            ("li.na", 200), ("zhou.xiaotong", 403), ("wang.wei", 403), ("chen.jie", 200), ("liu.yang", 403), ("zhao.lei", 200), ("qian.hong", 200), ("admin", 200),
        ]
        let paths = ["/members/li.na/balance", "/members/li.na/statement", "/activities/one?source=/crm&id=S-1", "/activities?member=li.na"]
        for (account, status) in matrix {
            let browser = try laurel.browser(account)
            for path in paths {
                // Of an activity nobody learns that it is there.
                let hidden = path.hasPrefix("/activities/one") ? 404 : status
                #expect(try browser.get(path).status == (status == 200 ? 200 : hidden), "\(account) \(path)")
            }
        }
        let (nobody, writer, reader) = (try laurel.nobody, try laurel.token(["activities:write"]), try laurel.token(["read"]))
        for path in paths {
            #expect(try nobody.get(path).status == 401, "\(path)")
            #expect(try writer.get(path).status == 403, "\(path)")
            #expect(try reader.get(path).status == 200, "\(path)")
        }
        #expect(try laurel.admin.get("/members/nobody/balance").status == 404)
        #expect(try laurel.admin.get("/members/me/balance").status == 404)
        #expect(try laurel.admin.get("/activities/one?source=/crm&id=none").status == 404)
    }
}
