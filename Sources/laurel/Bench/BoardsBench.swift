import ArgumentParser
import Boards
import Foundation
import Glibc

/// The index behind a board, with a million entrants.
struct BoardsBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "boards", abstract: "The index of a board: changes, ranks and windows.")

    @OptionGroup var options: BenchOptions
    @Option(help: "Entrants of the board.") var entrants = 1_000_000

    func validate() throws {
        guard 100...10_000_000 ~= entrants else { throw ValidationError("--entrants is from 100 to 10,000,000") }
    }

    func run() throws {
        try options.report("boards") { report in
            report.condition("\(entrants) entrants, points, competition ranking")
            let before = Stopwatch.memory
            var index = StandingIndex(of: .points, ties: .competition)
            let filling = Stopwatch.seconds {
                index = StandingIndex(of: .points, ties: .competition, entries: (0..<Int32(entrants)).map {
                    .init(entrant: $0, value: .points(Self.scatter(Int($0)) % 1_000_000), reachedBy: UInt64($0), name: UInt64($0))
                })
            }
            let memory = Stopwatch.memory - before
            let part = options.seconds / 3
            var command = UInt64(entrants), seen = 0
            let update = Stopwatch.each(for: part) {
                let entrant = Int32(Self.scatter($0) % Int64(entrants))
                command += 1
                _ = index.set(.points(Self.scatter($0 + 7) % 1_000_000), of: entrant, reachedBy: command, name: UInt64(entrant))
            }
            let rank = Stopwatch.each(for: part) { seen &+= index.rank(of: Int32(Self.scatter($0) % Int64(entrants))) ?? 0 }
            let window = Stopwatch.each(for: part) { seen &+= index.around(Int32(Self.scatter($0) % Int64(entrants)), radius: 5).count }
            guard seen != 0 else { throw Trouble("no ranks") }
            report.add("fill", filling * 1_000, "ms")
            report.add("update", update * 1e9, "ns")
            report.add("rank", rank * 1e9, "ns")
            report.add("window of eleven", window * 1e9, "ns")
            report.add("memory", memory / Double(entrants), "bytes/entrant")
            try compareWithRedis(&report, update, rank)
        }
    }

    /// Beside it, where it is installed: the same work by redis-benchmark, over a socket and pipelined.
    private func compareWithRedis(_ report: inout BenchReport, _ update: Double, _ rank: Double) throws {
        guard let redis = try RedisBesides.start() else { return report.condition("redis-server is not installed: nothing to compare with") }
        defer { redis.stop() }
        let zadd = try redis.perSecond("ZADD board __rand_int__ member-__rand_int__", among: entrants)
        let zrevrank = try redis.perSecond("ZREVRANK board member-__rand_int__", among: entrants)
        report.add("redis ZADD, 16 a pipeline", 1e9 / zadd, "ns")
        report.add("redis ZREVRANK, 16 a pipeline", 1e9 / zrevrank, "ns")
    }

    /// A number that looks random (splitmix64), not negative.
    private static func scatter(_ number: Int) -> Int64 {
        var z = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        return Int64((z ^ (z >> 27)) >> 2)
    }
}

/// A redis of our own on a Unix socket, for as long as a bench takes.
private final class RedisBesides {
    private let process: Process
    private let folder: URL
    private var socket: String { folder.appending(path: "redis.sock").path }

    static func start() throws -> RedisBesides? {
        let places = ["/usr/bin", "/usr/local/bin"].filter { FileManager.default.isExecutableFile(atPath: $0 + "/redis-server") }
        return try places.first.map { try RedisBesides(in: $0) }
    }

    private let binaries: String

    private init(in binaries: String) throws {
        self.binaries = binaries
        folder = FileManager.default.temporaryDirectory.appending(path: "laurel-redis-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process = Process()
        process.executableURL = URL(filePath: binaries + "/redis-server")
        process.arguments = ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no"]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
    }

    func perSecond(_ command: String, among entrants: Int) throws -> Double {
        let run = Process(), output = Pipe()
        run.executableURL = URL(filePath: binaries + "/redis-benchmark")
        run.arguments = ["-s", socket, "-n", "300000", "-r", "\(entrants)", "-P", "16", "-c", "8", "--csv"] + command.split(separator: " ").map(String.init)
        run.standardOutput = output
        run.standardError = FileHandle.nullDevice
        try run.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        run.waitUntilExit()
        let fields = text.split(separator: "\n").last?.split(separator: ",").map { $0.filter { $0 != "\"" } } ?? []
        guard let rate = fields.dropFirst().lazy.compactMap({ Double($0) }).first, rate > 0 else { throw Trouble("redis-benchmark said nothing") }
        return rate
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }
}
