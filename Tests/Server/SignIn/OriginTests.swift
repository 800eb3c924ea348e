import JSON
import TestServer
import TestClients
import Testing

/// To whom requests were sent, and by what way they came.
@Suite struct OriginTests {
    @Test(arguments: ["evil.example", "localhost.evil.example", "10.1.2.3", "localhost@evil.example", "points.example.com"])
    func `what was sent to somebody else is not answered`(_ host: String) throws {
        let laurel = try Shared.laurel
        for path in ["/session", "!/", "!/login", "!/metrics", "!/nothing", "/openapi.json"] {
            expectRefusal(try laurel.nobody.get(path, headers: ["Host": host]), 421, "unknown-host")
        }
        expectRefusal(try laurel.admin.post("/users/li.na/reset", [:], headers: ["Host": host]), 421, "unknown-host")
        #expect(try laurel.nobody.get("!/healthz", headers: ["Host": host]).status == 200)
        #expect(throws: (any Error).self) { try FeedClient(laurel, headers: laurel.rep.reading.merging(["Host": host]) { $1 }) }
    }

    @Test func `a link is made of our own name`() throws {
        let link = { (laurel: ServerHarness, headers: [String: String]) in
            try laurel.admin.post("/users/li.na/reset", [:], headers: headers).json["link"]?.string ?? ""
        }
        let plain = try Shared.laurel
        #expect(try link(plain, ["Host": "127.0.0.1:8080", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"]).hasPrefix("http://127.0.0.1:8080/setup#"))
        let named = try ServerHarness { $0.options.publicURL = "http://points.example.com" }
        for host in ["points.example.com", "Points.Example.com:80", "localhost"] {
            #expect(try link(named, ["Host": host]).hasPrefix("http://points.example.com/setup#"), "\(host)")
        }
        expectRefusal(try named.admin.post("/users/li.na/reset", [:], headers: ["Host": "evil.example"]), 421, "unknown-host")
    }

    @Test func `behind a proxy that says HTTPS it is HTTPS`() throws {
        let laurel = try ServerHarness(password: "a long way to Qingdao") { $0.options.trustedProxies = ["127.0.0.1"] }
        let signIn = { (headers: [String: String]) in
            try laurel.nobody.post("/session", ["name": "li.na", "password": "a long way to Qingdao"], headers: headers)
        }
        let secure = try signIn(["X-Forwarded-Proto": "https", "Origin": "https://localhost"])
        #expect(secure.status == 200)
        #expect(secure.header("strict-transport-security") == "max-age=31536000")
        for cookie in secure.headers.filter({ $0.name == "set-cookie" }) { #expect(cookie.value.hasPrefix("__Host-laurel") && cookie.value.hasSuffix("; Secure")) }
        // A cookie that came by a wire without TLS is not taken for it.
        let session = String((secure.header("set-cookie") ?? "").drop { $0 != "=" }.dropFirst().prefix { $0 != ";" })
        let read = { (name: String) in
            try laurel.nobody.get("/session", headers: ["Cookie": "\(name)=\(session)", "X-Forwarded-Proto": "https"]).status
        }
        #expect(try read("__Host-laurel") == 200 && read("laurel") == 401)
        let plain = try signIn(["X-Forwarded-Proto": "http"])
        #expect(plain.header("strict-transport-security") == nil)
        #expect(plain.header("set-cookie")?.hasPrefix("laurel=") == true)
        // On refusals and pages too, but for no stranger's word.
        #expect(try laurel.nobody.get("!/login", headers: ["X-Forwarded-Proto": "https"]).header("strict-transport-security") != nil)
        #expect(try laurel.nobody.get("/users", headers: ["Forwarded": "for=192.0.2.1;proto=https"]).header("strict-transport-security") != nil)
        #expect(try Shared.laurel.nobody.get("!/login", headers: ["X-Forwarded-Proto": "https"]).header("strict-transport-security") == nil)
    }

    @Test(arguments: [["127.0.0.1"], ["10.0.0.1", "127.0.0.0/8"], ["::ffff:127.0.0.1"]]) func `a proxy bounds its own clients whether an address or a network names it`(proxies: [String]) throws {
        let laurel = try ServerHarness {
            $0.options.trustedProxies = proxies
            $0.web.connectionsPerAddress = 1
        }
        let clients = try (0..<4).map { _ in try laurel.nobody }
        for client in clients { #expect(try client.get("!/healthz").status == 200) }
    }

    @Test func `another network than the proxies is bounded`() throws {
        let laurel = try ServerHarness {
            $0.options.trustedProxies = ["10.0.0.0/8"]
            $0.web.connectionsPerAddress = 1
        }
        let first = try laurel.nobody
        #expect(try first.get("!/healthz").status == 200)
        #expect(try laurel.nobody.client.isClosedByServer())
    }
}
