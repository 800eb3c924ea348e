import Glibc

/// Many WebSocket clients on one thread: they read what comes, count it, and note when.
final class LiveViewers {
    /// What has come since `begin`.
    struct Count {
        var messages = 0
        var bytes = 0
        /// How often a socket was read.
        var reads = 0
        /// Messages whose number is not the next one.
        var broken = 0
        /// Snapshots that replaced what a viewer had not taken.
        var replaced = 0
        /// Seconds on the clock of `Stopwatch`.
        var begun = Stopwatch.now
        var last = Stopwatch.now
    }

    private final class Viewer {
        let socket: LoadSocket
        var scan = FrameScan()
        /// The topics that it follows, few, and the last number of each.
        var topics: [(topic: Int64, seq: Int64)] = []

        init(_ socket: LoadSocket) { self.socket = socket }
    }

    private var viewers: [Viewer] = []
    private let poll: ReadyPoll
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private(set) var count = Count()
    /// The commit of every delivery, and when it came; the first million.
    private var deliveries: [(at: Int64, came: Double)] = []
    private static let mostDeliveries = 1_000_000

    private static let handshake = LoadClient.request(
        "GET", "/live",
        [
            "Authorization": BenchServer.authorization, "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": "laurel.live.v1",
        ])

    /// - Parameters:
    ///   - plain: no WebSocket is asked for: the server sends frames at once.
    ///   - receiveBuffer: SO_RCVBUF; nil leaves it.
    init(_ count: Int, port: UInt16, plain: Bool, receiveBuffer: Int32? = nil) throws {
        poll = try ReadyPoll()
        for index in 0..<count {
            let socket = try LoadSocket(port: port, receiveBuffer: receiveBuffer)
            if !plain { try shakeHands(socket) }
            viewers.append(Viewer(socket))
            try poll.add(socket.descriptor, index)
        }
    }

    deinit { buffer.deallocate() }

    private func shakeHands(_ socket: LoadSocket) throws {
        try socket.send(Self.handshake)
        let length = try socket.receive(into: buffer)
        guard buffer[..<length].starts(with: Array("HTTP/1.1 101".utf8)) else {
            throw CLIError("no WebSocket: \(String(decoding: buffer[..<length], as: UTF8.self))")
        }
    }

    /// All subscribe to all boards, without waiting for their snapshots.
    func subscribe(boards: [String], top: Int) throws {
        let messages = boards.flatMap { Self.masked(1, Array(#"{"subscribe":"\#($0)","board":"\#($0)","window":{"top":\#(top)}}"#.utf8)) }
        for viewer in viewers { try viewer.socket.send(messages) }
    }

    /// Whether everyone has so many snapshots.
    func haveStarted(_ boards: Int) -> Bool { viewers.allSatisfy { $0.topics.count >= boards } }

    /// Counts anew.
    func begin() {
        count = Count()
        deliveries = []
    }

    /// Reads what is there, and waits so long for it; false where nothing came.
    func read(milliseconds: Int32) throws -> Bool {
        try poll.wait(milliseconds: milliseconds) { try read(viewers[$0]) } > 0
    }

    /// The highest number that a viewer has of any topic, and of how many topics not all viewers have the same number.
    var standing: (highest: Int64, uneven: Int) {
        let all = Dictionary(grouping: viewers.flatMap(\.topics), by: \.topic).mapValues { Set($0.map(\.seq)) }
        return (all.values.compactMap { $0.max() }.max() ?? 0, all.values.count { $0.count > 1 })
    }

    /// Seconds of every delivery, by when the commit with that `at` was on disk.
    func latencies(_ committed: [Int64: Double]) -> [Double] {
        deliveries.compactMap { delivery in committed[delivery.at].map { delivery.came - $0 } }
    }

    private func read(_ viewer: Viewer) throws {
        let length = try viewer.socket.receive(into: buffer, waits: false)
        guard length > 0 else { return }
        count.reads += 1
        count.bytes += length
        count.last = Stopwatch.now
        viewer.scan.take(UnsafeRawBufferPointer(rebasing: buffer[..<length])) { message in take(message, viewer) }
        for _ in 0..<viewer.scan.takePings() { try viewer.socket.send(Self.masked(10, [])) }
    }

    private func take(_ message: FrameScan.Message, _ viewer: Viewer) {
        let known = viewer.topics.firstIndex { $0.topic == message.topic }
        if !message.isSnapshot {
            count.messages += 1
            if let known, message.seq != viewer.topics[known].seq + 1 { count.broken += 1 }
            if deliveries.count < Self.mostDeliveries { deliveries.append((message.at, count.last)) }
        } else if known != nil {
            count.replaced += 1
        }
        if let known { viewer.topics[known].seq = message.seq } else { viewer.topics.append((message.topic, message.seq)) }
    }

    /// A frame as a client sends it (RFC 6455, 5.2), masked with zeroes.
    private static func masked(_ opcode: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let length: [UInt8] = payload.count < 126 ? [0x80 | UInt8(payload.count)] : [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        return [0x80 | opcode] + length + [0, 0, 0, 0] + payload
    }
}
