import Foundation
import JSON
import Periods
import PointsEngine
import TestServer
import TestClients
import Testing

/// Campaigns over HTTP: made, seconded, run, ended, extended, tried, honoured (programme.md, "Campaigns").
@Suite struct CampaignTests {
    let laurel: ServerHarness
    let crm: TestCaller

    init() throws {
        let rules = FileManager.default.temporaryDirectory.appending(path: "laurel-campaigns-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: rules.appending(path: "points"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: rules) }
        let files = [
            "company.yaml": "name: Campaigning\ntimezone: Asia/Shanghai\nlive_since: 2026-11-01\n",
            "metrics.yaml": "revenue: {on: sale.won, sum: data.amount}\n",
            "points/gift.yaml": "{id: gift, title: {en: Sale}, on: sale.won, award: {expression: data.amount}}\n",
            "boards.yaml": """
                - {id: month, value: points, period: month}
                - {id: new, value: points, period: month, where: 'has(member.attributes.level) && member.attributes.level == "new"'}
                - {id: east, value: points, period: month, where: member.team == "east-1"}
                """,
        ]
        for (name, text) in files { try text.write(to: rules.appending(path: name), atomically: true, encoding: .utf8) }
        laurel = try ServerHarness(rules: rules.path)
        crm = try laurel.token(["activities:write"])
    }

    private let double: JSONValue = [
        "title": ["en": "Double"], "from": "2026-11-20", "until": "2026-12-04",
        "rules": [["id": "gift", "on": "sale.won", "award": ["expression": "data.amount"]]],
        "contest": ["kind": "ranking", "value": "points", "entrants": "members", "honours": [["rank": 1, "title": "Champion", "points": 2_000], ["rank": 2, "points": 1_000]]],
    ]

    private func sell(_ id: String, _ member: String, _ amount: Int, at time: String? = nil) throws {
        let answer = try crm.post("/activities", Sample.sale(id, of: member, amount: amount, at: time ?? laurel.clock.now.rfc3339))
        #expect(answer.status < 300, "\(answer.text)")
    }

    private func second(_ answer: HTTPClient.Response) throws {
        #expect(answer.status == 202, "\(answer.text)")
        let decided = try laurel.admin.post("/approvals/\(answer.json["id"]?.string ?? "")", ["approve": true])
        #expect(decided.status == 200, "\(decided.text)")
    }

    private func publish() throws { try second(try laurel.director.put("/campaigns/double", double)) }

    private func campaign() throws -> JSONValue { try laurel.rep.get("/campaigns/double").json }

    private func rows(_ board: String) throws -> [String] {
        let rows = try laurel.director.get("/boards/\(board)").json["rows"]?.array ?? []
        return rows.map { "\($0["rank"]?.int64 ?? 0) \($0["member"]?.string ?? $0["team"]?.string ?? "") \($0["value"]?.number?.description ?? "")" }
    }

    @Test func `one that gives points takes a director and a second person, and then counts`() throws {
        expectRefusal(try laurel.manager.put("/campaigns/double", double), 403, "not-permitted")
        expectRefusal(try laurel.rep.put("/campaigns/double", double), 403, "not-permitted")
        let drafted = try laurel.director.put("/campaigns/double", double)
        #expect(drafted.json["changes"]?.array?.contains { $0["kind"]?.string == "campaign" && $0["what"]?.string == "added" } == true)
        #expect(try laurel.rep.get("/campaigns").items.isEmpty)
        try second(drafted)
        try sell("A", "li.na", 50)
        let one = try campaign()
        #expect(one["state"]?.string == "running")
        #expect(one["days_left"]?.int64 == 14)
        #expect(one["cost"] == ["rules": 50, "honours": 0, "points": 50])
        #expect(one["contest"]?["period"]?.string == "from-2026-11-20")
        #expect(one["definition"]?["rules"]?[0]?["id"]?.string == "gift")
        #expect(try rows("double") == ["1 li.na 50"])
        #expect(try rows("month") == ["1 li.na 100"])
        #expect(try laurel.rep.get("/boards").item("double")?["span"] == ["from": "2026-11-20", "until": "2026-12-04"])
        #expect(try laurel.rep.get("/campaigns?state=over").items.isEmpty)
        #expect(try laurel.rep.get("/campaigns?state=running").items.count == 1)
    }

    @Test func `what is wrong with one is told with its place, and nothing is published`() throws {
        var bad = double.object ?? [:]
        bad["until"] = "2026-11-01"
        expectRefusal(try laurel.director.put("/campaigns/double", .object(bad)), 422, "invalid-rules")
        expectRefusal(try laurel.director.put("/campaigns/month", double), 422, "invalid-rules")
        #expect(try laurel.rep.get("/campaigns").items.isEmpty)
        #expect(try laurel.rep.get("/campaigns/double").status == 404)
    }

    @Test func `one that runs is ended at once, by a manager and with a reason, and only once`() throws {
        try publish()
        try sell("A", "li.na", 50)
        #expect(try laurel.manager.post("/campaigns/double/end", [:]).status == 422)
        expectRefusal(try laurel.rep.post("/campaigns/double/end", ["reason": "x"]), 403, "not-permitted")
        let ended = try laurel.manager.post("/campaigns/double/end", ["reason": "The budget is spent"])
        #expect(ended.status == 200, "\(ended.text)")
        #expect(ended.json["state"]?.string == "over")
        laurel.advance(to: laurel.clock.now.adding(seconds: 3_600))
        try sell("B", "li.na", 30)
        #expect(try rows("double") == ["1 li.na 50"])
        #expect(try rows("month") == ["1 li.na 130"])
        expectRefusal(try laurel.manager.post("/campaigns/double/end", ["reason": "again"]), 422, "not-running")
        let trail = try laurel.finance.get("/audit?kind=publication").items
        #expect(trail.contains { $0["detail"]?["reason"]?.string == "The budget is spent" })
        // A restart finds it as it was.
        laurel.stopServer()
        try laurel.startServer()
        #expect(try campaign()["state"]?.string == "over")
        #expect(try rows("double") == ["1 li.na 50"])
    }

    @Test func `one that is extended gives more, so that another person seconds it`() throws {
        try publish()
        expectRefusal(try laurel.manager.post("/campaigns/double/extend", ["until": "2026-12-10", "reason": "snow"]), 403, "not-permitted")
        expectRefusal(try laurel.director.post("/campaigns/double/extend", ["until": "2026-12-01", "reason": "snow"]), 422, "bad-time")
        try second(try laurel.director.post("/campaigns/double/extend", ["until": "2026-12-10", "reason": "snow"]))
        #expect(try campaign()["until"]?.string == "2026-12-09T16:00:00Z")
        #expect(try campaign()["contest"]?["period"]?.string == "from-2026-11-20")
    }

    @Test func `who would have won last month is told, and nothing is written`() throws {
        try sell("A", "li.na", 50, at: "2026-10-10T08:00:00Z")
        try sell("B", "ma.chao", 70, at: "2026-10-11T08:00:00Z")
        try sell("C", "li.na", 900, at: "2026-11-11T08:00:00Z")
        let tried = try laurel.manager.post("/campaigns/double/try", ["campaign": double, "from": "2026-10-01", "to": "2026-11-01"])
        #expect(tried.status == 200, "\(tried.text)")
        #expect(tried.json["cost"] == ["rules": 120, "honours": 3_000, "points": 3_120])
        let rows = tried.json["rows"]?.array ?? []
        #expect(rows.map { $0["member"]?.string } == ["ma.chao", "li.na"])
        #expect(rows.map { $0["points"]?.int64 } == [2_000, 1_000])
        var race = double.object ?? [:]
        race["rules"] = nil
        race["contest"] = ["kind": "race", "value": "revenue", "goal": 50]
        let raced = try laurel.manager.post("/campaigns/double/try", ["campaign": .object(race), "from": "2026-10-01", "to": "2026-11-01"])
        #expect(raced.json["rows"]?.array?.map { $0["member"]?.string } == ["li.na", "ma.chao"])
        #expect(raced.json["rows"]?.array?.map { $0["value"]?.int64 } == [50, 50])
        #expect(try laurel.rep.get("/campaigns").items.isEmpty)
        expectRefusal(try laurel.rep.post("/campaigns/double/try", ["campaign": double, "from": "2026-10-01", "to": "2026-11-01"]), 403, "not-permitted")
    }

    @Test func `champions of locked periods are listed by board, member and period, page by page`() throws {
        try publish()
        try sell("A", "li.na", 50)
        try sell("B", "ma.chao", 20)
        #expect(try laurel.rep.get("/honours").items.isEmpty)
        laurel.advance(to: Instant(rfc3339: "2026-12-06T16:00:01Z") ?? .latest)
        let all = try laurel.rep.get("/honours").items
        #expect(all.map { $0["member"]?.string } == ["li.na", "ma.chao"])
        #expect(all.first?["title"]?["en"]?.string ?? all.first?["title"]?[""]?.string == "Champion")
        #expect(all.first?["points"]?.int64 == 2_000)
        #expect(all.first?["period"]?.string == "from-2026-11-20")
        #expect(all.first?["campaign"]?.bool == true)
        #expect(try laurel.rep.get("/honours?member=ma.chao").items.count == 1)
        #expect(try laurel.rep.get("/honours?member=me").items.count == 1)
        #expect(try laurel.rep.get("/honours?board=month").items.isEmpty)
        #expect(try laurel.rep.get("/honours?period=from-2026-11-20&limit=1").items.count == 1)
        let next = try laurel.rep.get("/honours?limit=1").json["next"]?.string ?? ""
        #expect(try laurel.rep.get("/honours?limit=1&after=\(next)").items.map { $0["member"]?.string } == ["ma.chao"])
        #expect(try laurel.rep.get("/honours?member=nobody").status == 404)
        #expect(try campaign()["cost"] == ["rules": 70, "honours": 3_000, "points": 3_070])
        #expect(try campaign()["contest"]?["locked"]?.bool == true)
    }

    @Test func `who comes to be of a division moves onto its board while one watches, and off it again`() throws {
        try sell("A", "li.na", 50)
        try sell("B", "ma.chao", 20)
        let viewer = try FeedClient(laurel, laurel.director)
        try viewer.send(["subscribe": "b", "board": "new", "window": ["top": 10]])
        #expect(SeenBoard(try viewer.next("snapshot")).values == [:])
        func level(_ level: String) throws {
            #expect(try laurel.director.patch("/members/li.na", ["attributes": ["level": .string(level)]]).status < 300)
        }
        try level("new")
        let came = try viewer.next("change")
        #expect(came["rows"]?[0]?["member"]?.string == "li.na")
        #expect(try rows("new") == ["1 li.na 50"])
        try level("old")
        #expect(try viewer.next("change")["gone"]?[0]?.string == "li.na")
        #expect(try rows("new") == [])
        #expect(try rows("east").first?.hasPrefix("1 li.na") == true)
    }

    @Test func `what somebody has changed meanwhile is not overwritten`() throws {
        try publish()
        let read = try laurel.director.get("/campaigns/double"), etag = try #require(read.header("ETag")).filter { $0 != "\"" }
        var longer = try #require(double.object)
        longer["until"] = "2026-12-05"
        expectRefusal(try laurel.director.put("/campaigns/double", .object(longer), etag: "1"), 412, "stale")
        // The same again is no change, whatever was read.
        #expect(try laurel.director.put("/campaigns/double", double, etag: "1").status != 412)
        try second(try laurel.director.put("/campaigns/double", .object(longer), etag: etag))
        longer["until"] = "2026-12-06"
        expectRefusal(try laurel.director.put("/campaigns/double", .object(longer), etag: etag), 412, "stale")
    }
}
