import JSON
import TestServer
import TestClients
import Testing

/// Strangers who guess passwords, behind a proxy that says where they are.
@Suite struct GuessingTests {
    private static let password = "a long way to Qingdao"

    private func laurel() throws -> ServerHarness {
        try ServerHarness(password: Self.password) { $0.options.trustedProxies = ["127.0.0.0/8"] }
    }

    private func signIn(_ laurel: ServerHarness, _ name: String, _ password: String = password, from address: String, cookie: String? = nil) throws -> HTTPClient.Response {
        let cookie = cookie.map { ["Cookie": $0] } ?? [:]
        return try laurel.nobody.post("/session", ["name": .string(name), "password": .string(password)], headers: ["X-Forwarded-For": address].merging(cookie) { $1 })
    }

    /// The cookies that an answer set, as a browser sends them back.
    private func cookies(_ answer: HTTPClient.Response) -> [String] {
        answer.headers.filter { $0.name == "set-cookie" }.map { String($0.value.prefix { $0 != ";" }) }
    }

    @Test func `a stranger locks nobody out`() throws {
        let laurel = try laurel()
        for _ in 0..<5 { expectRefusal(try signIn(laurel, "li.na", "wrong", from: "192.0.2.1"), 401, "wrong-credentials") }
        expectRefusal(try signIn(laurel, "li.na", "wrong", from: "192.0.2.1"), 429, "overloaded")
        #expect(try signIn(laurel, "li.na", from: "192.0.2.2").status == 200)
        // Neighbours behind the same proxy, and at the same address, neither.
        #expect(try signIn(laurel, "chen.jie", from: "192.0.2.1").status == 200)
        expectRefusal(try signIn(laurel, "li.na", from: "192.0.2.1"), 429, "overloaded")
    }

    @Test func `an IPv6 address is its network`() throws {
        let laurel = try laurel()
        for number in 1...5 { _ = try signIn(laurel, "li.na", "wrong", from: "2001:db8:1:2::\(number)") }
        expectRefusal(try signIn(laurel, "li.na", from: "2001:db8:1:2:ffff::1"), 429, "overloaded")
        #expect(try signIn(laurel, "li.na", from: "2001:db8:1:3::1").status == 200)
    }

    @Test func `a device that has signed in is kept out by nobody else`() throws {
        let laurel = try laurel()
        let device = try #require(cookies(signIn(laurel, "li.na", from: "192.0.2.1")).last)
        #expect(device.hasPrefix("laurel-device="))
        for _ in 0..<6 { _ = try signIn(laurel, "li.na", "wrong", from: "192.0.2.1") }
        expectRefusal(try signIn(laurel, "li.na", from: "192.0.2.1"), 429, "overloaded")
        #expect(try signIn(laurel, "li.na", from: "192.0.2.1", cookie: device).status == 200)
        // A server that starts anew knows it again, and another account's guesses are a stranger's.
        laurel.stopServer()
        try laurel.startServer()
        for _ in 0..<5 { _ = try signIn(laurel, "chen.jie", "wrong", from: "192.0.2.1", cookie: device) }
        expectRefusal(try signIn(laurel, "chen.jie", from: "192.0.2.1", cookie: device), 429, "overloaded")
        for _ in 0..<6 { _ = try signIn(laurel, "li.na", "wrong", from: "192.0.2.3") }
        #expect(try signIn(laurel, "li.na", from: "192.0.2.3", cookie: device).status == 200)
        // With its mark one guesses no better than without.
        for _ in 0..<5 { _ = try signIn(laurel, "li.na", "wrong", from: "192.0.2.4", cookie: device) }
        expectRefusal(try signIn(laurel, "li.na", from: "192.0.2.5", cookie: device), 429, "overloaded")
    }

    @Test func `who has a session from an address is not held up by strangers there`() throws {
        let laurel = try laurel()
        #expect(try signIn(laurel, "li.na", from: "192.0.2.1").status == 200)
        for number in 0..<55 { _ = try signIn(laurel, "nobody-\(number)", "wrong", from: "192.0.2.1") }
        expectRefusal(try signIn(laurel, "chen.jie", from: "192.0.2.1"), 429, "overloaded")
        #expect(try signIn(laurel, "li.na", from: "192.0.2.1").status == 200)
        // It guesses no better for that.
        for _ in 0..<5 { expectRefusal(try signIn(laurel, "li.na", "wrong", from: "192.0.2.1"), 401, "wrong-credentials") }
        expectRefusal(try signIn(laurel, "li.na", from: "192.0.2.1"), 429, "overloaded")
    }

    @Test func `who is signed in changes the password whatever strangers try`() throws {
        let laurel = try laurel()
        for _ in 0..<6 { _ = try signIn(laurel, "li.na", "wrong", from: "127.0.0.1") }
        #expect(try laurel.rep.post("/session/password", ["current": .string(Self.password), "password": "an even longer way"]).status == 204)
    }

    @Test func `who is signed in guesses no password either`() throws {
        let laurel = try laurel(), rep = try laurel.rep
        for _ in 0..<5 { expectRefusal(try rep.post("/session/password", ["current": "wrong", "password": "an even longer way"]), 422, "wrong-credentials") }
        expectRefusal(try rep.post("/session/password", ["current": .string(Self.password), "password": "an even longer way"]), 429, "overloaded")
    }

    @Test func `what stayed shut stands in the audit`() throws {
        let laurel = try laurel()
        for _ in 0..<7 { _ = try signIn(laurel, "li.na", "wrong", from: "192.0.2.1") }
        _ = try signIn(laurel, "my secret password", "li.na", from: "192.0.2.2")
        _ = try laurel.rep.get("/audit")
        _ = try laurel.admin.get("/exports/entries.csv")
        let lines = try laurel.admin.get("/audit?limit=100").items
        let line = { (action: String) in lines.filter { $0["action"]?.string == action } }
        #expect(line("sign-in-failed").map { $0["subject"]?.string } == [nil, "li.na"])
        #expect(line("sign-in-failed").map { $0["from"]?.string } == ["192.0.2.2", "192.0.2.1"])
        #expect(line("sign-in-slowed").map { $0["subject"]?.string } == ["li.na"])
        #expect(line("access-refused").map { $0["subject"]?.string } == ["GET /api/v1/audit"])
        #expect(line("access-refused").first?["actor"]?["id"]?.string == "li.na")
        #expect(line("exported").map { $0["subject"]?.string } == ["entries.csv"])
        #expect(!String(decoding: JSONValue.array(lines).bytes, as: UTF8.self).contains("secret"))
        #expect(try laurel.admin.get("/audit?kind=session").items.contains { $0["action"]?.string == "sign-in-failed" })
        #expect(try laurel.admin.get("/audit?kind=refusal").items.count == 1 && laurel.admin.get("/audit?kind=export").items.count == 1)
        // The rest of a minute is told when it is over, or the server stops.
        laurel.stopServer()
        try laurel.startServer()
        let failed = try laurel.admin.get("/audit?limit=100").items.filter { $0["action"]?.string == "sign-in-failed" && $0["subject"]?.string == "li.na" }
        #expect(failed.map { $0["detail"]?["count"]?.int64 } == [4, nil])
    }
}
