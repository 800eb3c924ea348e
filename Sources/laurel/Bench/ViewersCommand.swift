import ArgumentParser
import Glibc

/// The viewers of `laurel bench live`, in a process of their own: so that both ends have all the descriptors a process may have, and
/// memory and processor are the server's alone. It is told what to do on standard input, line by line, and answers so:
///
/// | line | what happens | answer |
/// |---|---|---|
/// | | they connect, subscribe and have their snapshots | `ready` |
/// | `begin` | they count anew | `begun` |
/// | `end` | they read until nothing comes any more | messages, bytes, reads, broken, replaced, begun, last, highest number, uneven topics |
/// | `latencies AT=SECONDS …` | | p50, p99 and the longest, in seconds |
struct ViewersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "viewers", abstract: "The viewers of the bench of the feed.", shouldDisplay: false)

    @Option var port: UInt16
    @Option var count: Int
    @Option(help: "None: frames come at once, without a WebSocket.") var board: [String] = []
    @Option var receiveBuffer: Int32?
    @Flag(help: "They read nothing but the answer to their handshake.") var stuck = false

    func run() throws {
        _ = LoadSocket.raiseDescriptorLimit()
        let viewers = try LiveViewers(count, port: port, plain: board.isEmpty, receiveBuffer: receiveBuffer)
        try viewers.subscribe(boards: board, top: 50)
        var lines = Lines()
        if stuck {
            Terminal.line("ready")
            while lines.next(milliseconds: 1_000) != .ended {}
            return
        }
        let deadline = Stopwatch.now + 30
        while !viewers.haveStarted(board.count) {
            guard Stopwatch.now < deadline else { throw CLIError("no snapshots within 30 s") }
            _ = try viewers.read(milliseconds: 1_000)
        }
        Terminal.line("ready")
        try follow(viewers, &lines)
    }

    private func follow(_ viewers: LiveViewers, _ lines: inout Lines) throws {
        while true {
            // Sockets first: the other side is asked only where they leave time, or now and then.
            for _ in 0..<64 where try viewers.read(milliseconds: 5) {}
            switch lines.next(milliseconds: 0) {
            case .none: continue
            case .ended: return
            case .line("begin"):
                viewers.begin()
                Terminal.line("begun")
            case .line("end"):
                let deadline = Stopwatch.now + 10
                while try viewers.read(milliseconds: 400), Stopwatch.now < deadline {}
                let count = viewers.count, standing = viewers.standing
                Terminal.line("\(count.messages) \(count.bytes) \(count.reads) \(count.broken) \(count.replaced) \(count.begun) \(count.last) \(standing.highest) \(standing.uneven)")
            case .line(let line):
                let pairs = line.split(separator: " ").compactMap { pair -> (Int64, Double)? in
                    let parts = pair.split(separator: "=")
                    guard parts.count == 2, let at = Int64(parts[0]), let seconds = Double(parts[1]) else { return nil }
                    return (at, seconds)
                }
                let sorted = viewers.latencies(Dictionary(pairs) { first, _ in first })
                Terminal.line("\(sorted.quantile(0.5)) \(sorted.quantile(0.99)) \(sorted.max() ?? 0)")
            }
        }
    }
}

/// Standard input, line by line, without waiting for it.
private struct Lines {
    enum Next: Equatable { case none, ended, line(String) }

    private var pending: [UInt8] = []
    private var isOver = false

    mutating func next(milliseconds: Int32) -> Next {
        var poller = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        if !isOver, poll(&poller, 1, pending.contains(10) ? 0 : milliseconds) > 0 {
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = Glibc.read(0, &bytes, bytes.count)
            if count > 0 { pending += bytes[..<count] } else { isOver = true }
        }
        guard let end = pending.firstIndex(of: 10) else { return isOver ? .ended : .none }
        defer { pending.removeFirst(end + 1) }
        return .line(String(decoding: pending[..<end], as: UTF8.self))
    }
}
