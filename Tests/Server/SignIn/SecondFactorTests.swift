import JSON
import SignIn
import TestClients
import TestServer
import Testing

/// Six digits beside the password.
@Suite struct SecondFactorTests {
    private static let password = "a long way to Qingdao"

    /// Sets one up for the caller.
    private func setUp(_ laurel: ServerHarness, _ caller: TestCaller) throws -> (factor: OneTimePassword, recovery: [String]) {
        let begun = try caller.post("/session/second-factor", ["password": .string(Self.password)])
        let key = try #require(begun.json["key"]?.string)
        #expect(begun.status == 200 && begun.json["address"]?.string?.contains("secret=\(key)") == true && (begun.json["qr"]?.array?.count ?? 0) > 20)
        let factor = OneTimePassword(key: Self.bytes(key))
        let done = try caller.post("/session/second-factor/confirm", ["code": .string(code(factor, laurel))])
        #expect(done.status == 200)
        return (factor, done.json["recovery"]?.array?.compactMap(\.string) ?? [])
    }

    private func code(_ factor: OneTimePassword, _ laurel: ServerHarness) -> String { factor.code(at: OneTimePassword.step(at: laurel.clock.now)) }

    private static func bytes(_ key: String) -> [UInt8] {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var bytes: [UInt8] = [], bits = 0, count = 0
        for letter in key {
            (bits, count) = (bits << 5 | (letters.firstIndex(of: letter) ?? 0), count + 5)
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(bits >> count & 255))
                bits &= 1 << count - 1
            }
        }
        return bytes
    }

    private func signIn(_ laurel: ServerHarness, _ code: String? = nil, as name: String = "chen.jie") throws -> HTTPClient.Response {
        try laurel.nobody.post("/session", ["name": .string(name), "password": .string(Self.password), "code": code.map(JSONValue.string) ?? .null])
    }

    @Test func `a code is asked for, and good once`() throws {
        let laurel = try ServerHarness(password: Self.password), manager = try laurel.manager, other = try laurel.caller(laurel.signIn(["chen.jie"])[0])
        expectRefusal(try manager.post("/session/second-factor", ["password": "wrong"]), 422, "wrong-credentials")
        let (factor, recovery) = try setUp(laurel, manager)
        #expect(recovery.count == 10 && Set(recovery).count == 10)
        // Whoever else was signed in comes back with it.
        #expect(try other.get("/session").status == 401 && manager.get("/session").status == 200)
        #expect(try manager.get("/session/second-factor").json["recovery_left"] == 10)
        expectRefusal(try signIn(laurel), 401, "second-factor-needed")
        // The one that confirmed it is used.
        expectRefusal(try signIn(laurel, code(factor, laurel)), 401, "wrong-code")
        laurel.clock.now = laurel.clock.now.adding(seconds: 60)
        let now = code(factor, laurel)
        #expect(try signIn(laurel, now).status == 200)
        expectRefusal(try signIn(laurel, now), 401, "wrong-code")
        laurel.clock.now = laurel.clock.now.adding(seconds: 30)
        #expect(try signIn(laurel, " \(code(factor, laurel).prefix(3)) \(code(factor, laurel).suffix(3))").status == 200)
        // A wrong password says nothing of it.
        expectRefusal(try laurel.nobody.post("/session", ["name": "chen.jie", "password": "wrong", "code": .string(now)]), 401, "wrong-credentials")
    }

    @Test func `two who come with the same code are not both let in`() throws {
        let laurel = try ServerHarness(password: Self.password), (factor, _) = try setUp(laurel, laurel.manager)
        laurel.clock.now = laurel.clock.now.adding(seconds: 60)
        let callers = try (0..<4).map { _ in try laurel.nobody }, code = code(factor, laurel)
        for caller in callers { try caller.sendOnly("POST", "/session", ["name": "chen.jie", "password": .string(Self.password), "code": .string(code)], key: "k") }
        #expect(try callers.map { try $0.client.response().status }.count { $0 == 200 } == 1)
    }

    @Test func `guessing is slowed as passwords are, and a right password forgives nothing`() throws {
        let laurel = try ServerHarness(password: Self.password)
        _ = try setUp(laurel, laurel.manager)
        var statuses: [Int] = []
        for number in 0..<8 {
            statuses.append(try signIn(laurel, "00000\(number)").status)
            // In between the password alone, which is right.
            _ = try signIn(laurel)
        }
        #expect(statuses.contains(429) && !statuses.contains(200))
    }

    @Test func `recovery codes are good once`() throws {
        let laurel = try ServerHarness(password: Self.password), manager = try laurel.manager, (factor, recovery) = try setUp(laurel, manager)
        #expect(try signIn(laurel, recovery[0].uppercased()).status == 200)
        expectRefusal(try signIn(laurel, recovery[0]), 401, "wrong-code")
        #expect(try manager.get("/session/second-factor").json["recovery_left"] == 9)
        laurel.clock.now = laurel.clock.now.adding(seconds: 60)
        let renewed = try manager.post("/session/second-factor/codes", ["code": .string(code(factor, laurel))])
        #expect(renewed.status == 200)
        expectRefusal(try signIn(laurel, recovery[1]), 401, "wrong-code")
        #expect(try signIn(laurel, renewed.json["recovery"]?[0]?.string).status == 200)
    }

    @Test func `managers and those above need one where it is switched on, before anything else`() throws {
        let laurel = try ServerHarness(password: Self.password), manager = try laurel.manager, feed = try FeedClient(laurel, manager)
        try feed.send(["subscribe": "c", "feed": "celebrations"])
        _ = try feed.next("snapshot")
        #expect(try laurel.change(["second_factor": true]).status == 200)
        #expect(try feed.closeCode() == 4000)
        let session = try manager.get("/session")
        #expect(session.status == 200 && session.json["owes"] == "second-factor")
        expectRefusal(try manager.get("/members"), 403, "second-factor-required")
        expectRefusal(try manager.post("/adjustments", ["member": "li.na", "points": 1, "reason": "a good deed"]), 403, "second-factor-required")
        expectRefusal(try laurel.admin.get("/users"), 403, "second-factor-required")
        let held = try FeedClient(laurel, manager)
        #expect(try held.closeCode() == 4501)
        #expect(try laurel.rep.get("/members").status == 200)
        _ = try setUp(laurel, manager)
        #expect(try manager.get("/session").json["owes"] == nil && manager.get("/members").status == 200)
        // Nor is it given up again.
        expectRefusal(try manager.post("/session/second-factor/end", ["code": "000000"]), 403, "not-permitted")
    }

    @Test func `an administrator helps who has lost it, and nobody gets around their own`() throws {
        let laurel = try ServerHarness(password: Self.password), manager = try laurel.manager, admin = try laurel.admin
        _ = try setUp(laurel, manager)
        #expect(try admin.delete("/users/chen.jie/second-factor").status == 204)
        #expect(try manager.get("/session").status == 401 && signIn(laurel).status == 200)
        #expect(try admin.delete("/users/chen.jie/second-factor").status == 404 && admin.delete("/users/nobody/second-factor").status == 404)
        expectRefusal(try admin.delete("/users/admin/second-factor"), 403, "not-permitted")
        #expect(try admin.get("/audit?limit=100").text.contains("second-factor-reset"))
    }

    @Test func `a link for the password is no way around it`() throws {
        let laurel = try ServerHarness(password: Self.password)
        _ = try setUp(laurel, laurel.manager)
        let link = try #require(laurel.admin.post("/users/chen.jie/reset", [:]).json["link"]?.string), token = String(link.drop { $0 != "#" }.dropFirst())
        let answer = try laurel.nobody.post("/setup", ["token": .string(token), "password": "quite another way"])
        #expect(answer.status == 204 && !answer.headers.contains { $0.name == "set-cookie" })
    }

    @Test func `it is given up with a code`() throws {
        let laurel = try ServerHarness(password: Self.password), rep = try laurel.rep, (_, recovery) = try setUp(laurel, rep)
        expectRefusal(try rep.post("/session/second-factor/end", ["code": "123456"]), 422, "wrong-code")
        #expect(try rep.post("/session/second-factor/end", ["code": .string(recovery[3])]).status == 200)
        #expect(try signIn(laurel, as: "li.na").status == 200)
        expectRefusal(try rep.post("/session/second-factor/confirm", ["code": "123456"]), 404, "not-found")
    }
}
