import JSON
import TestClients
import TestServer
import Testing

@Suite("A screen on the wall") struct ScreenTests {
    private let laurel: ServerHarness

    init() throws { laurel = try ServerHarness() }

    /// A screen that shows a code: its answer, and itself as a caller.
    private func ask() throws -> (code: String, id: String, screen: TestCaller) {
        let answer = try laurel.nobody.post("/screens", [:])
        #expect(answer.status == 201 && answer.header("Set-Cookie")?.contains("laurel-screen=") == true, "\(answer.text)")
        let code = try #require(answer.json["code"]?.string), secret = try #require(answer.json["secret"]?.string)
        #expect(code.count == 6 && code.allSatisfy(\.isNumber))
        return (code, try #require(answer.json["id"]?.string), try laurel.caller(bearing: secret))
    }

    private func confirm(_ code: String, _ more: JSONObject = [:]) throws -> HTTPClient.Response {
        var body = more
        body["code"] = .string(code)
        return try laurel.admin.post("/screens/confirm", .object(body))
    }

    @Test func `watches once an administrator has typed its code, and does nothing else`() throws {
        let (code, id, screen) = try ask()
        #expect(try screen.get("/boards").status == 401)
        #expect(try laurel.nobody.get("/screens/\(id)").json["state"]?.string == "waiting")
        let confirmed = try confirm(code, ["boards": ["points-month"], "language": "zh-Hans", "sound": true, "pace": 45, "name": "Lobby"])
        #expect(confirmed.status == 201 && confirmed.json["name"]?.string == "Lobby", "\(confirmed.text)")
        expectRefusal(try confirm(code), 404, "not-found", at: "/code")
        let own = try screen.get("/screens/me").json
        #expect(own["state"]?.string == "confirmed" && own["boards"] == ["points-month"] && own["pace"]?.int64 == 45 && own["company"]?["timezone"]?.string == "Asia/Shanghai")
        #expect(try screen.get("/screens/\(id)").status == 200)
        #expect(try screen.get("/boards").items.map { $0["id"]?.string } == ["points-month"])
        #expect(try screen.get("/boards/points-month").status == 200)
        #expect(try screen.get("/celebrations").status == 200)
        #expect(try screen.get("/targets/attainment?of=company").status == 200)
        #expect(try screen.get("/teams").status == 200)
        for path in ["/session", "/members", "/members/li.na", "/members/li.na/badges", "/kudos", "/notices", "/targets/attainment", "/targets", "/rules", "/rewards", "/screens", "/audit"] {
            #expect(try screen.get(path).status == 403, "\(path)")
        }
        #expect(try screen.post("/kudos", ["to": "li.na", "reason": "help"]).status == 403)
        #expect(try screen.post("/screens/confirm", ["code": "000000"]).status == 403)
        #expect(try screen.get("/boards/revenue-month").status == 404)
        #expect(try laurel.nobody.get("/screens/\(id)").status == 404)
    }

    @Test(arguments: [0, 4, 601, -20]) func `turns at a pace that people can read`(_ pace: Int) throws {
        expectRefusal(try confirm(try ask().code, ["pace": .number(Decimal(pace))]), 422, "malformed", at: "/pace")
    }

    @Test func `is revoked, and its live connection ends`() throws {
        let (code, id, screen) = try ask()
        #expect(try confirm(code).status == 201)
        let feed = try FeedClient(laurel, screen)
        try feed.send(["subscribe": "b", "board": "points-month", "period": "current", "window": ["top": 20]])
        _ = try feed.next("snapshot")
        #expect(try laurel.admin.get("/screens").items.map { $0["id"]?.string } == [id])
        #expect(try laurel.admin.delete("/screens/\(id)").status == 204)
        #expect(try feed.closeCode() == 4501)
        #expect(try screen.get("/boards").status == 401)
        #expect(try laurel.admin.delete("/screens/\(id)").status == 404)
    }

    @Test func `sees on the feed the boards that were chosen, and nobody's affairs`() throws {
        let (code, _, screen) = try ask()
        #expect(try confirm(code, ["boards": ["points-month"], "team": "east-1"]).status == 201)
        let feed = try FeedClient(laurel, screen)
        try feed.send(["subscribe": "t", "board": "points-month", "period": "current", "scope": "team:east-1", "window": ["top": 20]])
        _ = try feed.next("snapshot")
        for (name, request) in [
            ("other board", ["board": "revenue-quarter", "period": "current", "window": ["top": 20]] as JSONObject),
            ("other team", ["board": "points-month", "period": "current", "scope": "team:west", "window": ["top": 20]]), ("me", ["feed": "me"]), ("approvals", ["feed": "approvals"]),
        ] {
            var request = request
            request["subscribe"] = .string(name)
            try feed.send(.object(request))
            let answer = try feed.next()
            #expect(answer["sub"]?.string == name && answer["error"] != nil, "\(answer)")
        }
        try feed.send(["subscribe": "c", "feed": "celebrations"])
        _ = try feed.next("snapshot")
    }

    @Test func `shows another code when it asks again, and codes are forgotten`() throws {
        let (code, id, _) = try ask()
        laurel.clock.now = laurel.clock.now.adding(seconds: 601)
        expectRefusal(try confirm(code), 404, "not-found", at: "/code")
        #expect(try laurel.nobody.get("/screens/\(id)").status == 404)
        let (again, _, screen) = try ask()
        expectRefusal(try confirm(again, ["boards": ["none"]]), 404, "not-found", at: "/boards/0")
        expectRefusal(try confirm(again, ["team": "none"]), 422, "unknown-team", at: "/team")
        // What did not hold has not used up the code.
        #expect(try confirm(again).status == 201)
        #expect(try screen.get("/boards").status == 200)
    }
}
