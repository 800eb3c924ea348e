import TestClients
import Testing

@testable import Web

/// RFC 6455 as the Autobahn test suite asks for it. The suite itself (0.8.2, as a fuzzing client) runs against this server without a
/// `FAILED`, but for messages of bytes, which are refused; these are its cases in our words, so that no one needs it to see it.
@Suite struct AutobahnTests {
    @Test(arguments: AutobahnCase.all) func `a case`(_ one: AutobahnCase) throws {
        let echo = try EchoServer { $0.maximumMessage = 128 << 10 }
        defer { echo.server.stop() }
        let client = try echo.webSocket()
        let size = one.pieces ?? max(1, one.sends.count)
        for start in stride(from: 0, to: one.sends.count, by: size) {
            // Where the server has said why it closes, what it does not read any more may be refused.
            do { try client.socket.send(one.sends[start..<min(start + size, one.sends.count)]) } catch Socket.Failure.broken { break }
        }
        var heard: [AutobahnCase.Heard] = []
        while heard.count < one.hears.count { heard.append(try next(client)) }
        #expect(heard == one.hears)
        if case .close = one.hears.last {
            #expect(try client.isClosedByServer())
        } else {
            try client.sendClose(1000)
            #expect(try next(client) == .close(1000))
        }
    }

    private func next(_ client: WebSocketClient) throws -> AutobahnCase.Heard {
        let frame = try client.frame()
        switch frame.opcode {
        case 1: return .text(frame.payload)
        case 10: return .pong(frame.payload)
        default: return .close(frame.code)
        }
    }
}
