import Identity
import JSON
import PointsEngine
import TestClients
import Testing

/// Rules as sentences: drafts on the server, fields and text in step, a try and a second person before anything counts.
@Suite struct RuleDraftTests {
    let laurel: ServerHarness

    init() throws { laurel = try ServerHarness() }

    private func text(_ path: String) throws -> String { try laurel.manager.get("/rules/files").json["files"]?[path]?.string ?? "" }

    /// A draft in which a visit gives 12.
    private func draft(by caller: TestCaller) throws -> HTTPClient.Response {
        let visit = try text("points/visit.yaml").replacing("fixed: 10", with: "fixed: 12")
        return try caller.post("/rules/drafts", ["title": "More for visits", "files": ["points/visit.yaml": .string(visit)]])
    }

    private func id(_ answer: HTTPClient.Response) -> String { answer.json["id"]?.string ?? "none" }

    private func tryOut(_ id: String, by caller: TestCaller) throws -> HTTPClient.Response {
        try caller.post("/rules/backtest", ["draft": .string(id), "from": "2026-11-01", "to": "2026-12-01"])
    }

    @Test func `fields and text stay in step, with every comment`() throws {
        let text = try text("points/visit.yaml"), manager = try laurel.manager
        let read = try manager.post("/rules/edit", ["path": "points/visit.yaml", "text": .string(text)])
        #expect(read.json["text"]?.string == text)
        #expect(read.json["content"]?["award"] == ["fixed": 10])
        var content = try #require(read.json["content"]?.object)
        content["award"] = ["fixed": 12]
        let edited = try manager.post("/rules/edit", ["path": "points/visit.yaml", "text": .string(text), "content": .object(content)])
        #expect(edited.json["text"]?.string == text.replacing("fixed: 10", with: "fixed: 12"))
        // The text that members read still says 10, in each language.
        #expect(edited.json["contradictions"]?.array?.map { $0["numbers"] } == [["10"], ["10"], ["10"]])
        let broken = try manager.post("/rules/edit", ["path": "points/visit.yaml", "text": "id: [\n"])
        #expect(broken.status == 422 && broken.code == "invalid-rules")
        #expect((broken.json["problems"]?[0]?["line"]?.int64 ?? 0) > 0)
    }

    @Test func `a draft is kept with author and difference, and is its author's`() throws {
        let made = try draft(by: laurel.manager)
        #expect(made.status == 201, "\(made.text)")
        #expect(made.json["by"]?["name"]?.string == "陈杰")
        #expect(made.json["differences"]?[0]?["path"]?.string == "points/visit.yaml")
        let lines = made.json["differences"]?[0]?["lines"]?.array ?? []
        #expect(lines.contains { $0["mark"]?.string == "+" && $0["text"]?.string == "award: {fixed: 12}" })
        let path = "/rules/drafts/\(id(made))", etag = made.etag ?? ""
        #expect(try laurel.director.get("/rules/drafts").items.map { $0["mine"]?.bool } == [false])
        let body: JSONValue = ["title": "Mine now", "files": [:]]
        #expect(try laurel.director.put(path, body, etag: etag).status == 403)
        #expect(try laurel.manager.put(path, body, etag: "7").status == 412)
        #expect(try laurel.manager.put(path, body, etag: etag).json["title"]?.string == "Mine now")
        #expect(try laurel.director.delete(path).status == 403)
        #expect(try laurel.admin.delete(path).status == 204)
        #expect(try laurel.manager.get(path).status == 404)
    }

    @Test func `a draft is published as it was tried, texts that contradict it are answered, and another person seconds it`() throws {
        _ = try laurel.token(["activities:write"]).post("/activities", [
            ["source": "/crm", "id": "V-1", "type": "visit.made", "subject": "li.na", "time": "2026-11-20T01:00:00Z", "data": ["customer": "C-1"]],
        ])
        let director = try laurel.director, made = id(try draft(by: director))
        let publication: JSONValue = ["draft": .string(made), "reason": "visits matter"]
        expectRefusal(try director.post("/rules/publish", publication), 409, "untried")
        let effect = try tryOut(made, by: director)
        #expect(effect.json["now"]?.int64 == 10 && effect.json["then"]?.int64 == 12)
        #expect(try director.get("/rules/drafts/\(made)").json["trial"]?["current"]?.bool == true)
        let refused = try director.post("/rules/publish", publication)
        expectRefusal(refused, 409, "unanswered")
        #expect(refused.json["contradictions"]?[0]?["rule"]?.string == "visit")
        // Who did not draft it does not publish it.
        expectRefusal(try laurel.admin.post("/rules/publish", publication), 403, "not-permitted")
        let proposed = try director.post("/rules/publish", ["draft": .string(made), "reason": "visits matter", "answered": ["visit"]])
        #expect(proposed.status == 202, "\(proposed.text)")
        let request = proposed.json["id"]?.string ?? ""
        expectRefusal(try director.post("/approvals/\(request)", ["approve": true]), 403, "not-permitted")
        // Who seconds it sees what past facts said.
        let waiting = try laurel.finance.get("/approvals").items.first { $0["id"]?.string == request }
        #expect(waiting?["publication"]?["trial"]?["then"]?.int64 == 12)
        #expect(try laurel.finance.post("/approvals/\(request)", ["approve": true]).status == 200)
        laurel.advance(to: laurel.clock.now.adding(seconds: 60))
        let visit = try laurel.rep.get("/rules").json["items"]?.array?.first { $0["id"]?.string == "visit" }
        #expect(visit?["award"] == ["fixed": 12])
    }

    @Test func `a trial is of what was tried, and no more once the draft is another`() throws {
        let manager = try laurel.manager, made = try draft(by: manager), path = "/rules/drafts/\(id(made))"
        #expect(try tryOut(id(made), by: manager).status == 200)
        let tried = try manager.get(path)
        let visit = try text("points/visit.yaml").replacing("fixed: 10", with: "fixed: 13")
        let changed = try manager.put(path, ["title": "More", "files": ["points/visit.yaml": .string(visit)]], etag: tried.etag)
        #expect(changed.json["trial"] == .null)
        expectRefusal(try manager.post("/rules/publish", ["draft": .string(id(made)), "answered": ["visit"]]), 409, "untried")
    }

    @Test func `an earlier set is read with what it would change back`() throws {
        var files = try laurel.admin.get("/rules/files").json["files"]?.object ?? [:]
        let first = files
        files["points/visit.yaml"] = .string(try text("points/visit.yaml").replacing("fixed: 10", with: "fixed: 12"))
        laurel.advance(to: laurel.clock.now.adding(seconds: 60))
        #expect(try laurel.admin.post("/rules/publish", ["files": .object(first), "effective": "2026-11-22"]).status == 200)
        #expect(try laurel.admin.post("/rules/publish", ["files": .object(files), "effective": "2026-11-23"]).status == 200)
        let versions = try laurel.admin.get("/rules/versions").items, old = versions[1]["publication"]?.int64 ?? 0
        let answer = try laurel.admin.get("/rules/files?publication=\(old)").json
        #expect(answer["files"] == .object(first))
        #expect(answer["differences"]?[0]?["path"]?.string == "points/visit.yaml")
        #expect(try laurel.admin.get("/rules/files?publication=1").status == 404)
    }
}
