import Mailboxes
import TestClients
import Testing

@testable import Web

@Suite struct WebSocketTests {
    @Test func `it opens with the subprotocol that is spoken`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try WebSocketClient(port: echo.port, "/live", subprotocol: "chat, laurel.live.v1")
        #expect(client.handshake.header("sec-websocket-accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(client.handshake.header("sec-websocket-protocol") == "laurel.live.v1")
        #expect(client.handshake.header("sec-websocket-extensions") == nil)
        try client.send(text: "你好")
        #expect(try client.text() == "你好")
    }

    @Test(arguments: [
        (path: "/elsewhere", headers: [:], status: 404),
        (path: "/live", headers: ["Origin": "https://evil.example"], status: 403),
        (path: "/live", headers: ["Sec-WebSocket-Version": "8"], status: 426),
        (path: "/live", headers: ["Sec-WebSocket-Key": "short"], status: 400),
        (path: "/live", headers: ["Sec-WebSocket-Key": ""], status: 400),
        (path: "/live", headers: ["Upgrade": "h2c"], status: 400),
        (path: "/live", headers: ["Upgrade": "websocket, h2c"], status: 400),
        (path: "/live", headers: ["Upgrade": "websocketx"], status: 400),
        (path: "/live", headers: ["Upgrade": ""], status: 400),
        (path: "/live", headers: ["Connection": "keep-alive"], status: 400),
        (path: "/live", headers: ["Upgrade": String(repeating: "w", count: 9_000)], status: 400),
    ] as [(path: String, headers: [String: String], status: Int)])
    func `what may not upgrade is refused`(path: String, headers: [String: String], status: Int) throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        do {
            _ = try WebSocketClient(port: echo.port, path, headers: headers)
            Issue.record("was accepted")
        } catch WebSocketClient.Failure.refused(let response) {
            #expect(response.status == status)
        }
        #expect(try echo.http().get("/").status == 200)
        #expect(!echo.record.events.contains("opened"))
    }

    @Test func `an upgrade behind another request is served`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let socket = try echo.socket()
        try socket.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
        let first = HTTPClient(socket)
        #expect(try first.response().text == "/a||")
        let client = try WebSocketClient(socket, "/live")
        try client.send(text: "x")
        #expect(try client.text() == "x")
    }

    @Test func `frames that come with the handshake are read`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try WebSocketClient(echo.socket(), "/live", headers: ["Connection": "keep-alive, Upgrade", "Upgrade": "WebSocket"], early: WebSocketClient.frame(1, Array("early".utf8)))
        #expect(try client.text() == "early")
    }

    @Test func `a message in pieces arrives whole with control frames between`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.webSocket()
        try client.send(opcode: 1, Array("frag".utf8), isFinal: false)
        try client.send(opcode: 9, [1])
        try client.send(opcode: 0, Array("men".utf8), isFinal: false)
        try client.send(opcode: 10, [2])
        try client.send(opcode: 0, Array("ted".utf8))
        #expect(try client.frame() == .init(isFinal: true, opcode: 10, payload: [1]))
        #expect(try client.frame().text == "fragmented")
    }

    @Test func `a frame may come byte by byte`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.webSocket()
        for byte in WebSocketClient.frame(1, Array("slowly".utf8)) { try client.socket.send([byte]) }
        #expect(try client.text() == "slowly")
    }

    @Test func `every ping is answered in order`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.webSocket()
        try client.socket.send((0..<100).flatMap { WebSocketClient.frame(9, [UInt8($0)]) })
        for index in 0..<100 { #expect(try client.frame() == .init(isFinal: true, opcode: 10, payload: [UInt8(index)])) }
        try client.send(opcode: 9, [UInt8](repeating: 7, count: 125))
        #expect(try client.frame().payload.count == 125)
    }

    @Test func `pongs stand between whole frames when the peer is slow`() throws {
        let echo = try EchoServer { $0.socketSendBuffer = 4 << 10 }
        defer { echo.server.stop() }
        let client = try WebSocketClient(Socket(port: echo.port, receiveBuffer: 2048), "/live")
        try client.send(text: "pour")
        for index in 0..<50 { try client.send(opcode: 9, [UInt8(index)]) }
        var messages = 0
        var pongs = 0
        while messages < 2_000 || pongs < 50 {
            let frame = try client.frame()
            if frame.opcode == 10 {
                #expect(frame.payload == [UInt8(pongs)])
                pongs += 1
            } else {
                #expect(frame.opcode == 1 && frame.text.hasPrefix("\(messages) x"))
                messages += 1
            }
        }
        try client.sendClose(1000)
        #expect(try client.frame().code == 1000)
    }

    @Test func `a close frame follows what was sent before also to a slow peer`() throws {
        let echo = try EchoServer { $0.socketSendBuffer = 4 << 10 }
        defer { echo.server.stop() }
        let client = try WebSocketClient(Socket(port: echo.port, receiveBuffer: 2048), "/live")
        try client.send(text: "pour")
        try client.send(text: "close me")
        var frame = try client.frame()
        while frame.opcode == 1 { frame = try client.frame() }
        #expect(frame.code == 4002)
    }

    @Test func `the handler sees that a peer takes nothing`() throws {
        let echo = try EchoServer { $0.socketSendBuffer = 4 << 10 }
        defer { echo.server.stop() }
        let client = try WebSocketClient(Socket(port: echo.port, receiveBuffer: 2048), "/live")
        try client.send(text: "pour and close when stalled")
        #expect(eventually { echo.record.events.contains("stalled") })
        var frame = try client.frame()
        while frame.opcode == 1 { frame = try client.frame() }
        #expect(frame.code == 4008)
    }

    @Test(arguments: [nil, 1000, 1001, 3000, 4999] as [UInt16?])
    func `a close is answered with its code`(code: UInt16?) throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.webSocket()
        try client.sendClose(code)
        let frame = try client.frame()
        #expect(frame.opcode == 8)
        #expect(frame.code == code)
        #expect(try client.isClosedByServer())
        #expect(eventually { echo.record.events.contains("closed \(code ?? 1005)") })
    }

    @Test func `the handler closes with code and reason`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.webSocket()
        try client.send(text: "close me")
        let frame = try client.frame()
        #expect(frame.code == 4002)
        #expect(String(decoding: frame.payload.dropFirst(2), as: UTF8.self) == "as you wish")
        try client.sendClose(4002)
        #expect(try client.isClosedByServer())
        #expect(eventually { echo.record.events.contains("closed 4002") })
    }

    @Test func `a peer that does not answer a close is cut off`() throws {
        let echo = try EchoServer { $0.closeDeadline = 30 }
        defer { echo.server.stop() }
        let client = try echo.webSocket()
        try client.send(text: "close me")
        #expect(try client.frame().code == 4002)
        #expect(try client.isClosedByServer())
    }

    private static let violations: [(name: String, bytes: [UInt8], code: UInt16)] = [
        ("unmasked", WebSocketClient.frame(1, [65], masked: false), 1002),
        ("reserved bit 1", WebSocketClient.frame(1, [65], reserved: 4), 1002),
        ("reserved bit 2", WebSocketClient.frame(1, [65], reserved: 2), 1002),
        ("reserved bit 3", WebSocketClient.frame(9, [65], reserved: 1), 1002),
        ("opcode 3", WebSocketClient.frame(3, [65]), 1002),
        ("opcode 7", WebSocketClient.frame(7, []), 1002),
        ("opcode 11", WebSocketClient.frame(11, []), 1002),
        ("opcode 15", WebSocketClient.frame(15, [65]), 1002),
        ("continuation of nothing", WebSocketClient.frame(0, [65]), 1002),
        ("a new message inside one", WebSocketClient.frame(1, [65], isFinal: false) + WebSocketClient.frame(1, [65]), 1002),
        ("ping in pieces", WebSocketClient.frame(9, [65], isFinal: false), 1002),
        ("ping of 126 bytes", WebSocketClient.frame(9, [UInt8](repeating: 65, count: 126)), 1002),
        ("close of one byte", WebSocketClient.frame(8, [3]), 1002),
        ("close 999", WebSocketClient.frame(8, [3, 0xE7]), 1002),
        ("close 1005", WebSocketClient.frame(8, [3, 0xED]), 1002),
        ("close 2000", WebSocketClient.frame(8, [7, 0xD0]), 1002),
        ("close 65535", WebSocketClient.frame(8, [255, 255]), 1002),
        ("close with a bad reason", WebSocketClient.frame(8, [3, 0xE8, 0xFF]), 1007),
        ("length longer than needed", [0x81, 0xFE, 0, 1, 0, 0, 0, 0, 65], 1002),
        ("length with the top bit", [0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 1], 1002),
        ("binary", WebSocketClient.frame(2, [1]), 1003),
        ("not UTF-8", WebSocketClient.frame(1, [0xC3, 0x28]), 1007),
        ("a surrogate", WebSocketClient.frame(1, [0xED, 0xA0, 0x80]), 1007),
        ("half a character", WebSocketClient.frame(1, [0xE4, 0xBD], isFinal: false) + WebSocketClient.frame(0, []), 1007),
        ("one byte too many", WebSocketClient.frame(1, [UInt8](repeating: 65, count: 16 << 10 | 1)), 1009),
        ("too many in pieces", WebSocketClient.frame(1, [UInt8](repeating: 65, count: 16 << 10), isFinal: false) + WebSocketClient.frame(0, [65]), 1009),
        ("announcing an exabyte", [0x81, 0xFF, 0x0F, 0, 0, 0, 0, 0, 0, 0], 1009),
    ]

    @Test(arguments: violations.indices)
    func `a violation ends it with its code`(index: Int) throws {
        let (name, bytes, code) = Self.violations[index]
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.webSocket()
        try client.socket.send(bytes)
        #expect(try client.frame().code == code, "\(name)")
        #expect(try client.isClosedByServer())
        #expect(eventually { echo.record.events.contains("closed \(code)") })
        #expect(try echo.webSocket().handshake.status == 101)
    }

    @Test func `the longest message is taken`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.webSocket()
        let text = String(repeating: "é", count: 8 << 10)
        try client.send(text: text)
        #expect(try client.text() == text)
    }

    @Test func `pings keep a living peer and drop a dead one`() throws {
        let echo = try EchoServer { $0.pingInterval = 40 }
        defer { echo.server.stop() }
        let living = try echo.webSocket()
        for _ in 1...5 {
            let frame = try living.frame()
            #expect(frame.opcode == 9)
            try living.send(opcode: 10, frame.payload)
        }
        let dead = try echo.webSocket()
        #expect(try dead.frame().opcode == 9)
        #expect(try dead.isClosedByServer())
        #expect(eventually { echo.record.events.contains("closed 1006") })
    }

    @Test func `a peer that goes away is told`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        try echo.webSocket().socket.close()
        #expect(eventually { echo.record.events.contains("closed 1006") })
    }

    @Test func `stopping closes web sockets with a code`() throws {
        let echo = try EchoServer { $0.stopCode = 4000 }
        let client = try echo.webSocket()
        let stop = PlainThread("stopper") { echo.server.stop() }
        #expect(try client.frame().code == 4000)
        try client.sendClose(4000)
        #expect(try client.isClosedByServer())
        client.socket.close()
        stop.join()
        #expect(echo.record.events == ["opened", "stopping", "closed 4000"])
    }

    @Test func `stopping does not wait for those that do not answer`() throws {
        let echo = try EchoServer()
        let client = try echo.webSocket()
        echo.server.stop(grace: 50)
        #expect(try client.frame().code == 1001)
    }
}
