import Addresses
import JSON
import Outbound
import Providers
import SignIn
import TestServer
import Testing

/// Signing in by a code that WeCom, DingTalk or Feishu scans.
@Suite struct ScanTests {
    private func office(_ server: ScanServer) throws -> ServerHarness {
        let laurel = try ServerHarness { configuration in
            let loopback = AddressRange("127.0.0.0/8").map { [$0] } ?? []
            configuration.options.providerReach = Fetcher.Reach(policy: AddressPolicy(allowing: loopback), allowsHTTP: true)
        }
        var settings: JSONObject = ["match": "userid"]
        for kind in ["wecom", "dingtalk", "feishu"] {
            settings[kind] = ["client_id": "corp", "client_secret": "s3cret", "agent": "1000002", "pages": .string(server.url), "api": .string(server.url), "directory": .string(server.url)]
        }
        #expect(try laurel.change(settings).status == 200)
        return laurel
    }

    private static let pages = [
        ("wecom", "/wwlogin/sso/login?login_type=CorpApp&appid=corp&agentid=1000002&redirect_uri="), ("dingtalk", "/oauth2/auth?redirect_uri="),
        ("feishu", "/open-apis/authen/v1/authorize?client_id=corp&response_type=code&redirect_uri="),
    ]

    @Test(arguments: pages)
    func `somebody signs in`(provider: String, page: String) throws {
        let server = ScanServer(), laurel = try office(server), visitor = try ForeignVisitor(laurel)
        // Feishu tells an open id, and the company's mail.
        if provider == "feishu" {
            try laurel.mail("li.na@example.com", of: "li.na")
            #expect(try laurel.change(settings(laurel, match: "email")).status == 200)
        }
        let way = try visitor.begin(provider)
        #expect(way.url.hasPrefix(server.url + page) && way.url.contains("%2Flogin%2F\(provider)"))
        let state = OpenIDServer.fields(String(way.url.split(separator: "?")[1]))["state"] ?? ""
        let answer = try visitor.finish(way, ["code": "code-1", "state": state], provider: provider)
        #expect(answer.status == 200 && answer.json["person"]?["account"] == "li.na")
        // The code was good once, and the state too.
        expectRefusal(try visitor.finish(way, ["code": "code-1", "state": state], provider: provider), 401, "sign-in-refused")
        let again = try visitor.begin(provider), next = OpenIDServer.fields(String(again.url.split(separator: "?")[1]))["state"] ?? ""
        expectRefusal(try visitor.finish(again, ["code": "code-1", "state": next], provider: provider), 401, "sign-in-refused")
    }

    private func settings(_ laurel: ServerHarness, match: String) throws -> JSONObject {
        let known = try laurel.admin.get("/settings/sign-in").json
        var settings: JSONObject = ["match": .string(match)]
        for kind in ["wecom", "dingtalk", "feishu"] {
            var object = known[kind]?.object ?? [:]
            object["has_secret"] = nil
            settings[kind] = .object(object)
        }
        return settings
    }

    /// Answers that say that it is somebody, but none of the company's.
    @Test(arguments: [
        ("wecom", "/cgi-bin/auth/getuserinfo", ["errcode": 0, "openid": "stranger"]), ("wecom", "/cgi-bin/gettoken", ["errcode": 40001]),
        ("wecom", "/cgi-bin/auth/getuserinfo", ["errcode": "0", "userid": "li.na"]),
        ("dingtalk", "/topapi/user/getbyunionid", ["errcode": 60121]), ("dingtalk", "/topapi/user/getbyunionid", ["errcode": 0, "result": ["contact_type": 1, "userid": "li.na"]]),
        ("dingtalk", "/v1.0/contact/users/me", ["nick": "李娜"]),
        ("feishu", "/open-apis/authen/v1/user_info", ["code": 20005]), ("feishu", "/open-apis/authen/v2/oauth/token", ["code": 20003]), ("feishu", "/open-apis/authen/v1/user_info", ["code": 0]),
    ] as [(String, String, JSONObject)])
    func `who is none of the company's does not`(provider: String, path: String, answer: JSONObject) throws {
        let server = ScanServer(), laurel = try office(server), visitor = try ForeignVisitor(laurel)
        server.answers(path, answer)
        let way = try visitor.begin(provider), state = OpenIDServer.fields(String(way.url.split(separator: "?")[1]))["state"] ?? ""
        let given = try visitor.finish(way, ["code": "code-1", "state": state], provider: provider)
        #expect([401, 502].contains(given.status) && !given.headers.contains { $0.name == "set-cookie" })
    }

    @Test func `the app's own token is kept`() throws {
        let server = ScanServer(), laurel = try office(server), visitor = try ForeignVisitor(laurel)
        for number in 0..<3 {
            server.allow("code-\(number)")
            let way = try visitor.begin("wecom"), state = OpenIDServer.fields(String(way.url.split(separator: "?")[1]))["state"] ?? ""
            #expect(try visitor.finish(way, ["code": .init("code-\(number)"), "state": state], provider: "wecom").status == 200)
        }
        #expect(server.count("/cgi-bin/gettoken") == 1)
    }

    @Test func `secrets go in and never come out`() throws {
        let server = ScanServer(), laurel = try office(server)
        let answer = try laurel.admin.get("/settings/sign-in")
        #expect(!answer.text.contains("s3cret") && answer.json["wecom"]?["has_secret"] == true)
        // To another address it is not sent: it is asked for anew.
        var settings = try self.settings(laurel, match: "userid"), wecom = settings["wecom"]?.object ?? [:]
        wecom["api"] = "https://evil.example.com"
        settings["wecom"] = .object(wecom)
        expectRefusal(try laurel.change(settings), 422, "malformed")
    }
}
