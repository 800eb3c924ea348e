import JSON
import Periods
import TestServer
import TestClients
import Testing

/// Boards per head on screen count heads as scenarios and locked boards do: `Tests/Scenarios/points/heads-of-history.yaml` in the server.
@Suite struct HeadsTests {
    let laurel: ServerHarness
    let crm: TestCaller

    init() throws {
        let rules = try TestFolder()
        try rules.write("company.yaml", "{name: History, timezone: Europe/Berlin}\n")
        try rules.write("points/gift.yaml", "{id: gift, on: sale.won, award: {expression: data.amount}}\n")
        try rules.write("boards.yaml", "- {id: mean, value: points, entrants: teams, period: month, per_head: true}\n")
        laurel = try ServerHarness(rules: rules.path)
        crm = try laurel.token(["activities:write"])
        for (id, team) in [("a", "east-1"), ("b", "east-2"), ("c", "east-2")] {
            #expect(try laurel.admin.post("/members", ["id": .string(id), "name": .string(id), "team": .string(team)]).status == 201)
        }
    }

    private func rows(_ period: String = "2025-03") throws -> [String] {
        let rows = try laurel.director.get("/boards/mean?period=\(period)").json["rows"]?.array ?? []
        return rows.map { "\($0["rank"]?.int64 ?? 0) \($0["team"]?.string ?? "") \($0["value"]?.number?.description ?? "")" }
    }

    private func history(_ id: String, _ member: String, _ amount: Int) throws {
        #expect(try crm.post("/activities", Sample.sale(id, of: member, amount: amount, at: "2025-03-05T09:00:00Z")).status == 201)
    }

    @Test func `imported history has the heads to whom it was credited`() throws {
        try history("A", "a", 100)
        try history("B", "b", 60)
        #expect(try rows() == ["1 east-1 100", "2 east 80", "3 east-2 60"])
        // The board is in memory now: it follows.
        try history("C", "c", 20)
        #expect(try rows() == ["1 east-1 100", "2 east 60", "3 east-2 40"])
        #expect(try crm.post("/activities", Sample.reversal("C-", of: "C")).status == 201)
        #expect(try rows() == ["1 east-1 100", "2 east 80", "3 east-2 60"])
        laurel.stopServer()
        try laurel.startServer()
        #expect(try rows() == ["1 east-1 100", "2 east 80", "3 east-2 60"])
    }

    @Test func `who watches sees the heads of now`() throws {
        try history("A", "a", 100)
        let viewer = try FeedClient(laurel, laurel.director)
        try viewer.send(["subscribe": "b", "board": "mean", "period": "2025-03", "window": ["top": 20]])
        let first = try viewer.next("snapshot")["rows"]?.array ?? []
        #expect(first.map { $0["value"]?.int64 } == [100, 100])
        try history("B", "b", 60)
        var seen: [String: Int64] = [:]
        while seen != ["east": 80, "east-2": 60] && seen != ["east-1": 100, "east": 80, "east-2": 60] {
            for row in try viewer.next("change")["rows"]?.array ?? [] { seen[row["team"]?.string ?? ""] = row["value"]?.int64 }
        }
    }

    @Test func `a move that is dated back leaves the head where the sales stayed`() throws {
        laurel.advance(days: 5)
        #expect(try crm.post("/activities", Sample.sale("N", of: "b", amount: 60, at: "2026-11-24T09:00:00Z")).status == 201)
        let before = try rows("2026-11")
        #expect(try laurel.admin.patch("/members/b", ["team": "west", "at": "2026-11-20"], etag: laurel.admin.get("/members/b").etag).status == 200)
        #expect(try rows("2026-11") == before)
        laurel.stopServer()
        try laurel.startServer()
        #expect(try rows("2026-11") == before)
    }
}
