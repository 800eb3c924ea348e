import Foundation
import TestClients
import Testing

@testable import Web

/// What must not harm the server: each case is answered with a 4xx or 5xx and a code, the connection ends, and the server goes on.
@Suite struct BadInputTests {
    private static let cases: [(request: String, status: Int, code: String)] = [
        ("\u{16}\u{03}\u{01}", 400, "malformed-request"),
        ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-request"),
        ("GET /\r\nHost: a\r\n\r\n", 400, "malformed-request"),
        ("GET / HTTP/1.1\nHost: a\n\n\r\n\r\n", 400, "malformed-request"),
        ("GET / HTTPS\r\nHost: a\r\n\r\n", 400, "malformed-request"),
        ("GET example HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-request"),
        ("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-request"),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, "unsupported-version"),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "unsupported-version"),
        ("BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501, "unsupported-method"),
        ("get / HTTP/1.1\r\nHost: a\r\n\r\n", 501, "unsupported-method"),
        ("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 501, "unsupported-method"),
        ("GET / HTTP/1.1\r\n\r\n", 400, "missing-host"),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "missing-host"),
        ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400, "malformed-header"),
        ("GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400, "malformed-header"),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: a\u{0}b\r\n\r\n", 400, "malformed-header"),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: a\nb: c\r\n\r\n", 400, "malformed-header"),
        ("GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", 400, "malformed-header"),
        ("GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n", 400, "malformed-header"),
        ("GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-path"),
        ("GET /a%0d%0ab HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-path"),
        ("GET /../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-path"),
        ("GET /a/%2e%2e/b HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-path"),
        ("GET /a%2fb HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-path"),
        ("GET /a%5c..%5cb HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-path"),
        ("GET /% HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-path"),
        ("GET /%4 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-path"),
        ("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-path"),
        ("GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-path"),
        ("GET /?a=%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-path"),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello", 400, "malformed-content-length"),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nhello", 400, "malformed-content-length"),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello", 400, "malformed-content-length"),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5 5\r\n\r\nhello", 400, "malformed-content-length"),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5,5\r\n\r\nhello", 400, "malformed-content-length"),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5.0\r\n\r\nhello", 400, "malformed-content-length"),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\nhello", 400, "malformed-content-length"),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400, "malformed-content-length"),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "malformed-content-length"),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 413, "body-too-large"),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 411, "length-required"),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501, "unsupported-transfer-coding"),
        ("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: Upgrade\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n", 400, "bad-upgrade"),
        ("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: nonsense\r\n\r\n", 400, "bad-upgrade"),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: miracles\r\n\r\nabc", 417, "expectation-failed"),
        ("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world", 413, "body-too-large"),
        ("GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\nHost: a\r\n\r\n", 414, "target-too-long"),
        ("GET /\(String(repeating: "a", count: 20_000))", 414, "target-too-long"),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 20_000))\r\n\r\n", 431, "headers-too-large"),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 70_000))", 431, "headers-too-large"),
        ("GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: a\r\n", count: 200))\r\n", 431, "headers-too-large"),
        ("GET /?\(String(repeating: "a&", count: 100)) HTTP/1.1\r\nHost: a\r\n\r\n", 414, "target-too-long"),
    ]

    @Test(arguments: cases.indices)
    func `it is refused with a code`(index: Int) throws {
        let (request, status, code) = Self.cases[index]
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let socket = try echo.socket()
        try socket.send(request)
        let client = HTTPClient(socket)
        let response = try client.response()
        #expect(response.status == status, "\(request.prefix(80).debugDescription)")
        #expect(response.header("content-type") == "application/problem+json")
        #expect(response.header("connection") == "close")
        #expect(response.text.contains(#""code":"\#(code)""#), "\(response.text)")
        #expect(try client.isClosedByServer())
        #expect(echo.record.events.isEmpty)
        #expect(try echo.http().get("/well").status == 200)
    }

    /// One byte a packet must give the same as all at once.
    @Test func `a request may come byte by byte`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let socket = try echo.socket()
        for byte in "\r\nPOST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok".utf8 { try socket.send([byte]) }
        #expect(try HTTPClient(socket).response().text == "/slow||ok")
    }

    @Test func `ten megabytes are refused before they are read`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let socket = try echo.socket()
        try socket.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10485760\r\n\r\n")
        try socket.send([UInt8](repeating: 65, count: 10 << 20))
        let response = try HTTPClient(socket).response()
        #expect(response.status == 413)
    }

    @Test func `who never finishes a request is cut off`() throws {
        let echo = try EchoServer { $0.headDeadline = 50; $0.bodyDeadline = 50 }
        defer { echo.server.stop() }
        for start in ["GET / HT", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc"] {
            let socket = try echo.socket()
            try socket.send(start)
            let client = HTTPClient(socket)
            let response = try client.response()
            #expect(response.status == 408)
            #expect(try client.isClosedByServer())
        }
    }

    /// Slow-loris: each byte comes in time, and the request never. `LAUREL_LORIS=5000`: as many as are promised.
    @Test func `many who say a byte at a time hold up nobody, and all of them are cut off`() throws {
        let count = ProcessInfo.processInfo.environment["LAUREL_LORIS"].flatMap { Int($0) } ?? 200
        Descriptors.raiseLimit()
        // All come from one address, which lets no more than a thousand in by itself.
        let echo = try EchoServer { ($0.headDeadline, $0.connectionsPerAddress) = (count > 1_000 ? 10_000 : 2_000, count + 100) }
        defer { echo.server.stop() }
        let slow = try (0..<count).map { _ in try echo.socket() }
        for socket in slow { try socket.send("GET / HTTP/1.1\r\nHost: a\r\nX: ") }
        for _ in 0..<20 {
            for socket in slow { try? socket.send("a") }
            #expect(try echo.http().get("/ok").status == 200)
        }
        for socket in slow { #expect(try HTTPClient(socket).response().status == 408) }
    }

    @Test func `who says nothing is cut off`() throws {
        let echo = try EchoServer { $0.headDeadline = 30; $0.idleDeadline = 30 }
        defer { echo.server.stop() }
        #expect(try echo.http().isClosedByServer())
        let client = try echo.http()
        #expect(try client.get("/").status == 200)
        #expect(try client.isClosedByServer())
    }

    @Test func `a handler that never answers is answered for`() throws {
        let echo = try EchoServer { $0.answerDeadline = 30 }
        defer { echo.server.stop() }
        let response = try echo.http().get("/never")
        #expect(response.status == 503)
        #expect(response.header("retry-after") == "1")
    }

    @Test func `who takes nothing is cut off`() throws {
        let echo = try EchoServer { $0.writeDeadline = 50 }
        defer { echo.server.stop() }
        let socket = try Socket(port: echo.port, receiveBuffer: 2048)
        for _ in 1...3 { try socket.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n") }
        #expect(eventually { echo.record.events.count == 1 })
        // Nothing is read until the server has given up: its side of the connection is gone when a write is answered by a reset.
        #expect(eventually { (try? socket.send("\r\n")) == nil })
        #expect(echo.record.events.count == 1)
    }

    @Test func `pipelining without reading fills no memory`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let flood = try Socket(port: echo.port, milliseconds: 300, receiveBuffer: 2048)
        let requests = Array(String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 1_000).utf8)
        #expect(throws: Socket.Failure.timedOut) { for _ in 1...2_000 { try flood.send(requests) } }
        #expect(echo.record.events.count <= 2)
        #expect(try echo.http().get("/").status == 200)
    }

    @Test func `there is a limit of connections`() throws {
        let echo = try EchoServer { $0.maximumConnections = 2 }
        defer { echo.server.stop() }
        let first = try echo.http()
        let second = try echo.http()
        #expect(try first.get("/").status == 200)
        #expect(try second.get("/").status == 200)
        #expect(try echo.http().isClosedByServer())
        first.socket.close()
        #expect(eventually { (try? echo.http().get("/").status) == 200 })
    }
}
