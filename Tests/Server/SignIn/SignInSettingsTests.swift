import JSON
import Providers
import TestServer
import Testing

/// What administrators choose about signing in.
@Suite struct SignInSettingsTests {
    private static let password = "a long way to Qingdao"

    @Test func `passwords can be switched off, but for one account`() throws {
        let server = OpenIDServer([:]), laurel = try ServerHarness.with(server, password: Self.password)
        for but in ["nobody", "li.na", "chen.jie"] { expectRefusal(try laurel.change(["passwords": ["on": false, "but": .string(but)]]), 422, "malformed") }
        expectRefusal(try laurel.change(["passwords": ["on": false]]), 422, "malformed")
        let link = try #require(laurel.admin.post("/users/li.na/reset", [:]).json["link"]?.string)
        #expect(try laurel.change(["passwords": ["on": false, "but": "admin"]]).status == 200)
        #expect(try laurel.nobody.get("/session").json["company"]?["passwords"] == false)
        func signIn(_ name: String, _ password: String = Self.password) throws -> (Int, String?) {
            let answer = try laurel.nobody.post("/session", ["name": .string(name), "password": .string(password)])
            return (answer.status, answer.code)
        }
        #expect(try signIn("li.na") == (403, "passwords-off") && signIn("admin").0 == 200)
        // Who does not know the password learns nothing.
        #expect(try signIn("li.na", "wrong") == (401, "wrong-credentials") && signIn("nobody", "wrong") == (401, "wrong-credentials"))
        // A link is no way around it.
        expectRefusal(try laurel.nobody.post("/setup", ["token": .string(String(link.drop { $0 != "#" }.dropFirst())), "password": "quite another way"]), 403, "passwords-off")
        #expect(try laurel.change(["passwords": ["on": true]]).status == 200 && signIn("li.na").0 == 200)
    }

    @Test func `without a provider passwords stay`() throws {
        let laurel = try ServerHarness(password: Self.password)
        expectRefusal(try laurel.change(["passwords": ["on": false, "but": "admin"]]), 409, "conflict")
    }

    @Test(arguments: [
        ["openid": ["issuer": "id.example.com", "client_id": "a", "client_secret": "b"]], ["openid": ["issuer": "http://id.example.com", "client_id": "a", "client_secret": "b"]],
        ["openid": ["issuer": "https://a@id.example.com", "client_id": "a", "client_secret": "b"]], ["openid": ["issuer": "https://id.example.com", "client_id": "a"]],
        ["wecom": ["client_id": "a", "client_secret": "b"]], ["feishu": ["client_id": "a", "client_secret": "b", "api": "ftp://x"]],
        ["roles": ["claim": "groups", "map": ["a": "emperor"]]], ["roles": ["claim": "", "map": [:]]],
    ] as [JSONObject])
    func `what cannot hold is refused`(settings: JSONObject) throws {
        let laurel = try ServerHarness()
        expectRefusal(try laurel.change(settings), 422, "malformed")
        #expect(try laurel.nobody.get("/session").json["company"]?["sso"] == false)
    }

    @Test func `who was first is not written over, and the server keeps it`() throws {
        let laurel = try ServerHarness(), admin = try laurel.admin
        let settings: JSONObject = ["openid": ["issuer": "https://id.example.com/.well-known/openid-configuration", "client_id": "a", "client_secret": "b"], "title": "Example"]
        #expect(try laurel.change(settings).json["openid"]?["issuer"] == "https://id.example.com")
        expectRefusal(try admin.put("/settings/sign-in", .object(settings), etag: "1"), 412, "stale")
        laurel.stopServer()
        try laurel.startServer()
        let read = try laurel.admin.get("/settings/sign-in").json
        #expect(read["openid"]?["client_id"] == "a" && read["openid"]?["has_secret"] == true && read["etag"] == "2" && read["addresses"]?["openid"]?.string?.hasSuffix("/login/openid") == true)
        #expect(try laurel.nobody.get("/session").json["company"]?["providers"] == [["id": "openid", "title": "Example"]])
    }

    @Test func `a provider is tried before it is relied on`() throws {
        let server = OpenIDServer([:]), laurel = try ServerHarness.with(server)
        #expect(try laurel.admin.post("/settings/sign-in/check", [:]).json == ["reachable": true, "detail": .null])
        // One that somebody names on the page is reached as webhooks are, and not inside the network.
        let other = try ServerHarness()
        #expect(try other.change(["openid": ["issuer": .string(server.issuer), "client_id": "a", "client_secret": "b"]]).status == 200)
        let answer = try other.admin.post("/settings/sign-in/check", [:]).json
        #expect(answer["reachable"] == false && answer["detail"]?.string?.contains("127.0.0.1") == true)
    }
}
