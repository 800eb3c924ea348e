import TestServer
import TestClients
import Testing

@Suite struct RequestIDTests {
    @Test func `every answer names its request`() throws {
        let laurel = try ServerHarness(), port = try #require(laurel.server.port)
        var ids: [String?] = []
        for path in ["!/healthz", "/boards", "!/login", "!/nothing", "!/icons.svg", "/members/nobody"] {
            for caller in [try laurel.nobody, try laurel.rep] { ids.append(try caller.get(path).header("X-Request-Id")) }
        }
        ids.append(try laurel.rep.send("PUT", "/boards").header("X-Request-Id"))
        ids.append(try laurel.nobody.get("/boards", headers: ["Host": "evil.example"]).header("X-Request-Id"))
        for hostile in ["GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", "NONSENSE\r\n\r\n", "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n"] {
            let client = try HTTPClient(port: port)
            try client.socket.send(Array(hostile.utf8))
            ids.append(try client.response().header("X-Request-Id"))
        }
        // A second request on a connection that is kept is another one.
        let kept = try HTTPClient(port: port)
        for _ in 0..<2 { ids.append(try kept.get("/healthz").header("X-Request-Id")) }
        let found = ids.compactMap { $0 }
        #expect(found.count == ids.count && Set(found).count == found.count)
        #expect(found.allSatisfy { $0.wholeMatch(of: #/[0-9a-f]{16}/#) != nil })
    }
}
