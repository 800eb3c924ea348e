import JSON
import Periods
import PointsEngine
import TestClients
import Testing

@Suite struct BoardTests {
    let laurel: ServerHarness
    let crm: TestCaller

    init() throws {
        laurel = try ServerHarness()
        crm = try laurel.token(["activities:write"])
        let amounts = [("li.na", 5_000), ("zhou.xiaotong", 7_000), ("wang.wei", 5_000), ("ma.chao", 1_000)]
        _ = try crm.post("/activities", .array(amounts.enumerated().map { Sample.sale("S-\($0)", of: $1.0, amount: $1.1) }))
    }

    @Test func `boards say what they compare`() throws {
        let items = try laurel.rep.get("/boards").json["items"]?.array ?? []
        let month = items.first { $0["id"]?.string == "points-month" }
        #expect(month?["value"]?.string == "points")
        #expect(month?["unit"]?.string == "points")
        #expect(month?["reveal"]?.string == "top:20")
        #expect(month?["honours"]?[0]?["points"]?.int64 == 1_000)
        let revenue = items.first { $0["id"]?.string == "revenue-month" }
        #expect(revenue?["metric"]?["title"]?["en"]?.string == "Revenue")
        #expect(revenue?["unit"]?.string == "money")
    }

    @Test func `standings are there the moment the sale is answered`() throws {
        let board = try laurel.rep.get("/boards/points-month").json
        #expect(board["period"]?.string == "2026-11")
        #expect(board["state"]?.string == "open")
        #expect(board["locks"]?.string == "2026-12-03T16:00:00Z")
        #expect(board["previous"]?.string == "2026-10")
        #expect(board["following"]?.isNull == true)
        #expect(board["total"]?.int64 == 4)
        #expect(board["epoch"]?.string?.isEmpty == false)
        let rows = board["rows"]?.array ?? []
        #expect(rows.map { $0["member"]?.string } == ["zhou.xiaotong", "li.na", "wang.wei", "ma.chao"])
        #expect(rows.map { $0["rank"]?.int64 } == [1, 2, 2, 4])
        #expect(rows.map { $0["value"]?.int64 } == [70, 50, 50, 10])
        #expect(rows[0]["team"]?.string == "east-1")
    }

    @Test func `a page and a neighbourhood are parts of the whole`() throws {
        let page = try laurel.rep.get("/boards/points-month?limit=2&offset=1").json["rows"]?.array ?? []
        #expect(page.map { $0["member"]?.string } == ["li.na", "wang.wei"])
        let around = try laurel.browser("ma.chao").get("/boards/points-month?around=me&radius=1").json["rows"]?.array ?? []
        #expect(around.map { $0["member"]?.string } == ["wang.wei", "ma.chao"])
        let none = try laurel.browser("qian.hong").get("/boards/points-month?around=me")
        #expect(none.status == 200)
        #expect(none.json["rows"]?.array?.isEmpty == true)
        #expect(try laurel.admin.get("/boards/points-month?around=me").json["rows"]?.array?.isEmpty == true)
    }

    @Test func `a team can be looked into`() throws {
        let own = try laurel.rep.get("/boards/points-month?scope=own-team").json["rows"]?.array ?? []
        #expect(own.map { $0["member"]?.string } == ["zhou.xiaotong", "li.na"])
        let region = try laurel.director.get("/boards/points-month?scope=team:east").json["rows"]?.array ?? []
        #expect(region.map { $0["member"]?.string } == ["zhou.xiaotong", "li.na", "wang.wei"])
        #expect(try laurel.rep.get("/boards/points-month?scope=team:west").status == 403)
        #expect(try laurel.rep.get("/boards/points-month?scope=team:nowhere").status == 422)
    }

    @Test func `a period that is not in memory is read first`() throws {
        _ = try crm.post("/activities", Sample.sale("OLD", of: "ma.chao", amount: 300, at: "2026-11-18T01:00:00Z"))
        let answer = try laurel.rep.get("/boards/points-day?period=2026-11-18")
        #expect(answer.status == 200, "\(answer.text)")
        let day = answer.json
        #expect(day["rows"]?[0]?["member"]?.string == "ma.chao")
        #expect(day["rows"]?[0]?["value"]?.int64 == 3)
        #expect(day["following"]?.string == "2026-11-19")
        #expect(try laurel.rep.get("/boards/points-day?period=2026-11-21").status == 404)
        #expect(try laurel.rep.get("/boards/points-day?period=2026-11").status == 404)
        #expect(try laurel.rep.get("/boards/none").status == 404)
    }

    @Test func `a locked period is a record with its honours`() throws {
        laurel.advance(days: 20)
        let board = try laurel.rep.get("/boards/points-month?period=2026-11").json
        #expect(board["state"]?.string == "locked")
        #expect(board["rows"]?[0]?["member"]?.string == "zhou.xiaotong")
        #expect(board["honours"]?[0]?["member"]?.string == "zhou.xiaotong")
        #expect(board["honours"]?[0]?["points"]?.int64 == 1_000)
        #expect(board["honours"]?[1]?["points"]?.int64 == 450)
        let running = try laurel.rep.get("/boards/points-month").json
        #expect(running["period"]?.string == "2026-12")
        #expect(running["total"]?.int64 == 0)
        let bonus = try laurel.browser("zhou.xiaotong").get("/members/me/statement?kind=bonus").json["items"]?[0]
        #expect(bonus?["reason"]?.string == "honour")
        #expect(bonus?["title"]?["en"]?.string == "Sales champion of the month")
        #expect(bonus?["period"]?.string == "2026-11")
    }

    @Test func `boards are for those who are signed in`() throws {
        for path in ["/boards", "/boards/points-month"] {
            #expect(try laurel.nobody.get(path).status == 401)
            #expect(try laurel.token(["activities:write"]).get(path).status == 403)
            for role in try [laurel.rep, laurel.manager, laurel.director, laurel.finance, laurel.admin, laurel.token(["read"])] {
                #expect(try role.get(path).status == 200)
            }
        }
    }

    /// Arrows compare with the start of the company's today, also where the server started in the course of it.
    @Test func `rows say where they stood when the day began`() throws {
        let laurel = try ServerHarness(), crm = try laurel.token(["activities:write"])
        let sales = [("A", "li.na", 5_000, "19"), ("B", "zhou.xiaotong", 3_000, "19"), ("C", "zhou.xiaotong", 4_000, "20"), ("D", "ma.chao", 1_000, "20")]
        _ = try crm.post("/activities", .array(sales.map { Sample.sale($0.0, of: $0.1, amount: $0.2, at: "2026-11-\($0.3)T01:00:00Z") }))
        func rows(_ path: String) throws -> [String] {
            try (laurel.rep.get(path).json["rows"]?.array ?? []).map { "\($0["member"]?.string ?? "") \($0["rank"]?.int64 ?? 0) \($0["before"]?.int64 ?? 0)" }
        }
        laurel.stopServer()
        try laurel.startServer()
        for board in ["points-month", "points-year", "revenue-month"] {
            #expect(try rows("/boards/\(board)") == ["zhou.xiaotong 1 2", "li.na 2 1", "ma.chao 3 0"], "\(board)")
        }
        #expect(try rows("/boards/points-day") == ["zhou.xiaotong 1 0", "ma.chao 2 0"])
        #expect(try rows("/boards/points-month?scope=own-team").allSatisfy { $0.hasSuffix(" 0") }, "among a team alone a rank is another")
        // Through midnight the ranks of then are kept, and said to who watches.
        let viewer = try FeedClient(laurel, laurel.rep)
        try viewer.send(["subscribe": "b", "board": "points-month", "window": ["top": 20]])
        _ = try viewer.next("snapshot")
        laurel.advance(to: Instant(rfc3339: "2026-11-20T16:00:01Z") ?? .latest)
        #expect(try rows("/boards/points-month") == ["zhou.xiaotong 1 1", "li.na 2 2", "ma.chao 3 3"])
        let change = try viewer.next("change")
        #expect(change["rows"]?.array?.map { $0["before"]?.int64 } == [1, 2, 3])
    }
}
