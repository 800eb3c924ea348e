import Foundation
import JSON
import Periods
import TestServer
import TestClients
import Testing

/// What boards do when a period ends while the server runs.
@Suite struct BoardTurnTests {
    let laurel: ServerHarness
    let crm: TestCaller

    init() throws {
        let rules = FileManager.default.temporaryDirectory.appending(path: "laurel-turn-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: rules.appending(path: "points"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: rules) }
        let files = [
            "company.yaml": "name: Turning\ntimezone: Asia/Shanghai\n",
            "points/gift.yaml": "{id: gift, on: sale.won, award: {expression: data.amount}}\n",
            "boards.yaml": """
                - {id: day, value: points, entrants: members, period: day}
                - {id: growth, value: growth, entrants: members, period: day}
                - {id: mean, value: points, entrants: teams, period: day, per_head: true}
                """,
        ]
        for (name, text) in files { try text.write(to: rules.appending(path: name), atomically: true, encoding: .utf8) }
        laurel = try ServerHarness(rules: rules.path)
        crm = try laurel.token(["activities:write"])
        _ = try crm.post("/activities", .array([Sample.sale("A", of: "li.na", amount: 50), Sample.sale("B", of: "ma.chao", amount: 20)]))
    }

    private func rows(_ board: String) throws -> [String] {
        let rows = try laurel.director.get("/boards/\(board)").json["rows"]?.array ?? []
        return rows.map { "\($0["rank"]?.int64 ?? 0) \($0["member"]?.string ?? $0["team"]?.string ?? "") \($0["value"]?.number?.description ?? "")" }
    }

    private func nextDay() throws {
        laurel.advance(to: Instant(rfc3339: "2026-11-20T16:00:01Z") ?? .latest)
    }

    @Test func `a new day begins empty and moves`() throws {
        #expect(try rows("day") == ["1 li.na 50", "2 ma.chao 20"])
        try nextDay()
        #expect(try rows("day") == [])
        _ = try crm.post("/activities", Sample.sale("C", of: "ma.chao", amount: 30, at: "2026-11-20T16:00:00Z"))
        #expect(try rows("day") == ["1 ma.chao 30"])
    }

    @Test func `who grows is measured by the day before`() throws {
        #expect(try rows("growth") == [])
        try nextDay()
        #expect(try rows("growth") == ["1 li.na -1", "1 ma.chao -1"])
        _ = try crm.post("/activities", Sample.sale("C", of: "ma.chao", amount: 30, at: "2026-11-20T16:00:00Z"))
        #expect(try rows("growth") == ["1 ma.chao 0.5", "2 li.na -1"])
        // A late sale of yesterday counts against today.
        _ = try crm.post("/activities", Sample.sale("D", of: "ma.chao", amount: 100, at: "2026-11-20T15:59:59Z"))
        #expect(try rows("growth") == ["1 ma.chao -0.75", "2 li.na -1"])
    }

    @Test func `who watches moves on to the new day`() throws {
        let viewer = try FeedClient(laurel, laurel.director)
        try viewer.send(["subscribe": "b", "board": "day", "window": ["top": 10]])
        let first = try viewer.next("snapshot")
        #expect(first["period"]?.string == "2026-11-20")
        #expect(SeenBoard(first).values == ["li.na": 50, "ma.chao": 20])
        try nextDay()
        // Whoever reads first sees that the day is over; else the timer does within the second.
        #expect(try rows("day") == [])
        let second = try viewer.next("snapshot")
        #expect(second["period"]?.string == "2026-11-21")
        #expect(SeenBoard(second).values == [:])
        _ = try crm.post("/activities", Sample.sale("C", of: "ma.chao", amount: 30, at: "2026-11-20T16:00:00Z"))
        #expect(SeenBoard(try viewer.next("change")).values == ["ma.chao": 30])
    }

    @Test func `a leaving that was told ahead comes`() throws {
        let member = try laurel.admin.get("/members/li.na").json
        let answer = try laurel.admin.patch("/members/li.na", ["left": "2026-11-20T10:00:00Z"], etag: member["etag"]?.string)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(try rows("day") == ["1 li.na 50", "2 ma.chao 20"])
        laurel.advance(to: Instant(rfc3339: "2026-11-20T10:00:00Z") ?? .latest)
        #expect(try rows("day") == ["1 ma.chao 20"])
        #expect(try rows("mean").first == "1 east-1 16.6667")
    }

    @Test func `heads are counted for the new day`() throws {
        let before = try rows("mean")
        #expect(!before.isEmpty)
        try nextDay()
        #expect(try rows("mean") == [])
        _ = try crm.post("/activities", .array([
            Sample.sale("C", of: "li.na", amount: 50, at: "2026-11-20T16:00:00Z"), Sample.sale("D", of: "ma.chao", amount: 20, at: "2026-11-20T16:00:00Z"),
        ]))
        #expect(try rows("mean") == before)
    }
}
