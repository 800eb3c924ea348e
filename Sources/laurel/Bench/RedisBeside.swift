import Foundation

/// A Redis of our own on a free loopback port, without persistence, for as long as a bench takes: its sorted set does what a board
/// does. Spoken to in RESP 2 over one connection.
final class RedisBeside {
    private let process = Process()
    private let folder: URL
    private let socket: LoadSocket
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private var replies = RESPCount()

    /// Nil where it is not installed.
    static func start() throws -> RedisBeside? {
        let places = ["/usr/bin", "/usr/local/bin"].map { $0 + "/redis-server" }.filter { FileManager.default.isExecutableFile(atPath: $0) }
        return try places.first.map { try RedisBeside($0) }
    }

    private init(_ server: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "laurel-redis-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let port = try LoadSocket.freePort()
        process.executableURL = URL(filePath: server)
        process.currentDirectoryURL = folder
        process.arguments = ["--bind", "127.0.0.1", "--port", "\(port)", "--save", "", "--appendonly", "no"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        do {
            socket = try LoadSocket.reach(port: port, within: 10)
        } catch {
            Self.end(process)
            throw error
        }
    }

    deinit {
        Self.end(process)
        try? FileManager.default.removeItem(at: folder)
        buffer.deallocate()
    }

    /// It has nothing to save; and a signal that may be blocked, as where a test has started all of this, would be waited for without end.
    private static func end(_ process: Process) {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Carries out commands 0, 1, 2 … for about so long, so many before their answers are read; seconds for each.
    func each(pipeline: Int, for seconds: Double, _ command: (Int) -> [String]) throws -> Double {
        var count = 0, processor = 0.0
        let start = Stopwatch.now
        while Stopwatch.now - start - processor < seconds {
            // Making commands is not the server's time.
            let making = Stopwatch.now
            let bytes = (count..<count + pipeline).flatMap { Self.encoded(command($0)) }
            processor += Stopwatch.now - making
            try carryOut(bytes, pipeline)
            count += pipeline
        }
        return (Stopwatch.now - start - processor) / Double(count)
    }

    /// Carries out all of them.
    func all(_ commands: some Sequence<[String]>) throws {
        var bytes: [UInt8] = [], count = 0
        for command in commands {
            bytes += Self.encoded(command)
            count += 1
            guard count == 500 else { continue }
            try carryOut(bytes, count)
            (bytes, count) = ([], 0)
        }
        if count > 0 { try carryOut(bytes, count) }
    }

    private func carryOut(_ bytes: [UInt8], _ count: Int) throws {
        try socket.send(bytes)
        var left = count
        while left > 0 {
            let length = try socket.receive(into: buffer)
            left -= replies.take(UnsafeRawBufferPointer(rebasing: buffer[..<length]))
            guard !replies.hasError else { throw CLIError("redis refuses a command") }
        }
    }

    private static func encoded(_ command: [String]) -> [UInt8] {
        Array("*\(command.count)\r\n".utf8) + command.flatMap { "$\($0.utf8.count)\r\n\($0)\r\n".utf8 }
    }
}

/// Counts replies in RESP 2 without keeping them: simple strings, errors, integers, bulk strings, and arrays of them.
struct RESPCount {
    private(set) var hasError = false
    /// Values that are still missing in the arrays that have begun, innermost last.
    private var open: [Int] = []
    /// The line that is being read.
    private var line: [UInt8] = []
    /// Bytes of a bulk string, and its line end, that are still to come.
    private var skip = 0

    /// How many whole replies end in these bytes.
    mutating func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        var count = 0, at = 0
        while at < bytes.count {
            if skip > 0 {
                let taken = min(skip, bytes.count - at)
                (skip, at) = (skip - taken, at + taken)
                if skip == 0 { count += value() }
                continue
            }
            line.append(bytes[at])
            at += 1
            if line.last == 10 { count += ended() }
        }
        return count
    }

    private mutating func ended() -> Int {
        let kind = line[0], number = Int(String(decoding: line.dropFirst().dropLast(2), as: UTF8.self))
        line.removeAll(keepingCapacity: true)
        switch kind {
        case UInt8(ascii: "$"):
            guard let number, number >= 0 else { return value() }
            skip = number + 2
            return 0
        case UInt8(ascii: "*"):
            guard let number, number > 0 else { return value() }
            open.append(number)
            return 0
        case UInt8(ascii: "-"):
            hasError = true
            return value()
        default: return value()
        }
    }

    /// A value ends, and with it perhaps the arrays around it. 1 where that was a whole reply.
    private mutating func value() -> Int {
        while let left = open.popLast() {
            if left > 1 {
                open.append(left - 1)
                return 0
            }
        }
        return 1
    }
}
