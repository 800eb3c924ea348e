import Mailboxes
import TestClients
import Testing

@testable import Web

/// A stranger cannot spend our memory.
@Suite struct AdmissionTests {
    private func head(_ path: String, _ length: Int) -> String { "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n" }

    @Test(arguments: [("/closed", 401), ("/later-closed", 403)])
    func `a long body is refused unread`(_ path: String, _ status: Int) throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let socket = try echo.socket()
        // Nothing of the body is sent: the answer does not wait for it.
        try socket.send(head(path, 65 << 10))
        let client = HTTPClient(socket), response = try client.response()
        #expect(response.status == status && response.header("connection") == "close")
        #expect(try client.isClosedByServer())
        #expect(echo.record.events == ["admit \(path)"])
    }

    @Test func `a long body that is let in arrives whole and a short one is not asked for`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.http(), long = [UInt8](repeating: 120, count: 100 << 10)
        for path in ["/p", "/later-open"] {
            let answer = try client.request("POST", path, body: long)
            #expect(answer.status == 200 && answer.body.count == path.utf8.count + 2 + long.count)
        }
        #expect(try client.request("POST", "/q", body: Array(long[..<(64 << 10)])).status == 200)
        #expect(echo.record.events == ["admit /p", "POST /p", "admit /later-open", "POST /later-open", "POST /q"])
    }

    @Test func `who waits for continue hears whether to send`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        for (path, first) in [("/later-open", "HTTP/1.1 100 Continue"), ("/later-closed", "HTTP/1.1 403 Forbidden")] {
            let socket = try echo.socket()
            try socket.send("POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\nExpect: 100-continue\r\n\r\n")
            #expect(String(decoding: try socket.receiveSome(), as: UTF8.self).hasPrefix(first))
        }
    }

    @Test func `where nobody decides the client hears that there was no answer`() throws {
        let echo = try EchoServer { $0.answerDeadline = 30 }
        defer { echo.server.stop() }
        let socket = try echo.socket()
        try socket.send(head("/undecided", 70_000))
        #expect(try HTTPClient(socket).response().status == 503)
    }

    @Test func `bodies beyond the budget are refused and there is room again when they are done`() throws {
        let echo = try EchoServer {
            $0.bodyBudget = 200 << 10
            $0.isUnbounded = { $0 == "127.0.0.1" }
        }
        defer { echo.server.stop() }
        let first = try echo.socket(), second = try echo.socket(), third = try echo.socket()
        try first.send(head("/later", 90 << 10))
        try second.send(head("/b", 90 << 10))
        #expect(eventually { echo.record.events.count == 2 })
        try third.send(head("/c", 90 << 10))
        let refused = try HTTPClient(third).response()
        #expect(refused.status == 503 && refused.header("retry-after") == "1" && refused.text.contains("overloaded"))
        // What is worked on counts still; what is short is served beside it.
        try first.send([UInt8](repeating: 120, count: 90 << 10))
        #expect(eventually { echo.record.events.contains("POST /later") })
        #expect(try echo.http().request("POST", "/short", body: [1, 2, 3]).status == 200)
        second.close()
        #expect(eventually { (try? echo.http().request("POST", "/d", body: [UInt8](repeating: 120, count: 90 << 10)).status) == 200 })
    }

    @Test func `strangers of an address are bounded who is known is not`() throws {
        let echo = try EchoServer { $0.connectionsPerAddress = 2 }
        defer { echo.server.stop() }
        let first = try echo.http(), second = try echo.http()
        #expect(try first.get("/").status == 200 && second.get("/").status == 200)
        #expect(try echo.http().isClosedByServer())
        // Another address of the same machine.
        #expect(try HTTPClient(Socket(port: echo.port, from: 2)).get("/").status == 200)
        #expect(try first.get("/known").status == 200)
        let third = try echo.http()
        #expect(try third.get("/").status == 200)
        #expect(try echo.http().isClosedByServer())
        third.socket.close()
        #expect(eventually { (try? echo.http().get("/").status) == 200 })
    }

    @Test func `proxies are not bounded`() throws {
        let echo = try EchoServer {
            $0.connectionsPerAddress = 1
            $0.isUnbounded = { $0 == "127.0.0.1" }
        }
        defer { echo.server.stop() }
        let clients = try (0..<5).map { _ in try echo.http() }
        for client in clients { #expect(try client.get("/").status == 200) }
    }

    @Test func `whoever is gone is no longer waited for`() throws {
        let echo = try EchoServer { $0.answerDeadline = 30 }
        defer { echo.server.stop() }
        let gone = try echo.http()
        try gone.send("GET", "/patient")
        #expect(eventually { echo.record.cancellations.count == 1 })
        #expect(echo.record.cancellations[0].isWanted)
        gone.socket.close()
        #expect(eventually { !echo.record.cancellations[0].isWanted })
        #expect(try echo.http().get("/never").status == 503)
        #expect(try echo.http().get("/").status == 200)
        #expect(eventually { echo.record.cancellations.allSatisfy { !$0.isWanted } })
    }

    // MARK: WebSockets

    @Test func `who pings and takes nothing is cut off`() throws {
        let echo = try EchoServer { $0.lightFrameBurst = .max }
        defer { echo.server.stop() }
        let socket = try Socket(port: echo.port, milliseconds: 300, receiveBuffer: 2048)
        let client = try WebSocketClient(socket, "/live")
        let pings = (0..<500).flatMap { _ in WebSocketClient.frame(9, [UInt8](repeating: 120, count: 125)) }
        #expect(eventually { (try? client.socket.send(pings)) == nil })
        #expect(eventually { echo.record.events.contains { $0.hasPrefix("closed") } })
    }

    @Test(arguments: ["pings", "pongs", "fragments"])
    func `frames with nothing in them have a rate`(_ kind: String) throws {
        let echo = try EchoServer { $0.lightFrameBurst = 20; $0.lightFrameInterval = 1 << 40 }
        defer { echo.server.stop() }
        let client = try echo.webSocket()
        switch kind {
        case "pings": for _ in 0..<21 { try client.send(opcode: 9) }
        case "pongs": for _ in 0..<21 { try client.send(opcode: 10) }
        default:
            try client.send(opcode: 1, [], isFinal: false)
            for _ in 0..<20 { try client.send(opcode: 0, [], isFinal: false) }
        }
        #expect(eventually { echo.record.events.contains("closed 1008") })
    }

    @Test func `messages are no light frames`() throws {
        let echo = try EchoServer { $0.lightFrameBurst = 1; $0.lightFrameInterval = 1 << 40 }
        defer { echo.server.stop() }
        let client = try echo.webSocket()
        for number in 0..<50 {
            try client.send(text: "\(number)")
            #expect(try client.text() == "\(number)")
        }
    }
}
