import ArgumentParser
import Identity
import JSON
import Mailboxes
import Periods
import Store
import Synchronization

/// Durable activities through HTTP, against inserts of the same rows by SQLite alone.
struct ActivitiesBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activities", abstract: "Activities in batches over HTTP, each on disk before it is answered.")

    @OptionGroup var options: BenchOptions
    @OptionGroup var folders: BenchFolders
    @Option(help: "Connections that send at the same time.") var connections = 4
    @Option(help: "Activities in a request, at most 1,000.") var batch = 1_000
    @Option(help: "Members who are credited.") var members = 2_000

    func validate() throws {
        guard 1...64 ~= connections, 1...1_000 ~= batch, 1...1_000_000 ~= members else { throw ValidationError("out of range") }
    }

    func run() throws {
        try options.report("activities") { report in
            report.condition("\(connections) connections, \(batch) activities a request, \(members) members; \(MadeUpActivities.description)")
            let server = try BenchServer(members: members, folders)
            defer { withExtendedLifetime(server) {} }
            let load = ActivityLoad(port: server.port, connections: connections, batch: batch, members: members)
            let before = Effort(server)
            let sent = try load.run(seconds: options.seconds)
            let between = Effort(server)
            let inside = try EngineLoad(runtime: server.runtime, members: members).run(seconds: options.seconds / 2)
            let after = Effort(server)
            let limit = try RawInserts(from: server.databasePath, most: 30_000)
            guard limit.activities > 0 else { throw CLIError("nothing was recorded") }
            let alone = try limit.insert()
            report.condition("raw: \(limit.activities) command rows and their \(limit.entries) entry rows, 256 commands a transaction, synchronous FULL")
            report.add("through HTTP, on disk", sent.perSecond, "activities/s", aim: 20_000)
            report.add("raw inserts of the same rows", alone.perSecond, "activities/s")
            report.add("ratio of HTTP to raw", sent.perSecond / alone.perSecond, "", aim: 0.3)
            report.add("through the engine alone, on disk", inside.perSecond, "activities/s", aim: 20_000)
            report.add("ratio of the engine to raw", inside.perSecond / alone.perSecond, "", aim: 0.4)
            report.add("a request, p50", sent.latencies.quantile(0.5) * 1_000, "ms")
            report.add("a request, p99", sent.latencies.quantile(0.99) * 1_000, "ms")
            report.add("processor, raw inserts", alone.processor * 1e6, "µs/activity")
            between.report(since: before, of: sent.count, "HTTP", to: &report)
            after.report(since: between, of: inside.count, "engine alone", to: &report)
        }
    }
}

/// Seconds of processor of the server's threads and of the stages of its batches so far: they depend less than rates on what else the
/// machine does.
private struct Effort {
    private let figures: [(name: String, seconds: Double)]

    init(_ server: BenchServer) {
        let readers = Stopwatch.processor(of: "reader-0") + Stopwatch.processor(of: "reader-1")
        var figures = [
            ("web thread", Stopwatch.processor(of: "web")), ("readers' threads", readers), ("writer's thread", Stopwatch.processor(of: "writer")),
            ("commits' thread", Stopwatch.processor(of: "commit")),
        ]
        for stage in StageClock.Stage.allCases { figures.append(("stage \(stage)", server.stages[stage])) }
        self.figures = figures
    }

    func report(since before: Effort, of count: Int, _ load: String, to report: inout BenchReport) {
        for (now, then) in zip(figures, before.figures) {
            report.add("processor, \(load): \(now.name)", (now.seconds - then.seconds) / Double(max(1, count)) * 1e6, "µs/activity")
        }
    }
}

/// Several connections that post batches as fast as they are answered.
private struct ActivityLoad {
    struct Sent {
        var count = 0
        var seconds = 0.0
        var latencies: [Double] = []
        var perSecond: Double { Double(count) / seconds }
    }

    let port: UInt16
    let connections: Int
    let batch: Int
    let members: Int

    /// What the threads share.
    private final class Shared: Sendable {
        let ready: [[UInt8]]
        let next = Atomic(0)
        let outcome = Mutex<Result<Sent, any Error>>(.success(Sent()))
        init(_ ready: [[UInt8]]) { self.ready = ready }
    }

    /// Requests that stand ready, so that making them costs the server nothing: as many as the fastest could take.
    private static let mostPerSecond = 60_000.0

    /// Posts for about so long; every activity must be recorded.
    func run(seconds: Double) throws -> Sent {
        let shared = Shared(requests(max(connections, Int(Self.mostPerSecond * seconds) / batch)))
        let start = Stopwatch.now, port = port, batch = batch
        let threads = (0..<connections).map { index in
            PlainThread("load-\(index)") {
                do {
                    let client = try LoadClient(port: port)
                    while Stopwatch.now - start < seconds {
                        let number = shared.next.add(1, ordering: .relaxed).oldValue
                        guard number < shared.ready.count else { break }
                        try Self.post(shared.ready[number], batch, client, shared)
                    }
                } catch {
                    shared.outcome.withLock { $0 = .failure(error) }
                }
            }
        }
        threads.forEach { $0.join() }
        var sent = try shared.outcome.withLock { try $0.get() }
        sent.seconds = Stopwatch.now - start
        return sent
    }

    private static func post(_ request: [UInt8], _ batch: Int, _ client: LoadClient, _ shared: Shared) throws {
        let start = Stopwatch.now
        let answer = try client.exchange(request)
        let seconds = Stopwatch.now - start
        guard answer.status == 200 else { throw CLIError("status \(answer.status): \(String(decoding: answer.body.prefix(500), as: UTF8.self))") }
        let refused = answer.body.firstRange(of: Array(#""status":"refused""#.utf8))
        guard refused == nil else { throw CLIError("refused: \(String(decoding: answer.body.dropFirst(refused?.lowerBound ?? 0).prefix(300), as: UTF8.self))") }
        shared.outcome.withLock { outcome in
            guard case .success(var sent) = outcome else { return }
            sent.count += batch
            sent.latencies.append(seconds)
            outcome = .success(sent)
        }
    }

    private func requests(_ count: Int) -> [[UInt8]] {
        let activities = MadeUpActivities(members: members, time: SystemClock.now())
        return (0..<count).map { request in
            var writer = JSONWriter(reservingCapacity: batch * 300)
            writer.array { writer in
                for number in (request * batch)..<((request + 1) * batch) { activities.write(number, to: &writer) }
            }
            return LoadClient.request(
                "POST", "/api/v1/activities",
                ["Authorization": BenchServer.authorization, "Content-Type": "application/cloudevents-batch+json"], body: writer.bytes)
        }
    }
}
