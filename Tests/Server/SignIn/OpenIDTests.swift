import JSON
import Providers
import Receivers
import SignIn
import TestClients
import TestServer
import Testing

/// Signing in by OpenID Connect, against a provider that is honest and against one that cheats, over real sockets.
@Suite struct OpenIDTests {
    private static let start = ServerHarness.start.microseconds / 1_000_000

    private static func person(_ changes: JSONObject = [:]) -> JSONObject {
        var person: JSONObject = [
            "sub": "u-1", "email": "li.na@example.com", "email_verified": true, "name": "李娜", "exp": .number(Decimal(start + 300)), "iat": .number(Decimal(start)), "sid": "s-1",
        ]
        for member in changes { person[member.key] = member.value.isNull ? nil : member.value }
        return person
    }

    private func office(_ server: OpenIDServer, settings: JSONObject = [:]) throws -> ServerHarness {
        let laurel = try ServerHarness.with(server, settings: settings)
        try laurel.mail("Li.Na@example.com", of: "li.na")
        return laurel
    }

    @Test(arguments: [SigningKey.Kind.rsa, .ec, .edwards])
    func `somebody signs in`(kind: SigningKey.Kind) throws {
        let server = OpenIDServer(Self.person(), keys: [SigningKey(kind, id: "k1")]), laurel = try office(server), visitor = try ForeignVisitor(laurel)
        let company = try visitor.caller.get("/session").json["company"]
        #expect(company?["sso"] == true && company?["passwords"] == true && company?["providers"] == [["id": "openid", "title": .null]])
        let way = try visitor.begin(), back = server.visit(way.url)
        #expect(back["method"] == "S256" && back["client"] == "laurel" && back["redirect"]?.hasSuffix("/login/openid") == true)
        let answer = try visitor.finish(way, back)
        #expect(answer.status == 200 && answer.json["person"]?["account"] == "li.na")
        let cookies = answer.headers.filter { $0.name == "set-cookie" }.map(\.value)
        #expect(cookies.contains { $0.hasPrefix("laurel-sign-in=;") && $0.contains("Max-Age=0") })
        #expect(try visitor.signedIn(answer).get("/members/me/balance").status == 200)
        // From now on the subject alone counts, whatever the address is.
        server.isNow(Self.person(["email": "someone.else@example.com", "email_verified": false]))
        #expect(try visitor.signIn(server).json["person"]?["account"] == "li.na")
        server.isNow(Self.person(["sub": "u-2"]))
        expectRefusal(try visitor.signIn(server), 403, "no-account")
        // What was learnt is not asked for again.
        #expect(server.count("/.well-known/openid-configuration") == 1 && server.count("/keys") == 1)
    }

    // MARK: What a provider says

    @Test(arguments: [
        ["nonce": "another"], ["nonce": .null], ["aud": "another"], ["aud": ["laurel", "another"]], ["azp": "another"], ["iss": "https://id.example.com"],
        ["exp": .number(Decimal(start - 121))], ["iat": .number(Decimal(start + 121))], ["sub": .null],
    ] as [JSONObject])
    func `a token that does not hold opens nothing`(claims: JSONObject) throws {
        let server = OpenIDServer(Self.person()), laurel = try office(server), visitor = try ForeignVisitor(laurel)
        server.cheats { $0.claims = claims }
        let answer = try visitor.signIn(server)
        expectRefusal(answer, 401, "sign-in-refused")
        #expect(!answer.headers.contains { $0.name == "set-cookie" })
    }

    @Test func `a signature that does not hold opens nothing`() throws {
        let key = SigningKey(.rsa, id: "k1"), stranger = SigningKey(.rsa, id: "k1")
        let server = OpenIDServer(Self.person(), keys: [key]), laurel = try office(server), visitor = try ForeignVisitor(laurel)
        let makers: [@Sendable (JSONObject) -> String] = [
            { SigningKey.unsigned($0) }, { key.signedWithPublicKey($0) }, { stranger.sign($0) }, { SigningKey.unsigned($0, algorithm: "RS256") },
            { key.sign($0, header: ["kid": "k9"]) }, { _ in "" }, { _ in "a.b.c" }, { key.sign($0) + "A" },
        ]
        for make in makers {
            server.cheats { $0.token = make }
            expectRefusal(try visitor.signIn(server), 401, "sign-in-refused")
        }
        server.cheats { $0.token = nil }
        #expect(try visitor.signIn(server).status == 200)
    }

    @Test func `an address that nobody vouches for is nobody's`() throws {
        for changes in [["email_verified": false], ["email_verified": .null], ["email_verified": "no"], ["email": .null], ["email": "nobody@example.com"]] as [JSONObject] {
            let server = OpenIDServer(Self.person(changes)), laurel = try office(server)
            expectRefusal(try ForeignVisitor(laurel).signIn(server), 403, "no-account")
        }
    }

    @Test func `keys are renewed, and asked for once a minute`() throws {
        let server = OpenIDServer(Self.person()), laurel = try office(server), visitor = try ForeignVisitor(laurel)
        #expect(try visitor.signIn(server).status == 200)
        server.rotate(to: [SigningKey(.rsa, id: "k2")])
        // Just asked for: nobody can make us ask and ask.
        expectRefusal(try visitor.signIn(server), 401, "sign-in-refused")
        #expect(server.count("/keys") == 1)
        laurel.clock.now = laurel.clock.now.adding(seconds: 61)
        #expect(try visitor.signIn(server).status == 200 && server.count("/keys") == 2)
        server.cheats { $0.header = ["kid": "k3"] }
        for _ in 0..<5 { expectRefusal(try visitor.signIn(server), 401, "sign-in-refused") }
        #expect(server.count("/keys") == 2)
    }

    @Test(arguments: [["issuer": "https://id.example.com"], ["issuer": .null], ["authorization_endpoint": .null], ["jwks_uri": .null], ["token_endpoint": "ftp://id.example.com/token"], ["authorization_endpoint": "javascript:alert(1)"]] as [JSONObject])
    func `a discovery document that speaks for another is not followed`(document: JSONObject) throws {
        let server = OpenIDServer(Self.person()), laurel = try office(server)
        server.cheats { $0.document = document }
        let answer = try ForeignVisitor(laurel).caller.post("/session/begin", ["provider": "openid"])
        #expect([401, 502].contains(answer.status) && ["sign-in-refused", "provider-unavailable"].contains(answer.code))
    }

    @Test(arguments: ["http://169.254.169.254/latest/meta-data", "http://10.0.0.1/token", "http://[::1]:1/token"])
    func `a provider cannot make us ask inside the network`(place: String) throws {
        let server = OpenIDServer(Self.person()), laurel = try office(server), visitor = try ForeignVisitor(laurel)
        server.cheats { $0.document = ["token_endpoint": .string(place)] }
        expectRefusal(try visitor.signIn(server), 502, "provider-unavailable")
        let other = OpenIDServer(Self.person()), second = try office(other)
        other.cheats { $0.answers["/token"] = .status(302, headers: ["Location: \(place)"]) }
        expectRefusal(try ForeignVisitor(second).signIn(other), 401, "sign-in-refused")
    }

    @Test(arguments: ["/.well-known/openid-configuration", "/token", "/keys"])
    func `a provider that hangs up, or answers without end or nonsense, hurts nobody`(path: String) throws {
        let server = OpenIDServer(Self.person()), laurel = try office(server), visitor = try ForeignVisitor(laurel)
        for answer in [Receiver.Answer.hangUp, .closeMidBody, .endless, .garbage, .status(200, body: "[]"), .status(500), .status(200, body: "{}")] {
            server.cheats { $0.answers[path] = answer }
            let given = path.hasPrefix("/.well") ? try visitor.caller.post("/session/begin", ["provider": "openid"]) : try visitor.signIn(server)
            #expect([401, 502].contains(given.status), "\(answer) \(given.text)")
            #expect(try laurel.rep.get("/session").status == 200)
        }
        server.cheats { $0.answers = [:] }
        laurel.clock.now = laurel.clock.now.adding(seconds: 61)
        #expect(try visitor.signIn(server).status == 200)
    }

    @Test func `while a provider says nothing everybody else goes on`() throws {
        let server = OpenIDServer(Self.person()), laurel = try office(server)
        server.cheats { $0.answers["/.well-known/openid-configuration"] = .silence }
        let stuck = try (0..<14).map { _ in try laurel.nobody }
        for caller in stuck { try caller.sendOnly("POST", "/session/begin", ["provider": "openid"], key: "k") }
        #expect(try laurel.rep.get("/members/me/balance").status == 200)
        #expect(try laurel.rep.post("/activities", Sample.sale("S-1", of: "li.na", amount: 1)).status < 500)
        server.stop()
        let statuses = try stuck.map { try $0.client.response().status }
        #expect(statuses.allSatisfy { [502, 503].contains($0) } && statuses.contains(503))
    }

    // MARK: The way there and back

    @Test func `an answer counts in the browser that asked, once, and for a while`() throws {
        let server = OpenIDServer(Self.person()), laurel = try office(server), visitor = try ForeignVisitor(laurel)
        let mine = try visitor.begin(), theirs = try visitor.begin(), back = server.visit(mine.url)
        // Of another browser: somebody's answer is not to sign somebody else in.
        expectRefusal(try visitor.finish(theirs, back), 401, "sign-in-refused")
        expectRefusal(try visitor.finish(.init(url: "", cookie: "laurel-sign-in="), back), 401, "sign-in-refused")
        expectRefusal(try visitor.finish(.init(url: "", cookie: String(mine.cookie.dropLast(2)) + "AA"), back), 401, "sign-in-refused")
        expectRefusal(try visitor.finish(mine, ["code": back["code"] ?? "", "state": "another"]), 401, "sign-in-refused")
        server.cheats { $0.forgetsCodes = true }
        #expect(try visitor.finish(mine, back).status == 200)
        // Also where the provider would take its code again.
        expectRefusal(try visitor.finish(mine, back), 401, "sign-in-refused")
        let late = try visitor.begin(), answer = server.visit(late.url)
        laurel.clock.now = laurel.clock.now.adding(seconds: 601)
        expectRefusal(try visitor.finish(late, answer), 401, "sign-in-refused")
    }

    @Test func `a code is good once, and for who began`() throws {
        let server = OpenIDServer(Self.person()), laurel = try office(server), visitor = try ForeignVisitor(laurel)
        let first = try visitor.begin(), second = try visitor.begin(), stolen = server.visit(first.url), own = server.visit(second.url)
        // A code that was slipped in belongs to another verifier.
        expectRefusal(try visitor.finish(second, ["code": stolen["code"] ?? "", "state": own["state"] ?? ""]), 401, "sign-in-refused")
        expectRefusal(try visitor.finish(first, stolen), 401, "sign-in-refused")
    }

    @Test func `answers of one provider are not taken for those of another`() throws {
        let server = OpenIDServer(Self.person()), laurel = try office(server), visitor = try ForeignVisitor(laurel), way = try visitor.begin(), back = server.visit(way.url)
        expectRefusal(try visitor.finish(way, back, provider: "feishu"), 401, "sign-in-refused")
        expectRefusal(try visitor.finish(way, back, more: ["iss": "https://evil.example.com"]), 401, "sign-in-refused")
        let again = try visitor.begin()
        #expect(try visitor.finish(again, server.visit(again.url), more: ["iss": .string(server.issuer)]).status == 200)
        let strict = OpenIDServer(Self.person()), other = try office(strict), visitor2 = try ForeignVisitor(other)
        strict.cheats { $0.document = ["authorization_response_iss_parameter_supported": true] }
        expectRefusal(try visitor2.signIn(strict), 401, "sign-in-refused")
    }

    // MARK: Who it is here

    @Test func `groups give roles and take them`() throws {
        let server = OpenIDServer(Self.person(["groups": ["staff", "sales-managers"]]))
        let laurel = try office(server, settings: ["roles": ["claim": "groups", "map": ["sales-managers": "manager", "sales-heads": "director"]]]), visitor = try ForeignVisitor(laurel)
        func role() throws -> String? { try visitor.signIn(server).json["person"]?["role"]?.string }
        #expect(try role() == "manager")
        server.isNow(Self.person(["groups": "sales-heads"]))
        #expect(try role() == "director")
        server.isNow(Self.person(["groups": []]))
        #expect(try role() == "rep")
        // What the map does not name is given by hand.
        try laurel.mail("qian.hong@example.com", of: "qian.hong")
        server.isNow(Self.person(["sub": "u-9", "email": "qian.hong@example.com", "groups": ["sales-managers"]]))
        #expect(try role() == "finance")
        #expect(try laurel.admin.get("/audit?kind=member").items.contains { $0["subject"]?["id"] == "li.na" || $0["subject"] == "li.na" })
    }

    @Test func `whoever comes first becomes a member where that is switched on`() throws {
        let server = OpenIDServer(Self.person(["sub": "n-1", "email": "new.one@example.com", "name": "新人", "preferred_username": "li.na"]))
        let laurel = try office(server), visitor = try ForeignVisitor(laurel)
        expectRefusal(try visitor.signIn(server), 403, "no-account")
        #expect(try laurel.change(["create": true]).status == 200)
        let answer = try visitor.signIn(server)
        // A name that the provider lets people choose is not taken for somebody who is there.
        #expect(answer.json["person"]?["id"] == "li.na-2" && answer.json["person"]?["name"] == "新人" && answer.json["person"]?["role"] == "rep")
        #expect(try visitor.signIn(server).json["person"]?["id"] == "li.na-2")
        #expect(try laurel.admin.get("/members/li.na-2").status == 200)
    }

    @Test func `a claim of choice names an account or a member`() throws {
        let server = OpenIDServer(Self.person(["sub": "z", "email": .null, "employee": "ma.chao"]))
        let laurel = try office(server, settings: ["match": "employee"])
        #expect(try ForeignVisitor(laurel).signIn(server).json["person"]?["account"] == "ma.chao")
        // Where the token lacks it, the provider is asked; about nobody else.
        server.isNow(Self.person(["sub": "y", "email": .null]))
        server.tells(["employee": "wang.wei"])
        #expect(try ForeignVisitor(laurel).signIn(server).json["person"]?["account"] == "wang.wei")
        server.isNow(Self.person(["sub": "x", "email": .null]))
        server.tells(["employee": "liu.yang", "sub": "somebody else"])
        expectRefusal(try ForeignVisitor(laurel).signIn(server), 401, "sign-in-refused")
    }

    @Test func `who was shut out stays out`() throws {
        let server = OpenIDServer(Self.person()), laurel = try office(server), visitor = try ForeignVisitor(laurel)
        #expect(try visitor.signIn(server).status == 200)
        let etag = try laurel.admin.get("/users?limit=500").items.first { $0["name"] == "li.na" }?["etag"]?.string
        #expect(try laurel.admin.patch("/users/li.na", ["disabled": true], etag: etag).status == 200)
        expectRefusal(try visitor.signIn(server), 403, "no-account")
    }

    // MARK: Signing out

    @Test func `signing out here says where to sign out there`() throws {
        let server = OpenIDServer(Self.person()), laurel = try office(server), visitor = try ForeignVisitor(laurel), browser = try visitor.signedIn(visitor.signIn(server))
        let answer = try browser.delete("/session")
        let place = try #require(answer.json["provider"]?.string)
        #expect(answer.status == 200 && place.hasPrefix(server.issuer + "/logout?id_token_hint=ey") && place.contains("post_logout_redirect_uri=http%3A%2F%2Flocalhost%2Flogin"))
        #expect(try browser.get("/session").status == 401)
        #expect(try laurel.rep.delete("/session").status == 204)
    }

    @Test func `signing out there ends sessions here`() throws {
        let server = OpenIDServer(Self.person()), laurel = try office(server), visitor = try ForeignVisitor(laurel)
        let first = try visitor.signedIn(visitor.signIn(server))
        server.isNow(Self.person(["sid": "s-2"]))
        let second = try visitor.signedIn(visitor.signIn(server)), feed = try FeedClient(laurel, second)
        try feed.send(["subscribe": "c", "feed": "celebrations"])
        _ = try feed.next("snapshot")
        func tell(_ token: String) throws -> Int {
            try visitor.caller.send("POST", "/session/logout", Array("logout_token=\(token)".utf8), headers: ["Content-Type": "application/x-www-form-urlencoded"]).status
        }
        for changes in [["aud": "another"], ["nonce": "n"], ["events": .null], ["iss": "https://evil.example.com"], ["iat": .number(Decimal(laurel.seconds + 500))]] as [JSONObject] {
            var all: JSONObject = ["sub": "u-1"]
            for member in changes { all[member.key] = member.value }
            #expect(try tell(server.logoutToken(all, at: laurel.seconds)) == 400)
        }
        #expect(try tell("nonsense") == 400 && tell("") == 400)
        #expect(try first.get("/session").status == 200 && second.get("/session").status == 200)
        #expect(try tell(server.logoutToken(["sub": "u-1", "sid": "s-2"], at: laurel.seconds)) == 200)
        #expect(try feed.closeCode() == 4501)
        #expect(try first.get("/session").status == 200 && second.get("/session").status == 401)
        #expect(try tell(server.logoutToken(["sub": "u-1"], at: laurel.seconds)) == 200)
        // Who signed in otherwise stays.
        #expect(try first.get("/session").status == 401 && laurel.rep.get("/session").status == 200)
    }
}
