import TestClients
import Testing

@testable import Web

@Suite struct StreamingTests {
    @Test(arguments: [1, 2, 300]) func `a body in pieces arrives whole and the connection is kept`(pieces: Int) throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.http()
        let response = try client.get("/stream?pieces=\(pieces)")
        #expect(response.header("transfer-encoding") == "chunked")
        #expect(response.header("content-length") == nil)
        let lines = response.text.split(separator: "\n").map { $0.prefix { $0 != "x" } }
        #expect(lines == ["begin"] + (1...pieces).map { "\($0)" })
        #expect(try client.get("/next").text == "/next||")
    }

    @Test func `a client that takes nothing is asked for nothing`() throws {
        let echo = try EchoServer { $0.writeDeadline = 60_000 }
        defer { echo.server.stop(grace: 0) }
        let socket = try Socket(port: echo.port, receiveBuffer: 2_048)
        try socket.send("GET /stream?pieces=100000 HTTP/1.1\r\nHost: a\r\n\r\n")
        var known = -1
        #expect(eventually {
            let now = echo.record.events.count { $0 == "piece" }
            defer { known = now }
            return now > 0 && now == known && socket.isQuiet(milliseconds: 0) == false
        })
        // What the kernel holds, and one piece.
        #expect(known < 20_000)
    }

    @Test func `what cannot be made to its end is missing`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let socket = try echo.socket()
        try socket.send("GET /broken HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(!String(decoding: try socket.receiveToEnd(), as: UTF8.self).hasSuffix("0\r\n\r\n"))
    }

    @Test func `head has no body and old clients have no chunks`() throws {
        let echo = try EchoServer()
        defer { echo.server.stop() }
        let client = try echo.http()
        #expect(try client.request("HEAD", "/stream?pieces=2").body == [])
        #expect(try client.get("/next").text == "/next||")
        let old = try echo.socket()
        try old.send("GET /stream?pieces=2 HTTP/1.0\r\n\r\n")
        let text = String(decoding: try old.receiveToEnd(), as: UTF8.self)
        #expect(!text.contains("chunked"))
        #expect(text.hasSuffix("x\n"))
    }

    @Test func `a request that may take long is waited for`() throws {
        let echo = try EchoServer { $0.answerDeadline = 1 }
        defer { echo.server.stop() }
        let patient = try echo.http(), impatient = try echo.http()
        try patient.send("GET", "/patient")
        try impatient.send("GET", "/later")
        #expect(try impatient.response().status == 503)
        #expect(eventually { echo.record.events.contains("GET /patient") })
        for token in echo.later.take() { echo.server.answer(token, .text("at last")) }
        #expect(try patient.response().text == "at last")
    }
}
