import Seeds
import TestClients
import Testing

@testable import Web

/// Random input: nothing crashes, nothing hangs, and how bytes are cut into reads makes no difference. `LAUREL_SEED` repeats a run.
@Suite struct FuzzTests {
    private static let requests = [
        "GET /a/b?c=d&e=%20 HTTP/1.1\r\nHost: a\r\nCookie: a=b; c=d\r\nAccept-Encoding: gzip\r\n\r\n",
        "POST /api HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Type: application/json\r\n\r\nhello",
        "GET /live HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ]

    private static func mutated(_ bytes: [UInt8], _ random: inout Seeded) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: index)
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: index)
            case 3: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 9)], at: index)
            default: bytes.insert(contentsOf: [13, 10, 32, 58, 0].randomElement(using: &random).map { [$0] } ?? [], at: index)
            }
        }
        return bytes
    }

    private func describe(_ outcome: RequestParser.Outcome) -> String {
        switch outcome {
        case .incomplete: "incomplete"
        case .head(let head, let end): "\(head.method) \(head.path) \(head.query) \(head.contentLength) \(head.keepsAlive) \(end)"
        case .refused(let refusal): "refused \(refusal)"
        }
    }

    @Test func `a request means the same however it is cut`() throws {
        var random = Seeded()
        for _ in 0..<3_000 {
            let bytes = Self.mutated(Array(Self.requests.randomElement(using: &random)!.utf8), &random)
            let whole = describe(RequestParser.parse(bytes[...], scanned: 0, limits: .init()))
            var scanned = 0
            var cut = "incomplete"
            for count in 1...max(1, bytes.count) where cut == "incomplete" {
                let outcome = RequestParser.parse(bytes.prefix(count), scanned: scanned, limits: .init())
                if case .incomplete(let more) = outcome { scanned = more }
                cut = describe(outcome)
            }
            #expect(cut == whole, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
    }

    @Test func `frames mean the same however they are cut`() throws {
        var random = Seeded()
        for _ in 0..<3_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let payload = Array("héllo 你好".utf8.prefix(Int.random(in: 0...13, using: &random)))
                bytes += WebSocketClient.frame([0, 1, 1, 1, 2, 8, 9, 10, 3].randomElement(using: &random)!, payload, isFinal: Int.random(in: 0..<4, using: &random) > 0)
            }
            bytes = Self.mutated(bytes, &random)
            var one = WebSocketReader(limit: 1_000)
            let whole = bytes.withUnsafeBytes { one.receive($0) }
            var many = WebSocketReader(limit: 1_000)
            var cut: [WebSocketReader.Event] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = rest.prefix(Int.random(in: 1...7, using: &random))
                rest = rest.dropFirst(part.count)
                cut += part.withUnsafeBytes { many.receive($0) }
            }
            #expect(cut == whole, "\(bytes)")
        }
    }

    @Test func `the server lives through nonsense`() throws {
        var random = Seeded()
        let echo = try EchoServer { $0.headDeadline = 200; $0.bodyDeadline = 200 }
        defer { echo.server.stop() }
        for _ in 0..<300 {
            let socket = try echo.socket()
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...4, using: &random) { bytes += Self.mutated(Array(Self.requests.randomElement(using: &random)!.utf8), &random) }
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = rest.prefix(Int.random(in: 1...200, using: &random))
                rest = rest.dropFirst(part.count)
                guard (try? socket.send(part)) != nil else { break }
            }
            if Bool.random(using: &random) { socket.finishWriting() }
        }
        #expect(try echo.http().get("/alive").text == "/alive||")
    }
}
