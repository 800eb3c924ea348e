import JSON
import Providers
import SignIn
import TestClients
import TestServer
import Testing

/// Somebody with a browser, on the way to a provider and back.
struct ForeignVisitor {
    let laurel: ServerHarness
    let caller: TestCaller

    init(_ laurel: ServerHarness) throws { (self.laurel, caller) = (laurel, try laurel.nobody) }

    struct Way {
        let url: String
        /// What the browser holds of it.
        let cookie: String
    }

    func begin(_ provider: String = "openid") throws -> Way {
        let answer = try caller.post("/session/begin", ["provider": .string(provider)])
        guard answer.status == 200 else { throw HarnessFailure("\(answer.status) \(answer.text)") }
        let cookie = try #require(answer.headers.first { $0.name == "set-cookie" }?.value)
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Max-Age=600"))
        return Way(url: try #require(answer.json["url"]?.string), cookie: String(cookie.prefix { $0 != ";" }))
    }

    func finish(_ way: Way, _ back: [String: String], provider: String = "openid", more: JSONObject = [:]) throws -> HTTPClient.Response {
        var body: JSONObject = ["provider": .string(provider), "code": .string(back["code"] ?? ""), "state": .string(back["state"] ?? "")]
        for member in more { body[member.key] = member.value }
        return try caller.post("/session/finish", .object(body), headers: ["Cookie": way.cookie])
    }

    /// All of it.
    func signIn(_ server: OpenIDServer) throws -> HTTPClient.Response {
        let way = try begin()
        return try finish(way, server.visit(way.url))
    }

    /// A browser with the session that an answer began.
    func signedIn(_ answer: HTTPClient.Response) throws -> TestCaller {
        let cookie = try #require(answer.headers.first { $0.name == "set-cookie" && $0.value.hasPrefix("laurel=") }?.value)
        return try laurel.caller(TestSession(secret: String(cookie.dropFirst(7).prefix { $0 != ";" }), csrf: answer.json["csrf"]?.string ?? ""))
    }
}

extension ServerHarness {
    /// With an OpenID provider that was named at the start.
    static func with(_ server: OpenIDServer, password: String? = nil, settings: JSONObject = [:]) throws -> ServerHarness {
        let laurel = try ServerHarness(password: password) { configuration in
            configuration.options.openID = OpenIDSettings(issuer: server.issuer, client: server.client, secret: server.secret, isFixed: true)
        }
        if !settings.isEmpty { #expect(try laurel.change(settings).status == 200) }
        return laurel
    }

    /// Changes the settings of signing in.
    @discardableResult
    func change(_ settings: JSONObject) throws -> HTTPClient.Response {
        let etag = try admin.get("/settings/sign-in").json["etag"]?.string ?? ""
        return try admin.put("/settings/sign-in", .object(settings), etag: etag)
    }

    /// The address for letters of an account.
    func mail(_ address: String, of account: String) throws { try write { try $0.letterBoxes.put(address, of: account) } }

    /// Seconds of its clock.
    var seconds: Int64 { clock.now.microseconds / 1_000_000 }
}
