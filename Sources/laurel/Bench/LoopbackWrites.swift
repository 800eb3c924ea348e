import Glibc
import Mailboxes
import Synchronization

/// What the kernel can do: one thread writes ready frames to many sockets, as fast as it can, another process reads them.
final class LoopbackWrites {
    private let viewers: ViewersProcess
    private var writers: [LoadSocket] = []

    init(_ count: Int) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        guard let port = LoadSocket.listening(listener, backlog: 1024) else { throw CLIError("cannot listen: errno \(errno)") }
        viewers = try ViewersProcess(count, port: port, boards: [])
        for _ in 0..<count {
            let accepted = accept(listener, nil, nil)
            guard accepted >= 0 else { throw CLIError("cannot accept: errno \(errno)") }
            writers.append(LoadSocket(descriptor: accepted))
        }
        try viewers.ready()
    }

    /// Rounds of one write to each socket, with so many frames of so many bytes in each. Frames a second that arrived.
    func perSecond(bytes: Int, frames: Int, for seconds: Double) throws -> Double {
        try viewers.begin()
        let start = Stopwatch.now, descriptors = writers.map(\.descriptor)
        var seq = 0
        repeat {
            let write = (0..<frames).flatMap { Self.frame(seq + $0, bytes) }
            seq += frames
            for descriptor in descriptors {
                let sent = write.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard sent == write.count else { throw CLIError("plain writes do not arrive: errno \(errno)") }
            }
        } while Stopwatch.now - start < seconds
        return try viewers.end().perSecond
    }

    /// A frame that looks like a change.
    private static func frame(_ seq: Int, _ bytes: Int) -> [UInt8] {
        let head = #"{"topic":"t1","change":{"seq":\#(seq),"at":0,"#, length = max(128, bytes) - 4
        return [0x81, 126, UInt8(length >> 8 & 255), UInt8(length & 255)] + head.utf8 + [UInt8](repeating: 0x20, count: length - head.utf8.count)
    }
}
