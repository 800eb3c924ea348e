import Addresses
import ArgumentParser
import Delivering
import Glibc
import Identity
import Mailboxes
import PointsEngine
import Runtime
import SQLite
import Store

/// What a commit takes while deliveries wait for a target that never answers, against what it takes without them, in turns.
struct DeliveriesBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "deliveries", abstract: "Commits while deliveries wait, against commits without.")

    @OptionGroup var options: BenchOptions
    @OptionGroup var folders: BenchFolders
    @Option(help: "Deliveries that wait.") var waiting = 10_000

    private static let turns = 3
    private static let target = "silent"

    func validate() throws {
        guard 1...1_000_000 ~= waiting else { throw ValidationError("out of range") }
    }

    func run() throws {
        try options.report("deliveries") { report in
            report.condition("one activity a commit; \(waiting) deliveries wait for a target that takes calls and never answers; \(Self.turns) turns each")
            let server = try BenchServer(members: 200, folders), runtime = server.runtime
            var settings = DeliverySettings()
            (settings.allowsHTTP, settings.allowed) = (true, [AddressRange("127.0.0.0/8")].compactMap { $0 })
            let silent = try SilentListener(), service = DeliveryService(runtime, settings, clock: SystemClock.now)
            try service.start()
            defer { withExtendedLifetime(silent) { service.stop() } }
            let address = "http://127.0.0.1:\(silent.port)/"
            try write(runtime) { try $0.deliveryTargets.put(DeliveryTarget(id: Self.target, address: address, secret: "whsec_" + String(repeating: "A", count: 32))) }
            let webhook = Webhook(id: Self.target, title: Self.target, kind: .standard, host: "127.0.0.1", types: [EventType.rulesPublished])
            for case .refused(let refusal) in runtime.carryOut([PutWebhook(webhook: webhook, revision: nil)], by: .administrator) { throw refusal }
            var load = SingleCommits(runtime: runtime), without: [Double] = [], with: [Double] = []
            let seconds = options.seconds / Double(2 * Self.turns), waiting = waiting
            for _ in 0..<Self.turns {
                try write(runtime) { try $0.connection.execute("DELETE FROM delivery") }
                without += try load.run(seconds: seconds)
                try write(runtime) { database in
                    for _ in 0..<waiting { try database.deliveries.post(to: Self.target, EventType.test, subject: nil, Array("{}".utf8), at: SystemClock.now()) }
                }
                service.look(at: Self.target, anew: true)
                with += try load.run(seconds: seconds)
            }
            report.add("a commit without any, p50", Self.median(without) * 1e6, "µs")
            report.add("a commit while they wait, p50", Self.median(with) * 1e6, "µs")
            report.add("ratio", Self.median(with) / Self.median(without), "", bound: 1.1)
        }
    }

    private func write(_ runtime: Runtime, _ work: @escaping @Sendable (Database) throws -> Void) throws {
        let done = BlockingPromise<Result<Void, any Error>>()
        runtime.write(nil, by: .administrator, work) { done.fulfil($0) }
        try done.wait().get()
    }

    private static func median(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.sorted()[values.count / 2] }
}

/// One activity after the other, each on disk before the next is handed in.
private struct SingleCommits {
    let runtime: Runtime
    private var next = 0

    init(runtime: Runtime) { self.runtime = runtime }

    /// - Returns: the seconds that each took.
    mutating func run(seconds: Double) throws -> [Double] {
        let activities = MadeUpActivities(members: 200, time: SystemClock.now()), start = Stopwatch.now
        var took: [Double] = []
        while Stopwatch.now - start < seconds {
            let activity = RecordActivity(try activities.activity(next)), began = Stopwatch.now
            next += 1
            for case .refused(let refusal) in runtime.carryOut([activity], by: .token("bench")) { throw refusal }
            took.append(Stopwatch.now - began)
        }
        return took
    }
}

/// A port whose connections are taken by the kernel, and by nobody else.
private final class SilentListener {
    let port: UInt16
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        (address.sin_family, address.sin_addr.s_addr) = (sa_family_t(AF_INET), UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) == 0 && listen(descriptor, 1_024) == 0 && getsockname(descriptor, $0, &length) == 0 }
        }
        port = UInt16(bigEndian: address.sin_port)
        guard isBound else { throw CLIError("no free port") }
    }

    deinit { close(descriptor) }
}
