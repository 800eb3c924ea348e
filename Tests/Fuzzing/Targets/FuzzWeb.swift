import Live
import Web

enum FuzzWeb {
    /// A head means the same however its bytes arrive.
    static func http(_ bytes: [UInt8]) throws {
        let whole = describe(RequestParser.parse(bytes[...], scanned: 0, limits: .init()))
        var scanned = 0
        var cut = "incomplete"
        for count in stride(from: 1, through: bytes.count, by: max(1, bytes.count / 64)) where cut == "incomplete" {
            let outcome = RequestParser.parse(bytes.prefix(count), scanned: scanned, limits: .init())
            if case .incomplete(let more) = outcome { scanned = more }
            cut = describe(outcome)
        }
        if cut == "incomplete" { cut = describe(RequestParser.parse(bytes[...], scanned: scanned, limits: .init())) }
        try expect(cut == whole, "whole: \(whole), cut: \(cut)")
    }

    private static func describe(_ outcome: RequestParser.Outcome) -> String {
        switch outcome {
        case .incomplete: "incomplete"
        case .head(let head, let end):
            "\(head.method) \(head.path) \(head.query) \(head.contentLength) \(head.keepsAlive) \(head.cookie("a") ?? "") \(head.headers) \(end)"
        case .refused(let refusal): "refused \(refusal)"
        }
    }

    /// Frames mean the same however their bytes arrive, and after the end there is nothing.
    static func webSocket(_ bytes: [UInt8]) throws {
        var one = WebSocketReader(limit: 1_000), many = WebSocketReader(limit: 1_000)
        let whole = bytes.withUnsafeBytes { one.receive($0) }
        var cut: [WebSocketReader.Event] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            cut += bytes[start..<min(start + 3, bytes.count)].withUnsafeBytes { many.receive($0) }
        }
        try expect(cut == whole, "whole: \(whole), cut: \(cut)")
        for event in whole.dropLast() {
            switch event {
            case .closed, .failed: throw FuzzFinding(description: "something after the end")
            default: break
            }
        }
    }

    static func live(_ bytes: [UInt8]) throws {
        func outcome() -> Result<LiveRequest, LiveRefusal> { Result { () throws(LiveRefusal) in try LiveRequest.parse(bytes, LiveLimits()) } }
        try expect(outcome() == outcome(), "not the same twice")
        if case .failure(let refusal) = outcome() { try expect(!refusal.error.message.isEmpty, "a refusal without words") }
    }
}
