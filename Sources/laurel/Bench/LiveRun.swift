import Glibc
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Synchronization

/// One server with its viewers, and changes that everyone on a board's first page sees.
final class LiveRun {
    struct Result {
        /// The number that everyone had before.
        let first: Int
        let count: ViewersProcess.Count
        let latencies: (p50: Double, p99: Double, longest: Double)
        /// Seconds of the web thread.
        let effort: Double
        /// Bytes that the server took meanwhile.
        let growth: Double
    }

    private let server: BenchServer
    private let viewers: ViewersProcess
    private let stuck: ViewersProcess?
    private let committed = Commits()
    private var sales = 0
    let bytesOfConnection: Double

    /// When each commit was on disk, by its time in milliseconds.
    private final class Commits: Sendable {
        let times = Mutex<[(at: Int64, seconds: Double)]>([])
    }

    /// Each sale moves all of them.
    private static let boards = ["points-day", "points-week", "points-month", "points-quarter", "points-year", "points-all"]
    static var mostBoards: Int { boards.count }

    init(viewers count: Int, boards watched: Int = 1, stuck others: Int, interval: Int64, _ folders: BenchFolders) throws {
        server = try BenchServer(members: 1_000, folders, interval: interval)
        let committed = committed
        try server.runtime.follow { commit in committed.times.withLock { $0.append((commit.at.milliseconds, Stopwatch.now)) } }
        for member in 0..<50 { try Self.sell(on: server, "start-\(member)", of: member, amount: 10_000 + 4_000 * Int64(50 - member)) }
        let memory = Stopwatch.memory
        stuck = others == 0 ? nil : try ViewersProcess(others, port: server.port, boards: [Self.boards[0]], ["--stuck", "--receive-buffer", "4096"])
        try stuck?.ready()
        viewers = try ViewersProcess(count, port: server.port, boards: Array(Self.boards.prefix(watched)))
        try viewers.ready()
        bytesOfConnection = (Stopwatch.memory - memory) / Double(count + others)
    }

    deinit {
        // Before the server goes.
        stuck?.stop()
        viewers.stop()
    }

    /// Sells at a pace, or as fast as sales are on disk where that is slower; returns when everything has come.
    func change(perSecond rate: Double, seconds: Double) throws -> Result {
        let first = try viewers.end().highest
        committed.times.withLock { $0 = [] }
        try viewers.begin()
        let memory = Stopwatch.memory, effort = Stopwatch.processor(of: "web"), start = Stopwatch.now
        var count = 0
        while Stopwatch.now - start < seconds {
            // ¥100 are one point: the ranks stay as they are, since everyone sells in turn.
            try Self.sell(on: server, "sale-\(sales)", of: sales * 7 % 50, amount: 100)
            (sales, count) = (sales + 1, count + 1)
            let wait = start + Double(count) / rate - Stopwatch.now
            if wait > 0 { poll(nil, 0, Int32(wait * 1_000)) }
        }
        let growth = Stopwatch.memory - memory, came = try viewers.end()
        guard came.uneven == 0 else { throw CLIError("not all viewers have all of \(came.uneven) topics") }
        let times = committed.times.withLock { $0 }
        return Result(
            first: first, count: came, latencies: try viewers.latencies(times), effort: Stopwatch.processor(of: "web") - effort, growth: growth)
    }

    private static func sell(on server: BenchServer, _ id: String, of member: Int, amount: Int64) throws {
        let activity = try Activity(
            source: "/bench", id: "live-\(id)", type: "sale.won", time: SystemClock.now(), subject: BenchServer.id(member),
            data: ["amount": .number(Decimal(amount)), "customer": .string("c-\(id)")])
        for case .refused(let refusal) in server.runtime.carryOut([RecordActivity(activity)], by: .token("bench")) { throw refusal }
    }
}
