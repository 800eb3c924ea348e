import Identity
import JSON
import Periods
import PointsEngine
import Store
import TestClients
import Testing

@testable import API

/// Hashing is slow on purpose, so that one server, and one hash for all its people, serve as many tests as they can.
@Suite struct SignInTests {
    private static let password = "a long way to Qingdao"

    private func laurel(_ configure: (inout Server.Configuration) -> Void = { _ in }) throws -> ServerHarness {
        try ServerHarness(password: Self.password, configure)
    }

    private func signIn(_ caller: TestCaller, _ name: String, _ password: String = password) throws -> HTTPClient.Response {
        try caller.post("/session", ["name": .string(name), "password": .string(password)])
    }

    /// The browser that an answer signed in.
    private func browser(_ answer: HTTPClient.Response, _ laurel: ServerHarness) throws -> TestCaller {
        let cookie = (answer.header("set-cookie") ?? "").prefix { $0 != ";" }
        return try laurel.caller(TestSession(secret: String(cookie.drop { $0 != "=" }.dropFirst()), csrf: answer.json["csrf"]?.string ?? ""))
    }

    @Test func `the password opens a session with a cookie that scripts cannot read`() throws {
        let laurel = try laurel()
        let answer = try signIn(laurel.nobody, "li.na")
        #expect(answer.status == 200)
        #expect(answer.json["person"]?["id"]?.string == "li.na")
        let cookie = answer.header("set-cookie") ?? ""
        #expect(cookie.hasPrefix("laurel="))
        #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict; Max-Age=15552000"))
        let browser = try browser(answer, laurel)
        #expect(try browser.get("/session").json["csrf"] == answer.json["csrf"])
        #expect(try browser.patch("/session", ["language": "en"]).status == 200)
    }

    @Test func `under HTTPS the cookie is bound to the host`() throws {
        let laurel = try laurel { $0.options.publicURL = "https://laurel.example" }
        let cookie = try signIn(laurel.nobody, "li.na").header("set-cookie") ?? ""
        #expect(cookie.hasPrefix("__Host-laurel="))
        #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict; Max-Age=15552000; Secure"))
    }

    @Test func `a name that is not there costs as many hashes as one that is`() throws {
        let laurel = try laurel()
        let invited = try laurel.admin.post("/users", ["name": "invited", "role": "rep"])
        #expect(invited.status == 201)
        for name in ["li.na", "nobody-of-that-name", "invited"] {
            let before = laurel.server.passwordHashes
            expectRefusal(try signIn(laurel.nobody, name, "wrong"), 401, "wrong-credentials")
            #expect(laurel.server.passwordHashes == before + 1, "\(name)")
        }
    }

    @Test func `guessing is slowed by name and forgiven later`() throws {
        let laurel = try laurel(), nobody = try laurel.nobody
        #expect(try signIn(nobody, "li.na", "wrong").json["left"]?.int64 == 4)
        for _ in 0..<4 { expectRefusal(try signIn(nobody, "li.na", "wrong"), 401, "wrong-credentials") }
        let answer = try signIn(nobody, "li.na")
        expectRefusal(answer, 429, "overloaded")
        let wait = Int64(answer.header("retry-after") ?? "") ?? 0
        #expect(1...5 ~= wait)
        // Others are not kept waiting.
        #expect(try signIn(nobody, "chen.jie").status == 200)
        laurel.advance(to: laurel.clock.now.adding(seconds: wait))
        #expect(try signIn(nobody, "li.na").status == 200)
    }

    @Test func `many guesses at once are not free`() throws {
        let laurel = try laurel()
        let callers = try (0..<30).map { _ in try laurel.nobody }
        let before = laurel.server.passwordHashes
        for caller in callers { try caller.sendOnly("POST", "/session", ["name": "li.na", "password": "wrong"], key: "k") }
        let answers = try callers.map { try $0.client.response() }
        #expect(answers.count { $0.status == 401 } == 5)
        #expect(answers.count { $0.status == 429 } == 25)
        #expect(laurel.server.passwordHashes == before + 5)
    }

    @Test func `a disabled account and one whose member left are not let in`() throws {
        let laurel = try laurel(), admin = try laurel.admin
        let etag = try admin.get("/users").items.first { $0["name"]?.string == "li.na" }?["etag"]?.string
        #expect(try admin.patch("/users/li.na", ["disabled": true], etag: etag).json["disabled"]?.bool == true)
        expectRefusal(try laurel.rep.get("/session"), 401, "not-signed-in")
        expectRefusal(try signIn(laurel.nobody, "li.na"), 401, "wrong-credentials")
        #expect(try admin.patch("/members/ma.chao", ["left": "2026-11-20"]).status == 200)
        expectRefusal(try signIn(laurel.nobody, "ma.chao"), 401, "wrong-credentials")
    }

    @Test func `another password ends every other session`() throws {
        let laurel = try laurel()
        let here = try browser(signIn(laurel.nobody, "li.na"), laurel), elsewhere = try laurel.rep
        expectRefusal(try here.post("/session/password", ["current": "wrong", "password": "an even longer way"]), 422, "wrong-credentials")
        expectRefusal(try here.post("/session/password", ["current": .string(Self.password), "password": "12345678"]), 422, "weak-password")
        let answer = try here.post("/session/password", ["current": .string(Self.password), "password": "an even longer way"])
        #expect(answer.status == 204)
        // This one too; the browser has another now.
        #expect(try here.get("/session").status == 401)
        let session = try browser(answer, laurel).get("/session")
        #expect(session.status == 200 && session.json["csrf"]?.string != nil)
        #expect(try elsewhere.get("/session").status == 401)
        expectRefusal(try signIn(laurel.nobody, "li.na"), 401, "wrong-credentials")
        #expect(try signIn(laurel.nobody, "li.na", "an even longer way").status == 200)
    }

    @Test(arguments: ["short", "password", "PASSWORD", "11111111", "12345678", "li.na.li.na", "qwerty123", String(repeating: "long", count: 100)])
    func `weak passwords are refused`(_ password: String) {
        #expect(throws: Problem.self) { try PasswordRules.check(password, for: "li.na") }
    }

    @Test(arguments: ["eight88!", "correct horse battery staple", "一路顺风去青岛玩吧", "p4ssw0rd-but-longer"])
    func `others are taken`(_ password: String) throws {
        try PasswordRules.check(password, for: "li.na")
    }
}
