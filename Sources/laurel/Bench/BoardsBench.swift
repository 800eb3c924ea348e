import ArgumentParser
import Boards

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
            let window = Stopwatch.each(for: part) { seen &+= index.page(offset: Int(Self.scatter($0) % Int64(entrants - 10)), limit: 10).count }
            let around = Stopwatch.each(for: part) { seen &+= index.around(Int32(Self.scatter($0) % Int64(entrants)), radius: 5).count }
            guard seen != 0 else { throw CLIError("no ranks") }
            report.add("fill", filling * 1_000, "ms")
            report.add("update", update * 1e9, "ns", bound: 1_200)
            report.add("rank", rank * 1e9, "ns", bound: 400)
            report.add("window of ten", window * 1e9, "ns", bound: 600)
            report.add("an entrant with five neighbours on each side", around * 1e9, "ns")
            report.add("memory", memory / Double(entrants), "bytes/entrant")
            try compareWithRedis(&report)
        }
    }

    /// Beside it, where it is installed: the same work by a sorted set of Redis, over a socket.
    private func compareWithRedis(_ report: inout BenchReport) throws {
        guard let redis = try RedisBeside.start() else { return report.condition("redis-server is not installed: nothing to compare with") }
        let entrants = entrants
        func member(_ number: Int) -> String { "member-\(Self.scatter(number) % Int64(entrants))" }
        try redis.all((0..<entrants).lazy.map { ["ZADD", "board", "\(Self.scatter($0) % 1_000_000)", "member-\($0)"] })
        for (pipeline, name) in [(64, "64 a pipeline"), (1, "one at a time")] {
            let part = options.seconds / 3
            let add = try redis.each(pipeline: pipeline, for: part) { ["ZADD", "board", "\(Self.scatter($0 + 7) % 1_000_000)", member($0)] }
            let rank = try redis.each(pipeline: pipeline, for: part) { ["ZREVRANK", "board", member($0)] }
            let range = try redis.each(pipeline: pipeline, for: part) {
                let first = Self.scatter($0) % Int64(entrants - 10)
                return ["ZREVRANGE", "board", "\(first)", "\(first + 9)"]
            }
            report.add("redis ZADD, \(name)", add * 1e9, "ns")
            report.add("redis ZREVRANK, \(name)", rank * 1e9, "ns")
            report.add("redis ZREVRANGE of ten, \(name)", range * 1e9, "ns")
        }
    }

    /// A number that looks random (splitmix64), not negative.
    private static func scatter(_ number: Int) -> Int64 {
        var z = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        return Int64((z ^ (z >> 27)) >> 2)
    }
}
