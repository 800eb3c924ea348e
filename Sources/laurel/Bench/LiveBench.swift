import ArgumentParser
import Identity
import Mailboxes
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Synchronization

/// One change of a board to everyone who watches, against plain writes to as many sockets.
struct LiveBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "live", abstract: "A board's change to WebSocket viewers, from the commit to the client.")

    @OptionGroup var options: BenchOptions
    @OptionGroup var folders: BenchFolders
    @Option(help: "How many watch; may be given several times.") var viewers: [Int] = [1_000, 5_000, 10_000]

    func validate() throws {
        guard viewers.allSatisfy({ 1...10_000 ~= $0 }) else { throw ValidationError("--viewers is from 1 to 10,000") }
    }

    func run() throws {
        try options.report("live") { report in
            report.condition("viewers of the first 50 of 1,000 members; a change after each 0.15 s of quiet; rates while a change goes out")
            // Both ends of a connection are in this process, and a few files besides.
            let most = (LoadSocket.raiseDescriptorLimit() - 200) / 2
            for count in viewers {
                if count > most { report.condition("\(most) viewers instead of \(count): this process may have no more descriptors") }
                try measure(min(count, most), &report)
            }
        }
    }

    private func measure(_ count: Int, _ report: inout BenchReport) throws {
        let bytes = try measureServer(count, &report)
        let plain = try LoopbackWrites(count).writesPerSecond(of: bytes, for: options.seconds / 3)
        report.add("\(count) viewers, plain writes of as many bytes", plain.rate, "deliveries/s")
        report.add("\(count) viewers, plain, p99 from write to client", plain.latencies.quantile(0.99) * 1_000, "ms")
    }

    /// - Returns: how many bytes a change is.
    private func measureServer(_ count: Int, _ report: inout BenchReport) throws -> Int {
        let server = try BenchServer(members: 1_000, folders)
        let changes = BoardChanges(server)
        try changes.prepare()
        let memory = Stopwatch.memory
        let viewers = try LiveViewers(count, port: server.port)
        try viewers.subscribe(board: "points-day", top: 50)
        let perConnection = (Stopwatch.memory - memory) / Double(count)
        var sending = 0.0, messages = 0
        let processor = Stopwatch.processor(of: "web"), start = Stopwatch.now
        while messages == 0 || Stopwatch.now - start < options.seconds {
            let committed = try changes.make(messages)
            let last = try viewers.awaitMessage(since: committed)
            sending += last - committed
            messages += 1
            viewers.rest(until: last + 0.15)
        }
        let used = Stopwatch.processor(of: "web") - processor
        let deliveries = Double(messages * count)
        report.add("\(count) viewers", deliveries / sending, "deliveries/s")
        report.add("\(count) viewers, p50 from commit to client", viewers.latencies.quantile(0.5) * 1_000, "ms")
        report.add("\(count) viewers, p99 from commit to client", viewers.latencies.quantile(0.99) * 1_000, "ms")
        report.add("\(count) viewers, web thread", used / deliveries * 1e6, "µs/delivery")
        report.add("\(count) viewers, memory", perConnection / 1024, "KiB/connection")
        return viewers.bytesOfLastMessage
    }
}

/// Makes changes that everyone on the board's first page sees, and tells when they were on disk.
private final class BoardChanges {
    private let server: BenchServer
    private let committed = Committing()

    private final class Committing: Sendable {
        let at = Mutex(0.0)
    }

    init(_ server: BenchServer) {
        self.server = server
        let committed = committed
        server.runtime.follow { _ in committed.at.withLock { $0 = Stopwatch.now } }
    }

    /// Fifty members stand on the board.
    func prepare() throws {
        for number in 0..<50 { try sell(number, of: number) }
    }

    /// When the change was on disk.
    func make(_ number: Int) throws -> Double {
        try sell(1_000 + number, of: number % 50)
        return committed.at.withLock { $0 }
    }

    private func sell(_ number: Int, of member: Int) throws {
        let activity = try Activity(
            source: "/bench", id: "live-\(number)", type: "sale.won", time: SystemClock.now(),
            subject: BenchServer.id(member), data: ["amount": 8050, "customer": .string("c-\(number)")])
        for case .refused(let refusal) in server.runtime.carryOut([.record(activity)], by: .token("bench")) { throw refusal }
    }
}
