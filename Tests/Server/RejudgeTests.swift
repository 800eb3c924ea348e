import Files
import Identity
import Installation
import JSON
import PointsEngine
import RuleEngine
import Runtime
import Store
import TestClients
import Testing

/// Judging again over HTTP, and the history of rule sets.
@Suite struct RejudgeTests {
    let laurel: ServerHarness

    init() throws {
        laurel = try ServerHarness()
        let crm = try laurel.token(["activities:write"])
        _ = try crm.post("/activities", [
            Sample.sale("S-1", of: "li.na", amount: 8_000), Sample.sale("S-2", of: "wang.wei", amount: 2_000, at: "2026-11-18T01:00:00Z"),
            Sample.training("T-1", of: "li.na"), Sample.sale("S-3", of: "ma.chao", amount: 1_000), Sample.reversal("R-3", of: "S-3"),
        ])
    }

    private func publish(_ points: Int, effective: String? = nil, reason: String = "twice the points") throws -> HTTPClient.Response {
        var files = try laurel.manager.get("/rules/files").json["files"]?.object ?? [:]
        files["points/revenue.yaml"] = .string((files["points/revenue.yaml"]?.string ?? "").replacing(#/points: \d, per: 100/#, with: "points: \(points), per: 100"))
        return try laurel.admin.post("/rules/publish", ["files": .object(files), "effective": effective.map { .string($0) } ?? .null, "reason": .string(reason)])
    }

    private func rejudge(_ from: String = "2026-11-01", to: String? = nil) throws -> HTTPClient.Response {
        try laurel.admin.post("/rules/rejudge", ["from": .string(from), "to": to.map { .string($0) } ?? .null, "reason": "the rate was wrong"])
    }

    @Test func `right behind a publication it judges by the new rules`() throws {
        let version = try publish(2).json["version"]
        let answer = try rejudge()
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.json["version"] == version)
        #expect(answer.json["corrected"]?.int64 == 2)
        #expect(answer.json["unchanged"]?.int64 == 1)
        #expect(answer.json["refused"]?.int64 == 0)
        #expect(try laurel.rep.get("/members/me/balance").json["pending"]?.int64 == 160)
        let line = try laurel.rep.get("/members/me/statement").json["items"]?.array?.first { $0["kind"]?.string == "correction" }
        #expect(line?["correction"] == ["was": 80, "now": 160])
    }

    @Test func `calls that take longer than others are waited for`() throws {
        let sales: [any Command] = try (1...300).map { number in
            RecordActivity(try Activity(source: "/crm", id: "L-\(number)", type: "sale.won", time: ServerHarness.start, subject: "li.na", data: ["amount": 500]))
        }
        let laurel = try ServerHarness(before: sales) {
            $0.web.answerDeadline = 20
            $0.web.sweepInterval = 1
        }
        // On a machine that is busy a call may be too late before it has begun, as any other; begun, it is waited for.
        func post(_ path: String, _ body: JSONValue) throws -> HTTPClient.Response {
            for _ in 1..<100 {
                if let answer = try? laurel.admin.post(path, body), answer.status != 503 { return answer }
            }
            return try laurel.admin.post(path, body)
        }
        let files: JSONValue = .object(["company.yaml": "name: X\ntimezone: Asia/Shanghai\n", "points/a.yaml": "{id: a, on: sale.won, award: {fixed: 1}}\n"])
        let backtest = try post("/rules/backtest", ["rules": ["files": files], "from": "2026-11-01", "to": "2026-12-01"])
        #expect(backtest.status == 200, "\(backtest.text)")
        // The sales, and what Laurel noticed by them.
        #expect(try #require(backtest.json["activities"]?.int64) >= 300)
        #expect(try post("/rules/publish", ["files": files]).status == 200)
        let rejudged = try post("/rules/rejudge", ["from": "2026-11-01", "reason": "x"])
        #expect(rejudged.status == 200)
        #expect(rejudged.json["corrected"]?.int64 == 300)
    }

    @Test func `only the stretch of time is judged`() throws {
        _ = try publish(2)
        #expect(try rejudge("2026-11-18", to: "2026-11-19").json["corrected"]?.int64 == 1)
        #expect(try laurel.rep.get("/members/me/balance").json["pending"]?.int64 == 80)
    }

    @Test func `again it finds nothing and planned rules are not yet asked`() throws {
        _ = try publish(2)
        #expect(try rejudge().json["corrected"]?.int64 == 2)
        #expect(try rejudge().json["corrected"]?.int64 == 0)
        _ = try publish(3, effective: "2026-12-01")
        #expect(try rejudge().json["corrected"]?.int64 == 0)
    }

    @Test func `the last run and both its ends stand in the trail`() throws {
        #expect(try laurel.admin.get("/rules/rejudge").json == ["running": false, "run": .null])
        _ = try publish(2)
        _ = try rejudge()
        let state = try laurel.admin.get("/rules/rejudge").json
        #expect(state["running"]?.bool == false)
        #expect(state["run"]?["corrected"]?.int64 == 2)
        #expect(state["run"]?["share"]?.int64 == 1)
        let lines = try laurel.finance.get("/audit?kind=publication&limit=5").json["items"]?.array ?? []
        #expect(lines.prefix(3).map { $0["action"]?.string } == ["rejudged", "rejudge-started", "publish"])
        #expect(lines[2]["detail"]?["reason"]?.string == "twice the points")
    }

    @Test func `a run that was cut off goes on with its own rules and does nothing twice`() throws {
        let version = try publish(2).json["version"]?.string ?? ""
        let last = laurel.runtime.head.lastCommand
        // As a crash leaves it: the first page is judged, and nobody has noted that.
        let first = try laurel.admin.get("/activities?member=li.na&type=sale.won").json["items"]?[0]
        #expect(first?["id"]?.string == "S-1")
        try laurel.write { database in
            let state: JSONValue = [
                "run": .string("\(last)"), "started": 0, "reason": "cut off", "version": .string(version), "actor": "administrator", "from": 0,
                "until": .number(Decimal(Int64.max)), "last": .number(Decimal(last)), "after": 0, "corrected": 0, "unchanged": 0, "refused": [:], "ended": .null,
            ]
            try database.settings.set("rejudging", String(decoding: state.canonicalBytes, as: UTF8.self))
        }
        #expect(try rejudge().code == "conflict")
        let clock = laurel.clock
        let cancelled = Rejudging(laurel.runtime, clock: { clock.now }, isCancelled: { true })
        #expect(throws: Interrupted()) { try cancelled.finish() }
        _ = try publish(5)
        let rejudging = Rejudging(laurel.runtime, clock: { clock.now })
        #expect(try rejudging.finish()?.counts.corrected == 2)
        #expect(try rejudging.finish() == nil)
        #expect(try laurel.rep.get("/members/me/balance").json["pending"]?.int64 == 160)
        try laurel.write { database in
            let text = try database.settings.value("rejudging") ?? ""
            try database.settings.set("rejudging", text.replacing("\"after\":\(last)", with: "\"after\":0").replacing("\"corrected\":2", with: "\"corrected\":0").replacing(#/"ended":\d+/#, with: "\"ended\":null"))
        }
        // Once more from the beginning: what it has corrected is counted, and not corrected again.
        let again = try #require(try rejudging.finish())
        #expect(again.counts.corrected == 2)
        #expect(try laurel.rep.get("/members/me/balance").json["pending"]?.int64 == 160)
    }

    @Test(arguments: [
        JSONValue.object(["reason": "x"]), ["from": "yesterday", "reason": "x"], ["from": "2026-11-01"], ["from": "2026-11-02", "to": "2026-11-01", "reason": "x"],
        ["from": "2026-11-01", "reason": "x", "until": "2026-12-01"],
    ]) func `what does not hold is refused`(body: JSONValue) throws {
        let answer = try laurel.admin.post("/rules/rejudge", body)
        #expect(answer.status == 422)
        #expect(["malformed", "bad-time"].contains(answer.code))
    }

    @Test func `the history tells who put what in force and why`() throws {
        let second = try publish(2).json["version"]?.string
        let planned = try publish(3, effective: "2026-12-01", reason: "from December on").json["version"]?.string
        let items = try laurel.manager.get("/rules/versions").json["items"]?.array ?? []
        #expect(items.map { $0["version"]?.string }.prefix(2) == [planned, second])
        #expect(items[0]["effective"]?.string == "2026-11-30T16:00:00Z")
        #expect(items[0]["reason"]?.string == "from December on")
        #expect(items[0]["actor"]?["name"]?.string == "admin")
        #expect(items.map { $0["in_force"]?.bool } == [false, true, false, false])
        let files = try laurel.manager.get("/rules/files?version=\(planned ?? "")").json
        #expect(files["files"]?["points/revenue.yaml"]?.string?.contains("points: 3, per: 100") == true)
        #expect(try laurel.manager.get("/rules/files?version=nothing").status == 404)
    }
}
