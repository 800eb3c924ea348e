import Mailboxes
import Synchronization
import TestClients

@testable import Web

/// A handler that shows what the server does: it answers with what it got, and notes what happens.
final class EchoHandler: WebHandler {
    /// What a test can see from outside.
    final class Record: Sendable {
        private let state = Mutex<[String]>([])
        var events: [String] { state.withLock { $0 } }
        func note(_ event: String) { state.withLock { $0.append(event) } }

        let holdsStop = Atomic(false)

        private let kept = Mutex<[Cancellation]>([])
        /// Of each request, in order.
        var cancellations: [Cancellation] { kept.withLock { $0 } }
        func note(_ cancellation: Cancellation) { kept.withLock { $0.append(cancellation) } }
    }

    private let loop: WebLoop
    private let record: Record
    private let later: Later
    private var pouring: [ConnectionID: Int] = [:]

    /// Requests for /later go here, to be answered by another thread.
    final class Later: Sendable {
        private let tokens = Mutex<[ReplyToken]>([])
        func add(_ token: ReplyToken) { tokens.withLock { $0.append(token) } }
        func take() -> [ReplyToken] { tokens.withLock { list in defer { list = [] }; return list } }
    }

    init(_ loop: WebLoop, _ record: Record, _ later: Later) {
        self.loop = loop
        self.record = record
        self.later = later
    }

    func bodyLimit(_ head: RequestHead) -> Int { head.path == "/small" ? 10 : 4 << 20 }

    func admit(_ request: HTTPRequest, _ token: ReplyToken) {
        record.note("admit \(request.path)")
        switch request.path {
        case "/closed": loop.answer(token, .text("not you", status: 401))
        case "/later-closed": loop.after(5) { [loop] in loop.answer(token, .text("not you", status: 403)) }
        case "/later-open": loop.after(5) { [loop] in loop.admit(token) }
        case "/undecided": break
        default: loop.admit(token)
        }
    }

    func request(_ request: HTTPRequest, _ token: ReplyToken) {
        record.note("\(request.method.rawValue) \(request.path)")
        record.note(request.cancellation)
        switch request.path {
        case "/known":
            loop.know(request.connection)
            loop.answer(token, .text("known"))
        case "/later": later.add(token)
        case "/never": break
        case "/patient":
            _ = loop.allow(token, 60_000)
            later.add(token)
        case "/stream": stream(Int(request.argument("pieces") ?? "") ?? 0, token)
        case "/broken": loop.answer(token, Response(mediaType: "text/plain", rest: { $0.breakOff($1) }))
        case "/large": loop.answer(token, Response(mediaType: "text/plain", body: [UInt8](repeating: 120, count: 3 << 20)))
        case "/empty": loop.answer(token, Response(status: 204))
        case "/peer": loop.answer(token, .text("\(request.peer.address) local \(request.peer.localUser.map { "\($0)" } ?? "no") tls \(request.peer.usesTLS)"))
        case "/soon": loop.after(5) { [loop] in loop.answer(token, .text("soon")) }
        case "/timers":
            let first = loop.after(1) { [loop] in loop.answer(token, .text("first")) }
            loop.after(20) { [loop] in loop.answer(token, .text("second")) }
            loop.cancel(first)
        case "/statistics":
            let counted = loop.statistics
            loop.answer(token, .text("connections \(counted.connections) webSockets \(counted.webSockets) requests \(counted.requests) refusals \(counted.refusals)"))
        case "/twice":
            loop.answer(token, .text("first"))
            loop.answer(token, .text("second"))
        default: loop.answer(token, .text("\(request.path)|\(request.rawQuery)|\(String(decoding: request.body, as: UTF8.self))"))
        }
    }

    /// Numbered pieces of a kilobyte, each made when it is asked for.
    private func stream(_ pieces: Int, _ token: ReplyToken) {
        let made = Counter()
        var response = Response(mediaType: "text/plain", body: Array("begin\n".utf8))
        response.rest = { [record] loop, token in
            loop.after(0) { [unowned loop] in
                let number = made.next()
                record.note("piece")
                loop.goOn(token, with: Array("\(number)".utf8) + [UInt8](repeating: 120, count: 1_000) + [10], isLast: number >= pieces)
            }
        }
        loop.answer(token, response)
    }

    func upgrade(_ request: HTTPRequest, subprotocols: [String]) -> UpgradeDecision {
        guard request.path == "/live" else { return .refuse(.text("no such feed", status: 404)) }
        guard request.header("origin") != "https://evil.example" else { return .refuse(.text("not from there", status: 403)) }
        return .accept(subprotocol: subprotocols.contains("laurel.live.v1") ? "laurel.live.v1" : nil)
    }

    func opened(_ connection: ConnectionID) { record.note("opened") }

    func received(_ text: [UInt8], from connection: ConnectionID) {
        let text = String(decoding: text, as: UTF8.self)
        switch text {
        case "close me": loop.close(connection, 4002, "as you wish")
        case "pour and close when stalled":
            pouring[connection] = 2_000
            pour(connection)
            closeWhenStalled(connection)
        case "pour":
            pouring[connection] = 2_000
            pour(connection)
        default: loop.write(connection, WebSocketFrame.text(text)[...])
        }
    }

    func writable(_ connection: ConnectionID) { pour(connection) }

    /// Many numbered messages, as fast as the peer takes them.
    private func pour(_ connection: ConnectionID) {
        while let left = pouring[connection], left > 0, loop.isWritable(connection) {
            let frames = (0..<min(4, left)).flatMap { WebSocketFrame.text("\(2_000 - left + $0) " + String(repeating: "x", count: 1_000)) }
            pouring[connection] = left - min(4, left)
            loop.write(connection, frames[...])
        }
        if pouring[connection] ?? 0 > 0 { loop.requestWritable(connection) }
    }

    private func closeWhenStalled(_ connection: ConnectionID) {
        loop.after(5) { [unowned self] in
            if loop.stalled(connection) < 50 { return closeWhenStalled(connection) }
            loop.close(connection, 4008, "too slow")
            record.note("stalled")
        }
    }

    func closed(_ connection: ConnectionID, code: UInt16) { record.note("closed \(code)") }

    /// The loop does nothing else while a test holds it here.
    func stopping() {
        record.note("stopping")
        _ = eventually { !record.holdsStop.load(ordering: .relaxed) }
    }
}

/// Counts from 1.
private final class Counter: Sendable {
    private let last = Mutex(0)
    func next() -> Int { last.withLock { $0 += 1; return $0 } }
}

/// A server with an echo handler, for the length of a test.
struct EchoServer {
    let server: WebServer
    let record = EchoHandler.Record()
    let later = EchoHandler.Later()
    let port: UInt16

    init(_ change: (inout WebConfiguration) -> Void = { _ in }) throws {
        var configuration = WebConfiguration()
        configuration.sweepInterval = 10
        change(&configuration)
        let (record, later) = (record, later)
        server = try WebServer(configuration) { EchoHandler($0, record, later) }
        port = server.port ?? 0
    }

    func http() throws -> HTTPClient { try HTTPClient(port: port) }
    func socket() throws -> Socket { try Socket(port: port) }
    func webSocket() throws -> WebSocketClient { try WebSocketClient(port: port, "/live") }
}

/// Waits until something is so, looking again and again; false when it does not become so in a minute.
func eventually(_ condition: () -> Bool) -> Bool {
    let deadline = Socket.now + 60_000
    let pause = Signal()
    while !condition() {
        if Socket.now > deadline { return false }
        pause.wait(atMost: .milliseconds(2))
    }
    return true
}
