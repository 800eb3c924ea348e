import ArgumentParser

/// Changes of a board to everyone who watches it, against plain writes to as many sockets.
struct LiveBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "live", abstract: "A board's changes to WebSocket viewers, from the commit to the client.")

    @OptionGroup var options: BenchOptions
    @OptionGroup var folders: BenchFolders
    @Option(help: "How many watch; may be given several times.") var viewers: [Int] = [1_000, 5_000, 10_000]
    @Option(help: "Changes a second, in the part that is not saturated.") var rate = 20.0
    @Option(help: "How many more watch and never read.") var stuck = 0

    /// What a process may have open bounds both sides; the server keeps some for itself.
    private static let mostViewers = 18_000
    /// Deliveries a second that are offered to saturate: a board has at most 100 messages a second.
    private static let offered = 1_000_000

    func validate() throws {
        guard viewers.allSatisfy({ 1...Self.mostViewers ~= $0 }) else { throw ValidationError("--viewers is from 1 to 18,000") }
        guard (0.5...100).contains(rate), 0...Self.mostViewers ~= stuck else { throw ValidationError("--rate is from 0.5 to 100, --stuck from 0 to 18,000") }
    }

    func run() throws {
        try options.report("live") { report in
            report.condition("viewers of the first 50 of 1,000 members, in a process of their own; a message is one row that changed")
            report.condition("\(rate) changes/s at live.interval PT0.05S; saturated: as many as are committed, at PT0.01S")
            if stuck > 0 { report.condition("and \(stuck) more that never read") }
            for count in viewers { try measure(count, &report) }
        }
    }

    private func measure(_ count: Int, _ report: inout BenchReport) throws {
        let bytes = try pace(count, &report)
        try saturate(count, &report)
        let plain = try LoopbackWrites(count)
        report.add("\(count) viewers, plain writes of one message", try plain.perSecond(bytes: bytes, frames: 1, for: options.seconds / 2), "deliveries/s")
        report.add("\(count) viewers, plain writes of four", try plain.perSecond(bytes: bytes, frames: 4, for: options.seconds / 2), "deliveries/s")
    }

    /// Changes at a pace that leaves time between them. Answers how many bytes one is.
    private func pace(_ count: Int, _ report: inout BenchReport) throws -> Int {
        let run = try LiveRun(viewers: count, stuck: stuck, interval: 50, folders)
        let result = try run.change(perSecond: rate, seconds: options.seconds)
        let expected = (result.count.highest - result.first) * count, name = "\(count) viewers"
        report.condition("\(name): a message of \(result.count.bytesOfMessage) bytes; \(result.count.messages) of \(expected) delivered, \(result.count.broken) out of order")
        report.add("\(name), p50 from commit to client", result.latencies.p50 * 1_000, "ms")
        report.add("\(name), p99 from commit to client", result.latencies.p99 * 1_000, "ms", bound: count == 5_000 ? 43 : nil)
        report.add("\(name), web thread", result.effort / Double(max(1, result.count.messages)) * 1e6, "µs/delivery")
        report.add("\(name), memory", run.bytesOfConnection / 1024, "KiB/connection")
        return result.count.bytesOfMessage
    }

    /// Changes that come faster than sockets take them.
    private func saturate(_ count: Int, _ report: inout BenchReport) throws {
        let boards = min(LiveRun.mostBoards, max(1, Self.offered / (count * 100)))
        let run = try LiveRun(viewers: count, boards: boards, stuck: stuck, interval: 10, folders)
        let result = try run.change(perSecond: 150, seconds: options.seconds), name = "\(count) viewers, saturated"
        report.condition("\(name): each watches \(boards) boards, so that up to \(count * boards * 100) deliveries/s are offered")
        report.add(name, result.count.perSecond, "deliveries/s", aim: count >= 5_000 ? 400_000 : nil)
        report.add("\(name), messages in a read", Double(result.count.messages) / Double(max(1, result.count.reads)), "")
        report.add("\(name), web thread", result.effort / Double(max(1, result.count.messages)) * 1e6, "µs/delivery")
        report.add("\(name), memory grew by", result.growth / 1_048_576, "MiB")
        if result.count.broken + result.count.replaced > 0 {
            report.condition("\(name): \(result.count.broken) out of order, \(result.count.replaced) snapshots for who was too far behind")
        }
    }
}
