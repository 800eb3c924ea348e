import Glibc

/// Many WebSocket clients on one thread: they read what comes, and note when.
final class LiveViewers {
    private var viewers: [Viewer] = []
    private let poll: ReadyPoll
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    /// Seconds of every delivery.
    private(set) var latencies: [Double] = []
    private(set) var bytesOfLastMessage = 0

    private struct Viewer {
        let socket: LoadSocket
        var frames = FrameCount()
    }

    private static let handshake = LoadClient.request(
        "GET", "/live",
        [
            "Authorization": BenchServer.authorization, "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": "laurel.live.v1",
        ])

    init(_ count: Int, port: UInt16) throws {
        poll = try ReadyPoll()
        for index in 0..<count {
            let socket = try LoadSocket(port: port)
            try socket.send(Self.handshake)
            let length = try socket.receive(into: buffer)
            guard buffer[..<length].starts(with: Array("HTTP/1.1 101".utf8)) else { throw Trouble("no WebSocket: \(String(decoding: buffer[..<length], as: UTF8.self))") }
            viewers.append(Viewer(socket: socket))
            try poll.add(socket.descriptor, index)
        }
    }

    deinit { buffer.deallocate() }

    /// All subscribe; returns when all have their snapshot.
    func subscribe(board: String, top: Int) throws {
        let message = Self.masked(#"{"subscribe":"b","board":"\#(board)","window":{"top":\#(top)}}"#)
        for viewer in viewers { try viewer.socket.send(message) }
        _ = try awaitMessage(since: Stopwatch.now)
        latencies = []
    }

    /// Waits until everyone has one more message; when the last one had it.
    func awaitMessage(since start: Double) throws -> Double {
        var waiting = viewers.count, last = start
        while waiting > 0 {
            let ready = poll.wait(milliseconds: 10_000)
            guard !ready.isEmpty else { throw Trouble("\(waiting) of \(viewers.count) viewers wait for 10 s") }
            for index in ready where try read(index) {
                last = Stopwatch.now
                latencies.append(last - start)
                waiting -= 1
            }
        }
        return last
    }

    /// Lets time pass, reading pings.
    func rest(until end: Double) {
        while true {
            let left = end - Stopwatch.now
            guard left > 0 else { return }
            for index in poll.wait(milliseconds: Int32(left * 1_000) + 1) { _ = try? read(index) }
        }
    }

    /// Whether a message ended in what has come.
    private func read(_ index: Int) throws -> Bool {
        let count = try viewers[index].socket.receive(into: buffer, waits: false)
        guard count > 0 else { return false }
        let messages = viewers[index].frames.messages(in: buffer[..<count])
        if messages > 0 { bytesOfLastMessage = count }
        return messages > 0
    }

    /// A text frame as a client sends it (RFC 6455, 5.2), masked with zeroes.
    private static func masked(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        let length: [UInt8] = bytes.count < 126 ? [0x80 | UInt8(bytes.count)] : [0x80 | 126, UInt8(bytes.count >> 8), UInt8(bytes.count & 255)]
        return [0x81] + length + [0, 0, 0, 0] + bytes
    }
}

/// Follows a server's frames without keeping them: how many data messages end.
private struct FrameCount {
    private var header: [UInt8] = []
    /// Bytes of the payload that are still to come; nil while the header is.
    private var left: Int?

    mutating func messages(in bytes: Slice<UnsafeMutableRawBufferPointer>) -> Int {
        var count = 0, rest = bytes
        while true {
            if let left {
                let taken = min(left, rest.count)
                rest = rest.dropFirst(taken)
                self.left = left - taken
                guard taken == left else { return count }
                // FIN, and an opcode that is no control frame's.
                if header[0] & 0x88 == 0x80 { count += 1 }
                header.removeAll(keepingCapacity: true)
                self.left = nil
            } else {
                guard let byte = rest.popFirst() else { return count }
                header.append(byte)
                left = Self.length(header)
            }
        }
    }

    /// The payload's length; nil until the header tells.
    private static func length(_ header: [UInt8]) -> Int? {
        guard header.count >= 2 else { return nil }
        switch header[1] {
        case ..<126: return Int(header[1])
        case 126: return header.count < 4 ? nil : Int(header[2]) << 8 | Int(header[3])
        default: return header.count < 10 ? nil : header[2...].reduce(0) { $0 << 8 | Int($1) }
        }
    }
}
