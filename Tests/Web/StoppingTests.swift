import Mailboxes
import TestClients
import Testing

@testable import Web

/// What SIGTERM does to connections.
@Suite struct StoppingTests {
    /// Begins to stop on a thread of its own, and goes on when the handler has heard of it.
    private func stopping(_ echo: EchoServer, grace: Int = 600_000, _ body: () throws -> Void) rethrows {
        let thread = PlainThread("stopping") { echo.server.stop(grace: grace) }
        _ = eventually { echo.record.events.contains("stopping") }
        try body()
        thread.join()
    }

    @Test func `what was sent on a kept connection is answered before it closes`() throws {
        let echo = try EchoServer()
        let kept = try (0..<20).map { _ in try echo.http() }
        for client in kept { #expect(try client.get("/first").status == 200) }
        echo.record.holdsStop.store(true, ordering: .relaxed)
        try stopping(echo) {
            // The stop has begun, and nothing of this was read yet.
            for client in kept { try client.send("GET", "/second") }
            echo.record.holdsStop.store(false, ordering: .relaxed)
            for client in kept {
                let answer = try client.response(), isClosed = try client.isClosedByServer()
                #expect(answer.text == "/second||" && answer.header("connection") == "close" && isClosed)
            }
        }
    }

    @Test func `requests that were sent together are all answered`() throws {
        let echo = try EchoServer()
        let socket = try echo.socket()
        try socket.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\nGET /c HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(eventually { echo.record.events.contains("GET /later") })
        try stopping(echo) {
            for token in echo.later.take() { echo.server.answer(token, .text("late")) }
            let client = HTTPClient(socket)
            let answers = try (0..<3).map { _ in try client.response() }
            #expect(answers.map(\.text) == ["late", "/b||", "/c||"])
            #expect(answers.map { $0.header("connection") } == [nil, nil, "close"])
            let isClosed = try client.isClosedByServer()
            #expect(isClosed)
        }
    }

    /// The grace is ten minutes here: it is not what ends them.
    @Test(arguments: ["POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc", "GET / HT", "POST /undecided HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n"])
    func `what has half come holds the stop for a moment`(_ half: String) throws {
        let echo = try EchoServer { $0.stopPatience = 50; $0.answerDeadline = 600_000 }
        let socket = try echo.socket()
        try socket.send(half)
        #expect(try echo.http().get("/").status == 200)
        stopping(echo) {}
        // It has stopped.
        #expect(throws: (any Error).self) { try echo.http().get("/") }
    }

    @Test func `a viewer that does not answer the close holds the stop for a moment`() throws {
        let echo = try EchoServer { $0.stopPatience = 50; $0.closeDeadline = 600_000 }
        let client = try echo.webSocket()
        try stopping(echo) {
            let frame = try client.frame()
            #expect(frame.opcode == 8)
        }
    }
}
