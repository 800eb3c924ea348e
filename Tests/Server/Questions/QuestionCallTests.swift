import JSON
import Periods
import PointsEngine
import TestClients
import TestServer
import Testing

@Suite struct QuestionCallTests {
    let laurel: ServerHarness

    init() throws {
        laurel = try ServerHarness()
        _ = try laurel.token(["activities:write"]).post("/activities", [
            Sample.training("T-1", of: "li.na"), Sample.sale("S-1", of: "li.na", amount: 900_000), Sample.training("T-2", of: "ma.chao"),
        ])
    }

    private func ask(_ text: String = "It was fifty-five", kind: String = "entry", _ id: String? = nil, key: String = "k-1") throws -> HTTPClient.Response {
        let number = try laurel.rep.get("/members/me/statement").items.compactMap { $0["number"]?.int64 }.first
        return try laurel.rep.post("/questions", ["about": ["kind": .string(kind), "id": .string(id ?? "\(number ?? 0)")], "text": .string(text)], key: key)
    }

    @Test func `a question stands in the manager's queue until it is answered, and the answer before who asked`() throws {
        let asked = try ask()
        #expect(asked.status == 201, "\(asked.text)")
        let id = try #require(asked.json["id"]?.string)
        #expect(asked.json["rule"]?["id"]?.string == "training")
        #expect(asked.json["line"]?["points"]?.int64 == 50)
        #expect(asked.json["may"] == ["close"])
        #expect(try ask().status == 200)
        let waiting = try laurel.manager.get("/session").json["waiting"]?["approvals"]?.int64
        #expect(try laurel.manager.get("/questions?for=queue").items.map { $0["id"]?.string } == [id])
        #expect(try laurel.manager.get("/questions?for=queue").items.first?["may"] == ["answer", "pass"])
        laurel.clock.now = laurel.clock.now.adding(seconds: 3 * 86_400)
        #expect(try laurel.manager.get("/questions/\(id)").json["age_days"]?.int64 == 3)

        let answered = try laurel.manager.post("/questions/\(id)/answer", ["text": "Five were missing", "points": 5]).json
        #expect(answered["state"]?.string == "answered")
        #expect(answered["steps"]?[1]?["adjustment"]?.string != nil)
        #expect(try laurel.manager.get("/questions?for=queue").items.isEmpty)
        #expect(try laurel.manager.get("/session").json["waiting"]?["approvals"]?.int64 == waiting.map { $0 - 1 })
        #expect(try laurel.rep.get("/questions?for=me").items.first?["may"] == ["reopen", "close"])
        #expect(try laurel.rep.get("/members/me/balance").json["available"]?.int64 == 55)
        #expect(try laurel.rep.post("/questions/\(id)/reopen", ["text": "Six"]).json["state"]?.string == "reopened")
        #expect(try laurel.rep.post("/questions/\(id)/close", [:]).json["state"]?.string == "closed")
    }

    @Test func `a line that is held may be asked about too`() throws {
        let held = try #require(try laurel.rep.get("/members/me/statement").items.first { $0["state"]?.string == "held" }?["id"]?.string)
        let asked = try ask("Why does it wait?", kind: "held", held)
        #expect(asked.status == 201, "\(asked.text)")
        #expect(asked.json["rule"]?["id"]?.string == "revenue")
        #expect(asked.json["about"]?["id"]?.string == held)
    }

    @Test func `what is not one's own is not there`() throws {
        expectRefusal(try ask(kind: "entry", "99"), 422 - 18, "not-found", at: "/about")
        expectRefusal(try ask(kind: "nothing", "1"), 422, "malformed", at: "/about/kind")
        let id = try #require(try ask().json["id"]?.string)
        let far = try laurel.browser("liu.yang")
        expectRefusal(try far.get("/questions/\(id)"), 404, "not-found")
        expectRefusal(try far.post("/questions/\(id)/answer", ["text": "x"]), 404, "not-found")
        expectRefusal(try laurel.rep.post("/questions/\(id)/answer", ["text": "x"]), 403, "not-permitted")
        expectRefusal(try laurel.rep.get("/questions?member=ma.chao"), 403, "not-permitted")
        #expect(try far.get("/questions").items.isEmpty)
    }

    @Test func `whom it was passed to finds it in their queue`() throws {
        let id = try #require(try ask().json["id"]?.string)
        let far = try laurel.browser("liu.yang")
        #expect(try laurel.manager.post("/questions/\(id)/pass", ["to": "liu.yang", "text": "You know the course"]).json["passed_to"]?["id"]?.string == "liu.yang")
        #expect(try far.get("/questions?for=queue").items.count == 1)
        #expect(try far.post("/questions/\(id)/answer", ["text": "It is fifty"]).status == 200)
    }

    @Test func `a report counts questions by rule, as far as its reader may see them`() throws {
        _ = try ask()
        _ = try ask(key: "k-2")
        let report = try laurel.manager.get("/reports/questions?from=2026-11-01&to=2026-12-01").json
        #expect(report["items"]?[0]?["key"]?.string == "training")
        #expect(report["items"]?[0]?["values"] == [2, 2, 0, 0])
        #expect(try laurel.browser("liu.yang").get("/reports/questions?from=2026-11-01&to=2026-12-01").items.isEmpty)
        #expect(try laurel.manager.get("/reports/questions?from=2026-11-01&to=2026-12-01&format=csv").text.contains("training"))
    }

    @Test func `what was asked is still there after a restart, and verified`() throws {
        let id = try #require(try ask().json["id"]?.string)
        _ = try laurel.manager.post("/questions/\(id)/answer", ["text": "It is fifty"])
        laurel.stopServer()
        try laurel.startServer()
        #expect(try laurel.rep.get("/questions/\(id)").json["state"]?.string == "answered")
    }
}
