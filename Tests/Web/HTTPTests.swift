import Glibc
import Mailboxes
import TestClients
import Testing

@testable import Web

@Suite struct HTTPTests {
    @Test func `a request is answered and the connection kept`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.http()
        for round in 1...3 {
            let response = try client.get("/hello%20world?a=\(round)")
            #expect(response.status == 200)
            #expect(response.text == "/hello world|a=\(round)|")
        }
    }

    @Test func `every response carries the security headers errors included`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        for request in ["GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n"] {
            let socket = try echo.socket()
            try socket.send(request)
            let response = try HTTPClient(socket).response()
            for header in SecurityHeaders.strict { #expect(response.header(header.name) == header.value) }
            #expect(response.header("date") != nil)
            #expect(response.header("strict-transport-security") == nil)
        }
    }

    @Test func `a body arrives whole`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.http()
        let body = String(repeating: "0123456789", count: 100_000)
        #expect(try client.request("POST", "/p", body: Array(body.utf8)).text == "/p||\(body)")
        #expect(try client.request("PUT", "/p", body: []).text == "/p||")
        #expect(try client.get("/p").text == "/p||")
    }

    @Test func `a large response arrives whole also to a slow reader`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = HTTPClient(try Socket(port: echo.port, receiveBuffer: 4096))
        for _ in 1...2 { #expect(try client.get("/large").body.count == 3 << 20) }
    }

    @Test func `a download lasts as long as it goes on`() throws {
        let echo = try EchoServer { $0.idleDeadline = 1; $0.sweepInterval = 1 }
        defer { echo.server.stop() }
        let socket = try Socket(port: echo.port, receiveBuffer: 2048)
        try socket.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(eventually { echo.record.events.contains("GET /large") })
        #expect(try HTTPClient(socket).response().body.count == 3 << 20)
    }

    @Test func `the answer may come from another thread`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.http()
        try client.send("GET", "/later")
        #expect(eventually { echo.record.events.contains("GET /later") })
        for token in echo.later.take() { echo.server.answer(token, .text("from elsewhere")) }
        #expect(try client.response().text == "from elsewhere")
        #expect(try client.get("/soon").text == "soon")
    }

    @Test func `a timer that was cancelled does not fire`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        #expect(try echo.http().get("/timers").text == "second")
    }

    @Test func `the server counts what it does`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.http()
        let live = try echo.webSocket()
        #expect(try client.get("/").status == 200)
        #expect(throws: WebSocketClient.Failure.self) { try WebSocketClient(port: echo.port, "/live", headers: ["Upgrade": "h2c"]) }
        #expect(try client.get("/statistics").text.hasSuffix("webSockets 1 requests 3 refusals 1"))
        live.socket.close()
        #expect(eventually { (try? client.get("/statistics").text.hasPrefix("connections 1 webSockets 0")) == true })
    }

    @Test func `a second answer is dropped`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.http()
        #expect(try client.get("/twice").text == "first")
        #expect(try client.get("/x").text == "/x||")
    }

    @Test func `requests sent at once are answered in order bodies too`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let socket = try echo.socket()
        var all = ""
        for index in 0..<200 {
            all += index % 2 == 0 ? "GET /\(index) HTTP/1.1\r\nHost: a\r\n\r\n" : "POST /\(index) HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
        }
        try socket.send(all)
        let client = HTTPClient(socket)
        for index in 0..<200 { #expect(try client.response().text == "/\(index)||\(index % 2 == 0 ? "" : "hello")") }
    }

    @Test func `requests behind one that waits are answered after it`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let socket = try echo.socket()
        try socket.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\nPOST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /c HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(eventually { echo.record.events.contains("GET /later") })
        #expect(echo.record.events == ["GET /later"])
        for token in echo.later.take() { echo.server.answer(token, .text("late")) }
        let client = HTTPClient(socket)
        #expect(try [client.response().text, client.response().text, client.response().text] == ["late", "/b||abc", "/c||"])
    }

    @Test func `head has the length but no body`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.http()
        let head = try client.request("HEAD", "/abc")
        #expect(head.status == 200)
        #expect(head.header("content-length") == "6")
        #expect(try client.get("/d").text == "/d||")
    }

    @Test func `no content has no length`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.http()
        let response = try client.get("/empty")
        #expect(response.status == 204)
        #expect(response.header("content-length") == nil)
        #expect(try client.get("/d").text == "/d||")
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", true), ("GET / HTTP/1.0\r\n\r\n", true),
        ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false), ("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n", true),
    ])
    func `the connection ends when the client says so`(request: String, ends: Bool) throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let socket = try echo.socket()
        try socket.send(request)
        let client = HTTPClient(socket)
        #expect(try client.response().status == 200)
        if ends { #expect(try client.isClosedByServer()) } else { #expect(try client.get("/").status == 200) }
    }

    @Test func `a client that waits for continue hears it`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let socket = try echo.socket()
        try socket.send("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
        let client = HTTPClient(socket)
        #expect(try client.response().status == 100)
        try socket.send("body")
        #expect(try client.response().text == "/p||body")
    }

    @Test func `the unix socket tells who is there`() throws {
        let path = "/tmp/web-test-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
        let echo = try EchoServer { $0.unixSocket = path }
        #expect(try HTTPClient(unix: path).get("/peer").text == " local \(getuid()) tls false")
        #expect(try echo.http().get("/peer").text == "127.0.0.1 local no tls false")
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        echo.server.stop()
        #expect(stat(path, &status) != 0)
    }

    @Test func `a port in use is an error`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        #expect(throws: WebServer.Failure.cannotListen("127.0.0.1:\(echo.port)")) { try EchoServer { $0.port = echo.port } }
    }

    @Test func `stopping answers what is under way`() throws {
        let echo = try EchoServer()
        let client = try echo.http()
        let idle = try echo.http()
        _ = try idle.get("/")
        try client.send("GET", "/later")
        #expect(eventually { echo.record.events.contains("GET /later") })
        let stop = PlainThread("stopper") { echo.server.stop() }
        #expect(eventually { echo.record.events.contains("stopping") })
        for token in echo.later.take() { echo.server.answer(token, .text("last words")) }
        let response = try client.response()
        #expect(response.text == "last words")
        #expect(response.header("connection") == "close")
        #expect(try idle.isClosedByServer())
        client.socket.close()
        stop.join()
        #expect(throws: Socket.Failure.cannotConnect(ECONNREFUSED)) { try Socket(port: echo.port) }
    }
}
