import Cluster
import CommitLog
import Foundation
import Mailboxes
import PostgreSQL

/// Three nodes of this program, whose leader dies, freezes or hands over, again and again.
final class ClusterTakeovers {
    private static let lease = 5
    private let target: String
    private let place: PostgreSQLLog.Place
    private let session: PostgresConnection
    private var nodes: [String: Process] = [:]
    private let start: (String) throws -> Process

    init(_ target: String, in folder: String, _ folders: BenchFolders) throws {
        self.target = target
        place = PostgreSQLLog.Place(target, node: "bench")
        session = try PostgresConnection(target, within: .seconds(30))
        // Each node has a folder of its own.
        let rules = URL(filePath: folders.rulesFolder).absoluteURL.path(), pages = URL(filePath: folders.pagesFolder).absoluteURL.path()
        start = { name in
            let data = "\(folder)/\(name)"
            try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
            let process = Process()
            process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            process.arguments = [
                "serve", "--database", target, "--data", data, "--node", name, "--port", "0", "--lease", "\(Self.lease)s", "--rules", rules,
                "--public", pages,
            ]
            process.currentDirectoryURL = URL(filePath: data)
            (process.standardOutput, process.standardError, process.standardInput) = (FileHandle.nullDevice, FileHandle.nullDevice, FileHandle.nullDevice)
            try process.run()
            return process
        }
        for name in ["a", "b", "c"] { nodes[name] = try start(name) }
        try waitUntilWell()
    }

    deinit {
        for node in nodes.values {
            kill(node.processIdentifier, SIGKILL)
            node.waitUntilExit()
        }
    }

    func measure(_ count: Int, into report: inout BenchReport) throws {
        var crashes: [Double] = [], freezes: [Double] = [], planned: [Double] = []
        for _ in 0..<count {
            crashes.append(try crash())
            freezes.append(try freeze())
            planned.append(try handOver())
        }
        report.condition("takeovers: \(count) of each kind, lease \(Self.lease) s; until the next term holds and all before it is known")
        report.add("leader killed, p50", crashes.quantile(0.5), "s", bound: 0.3)
        report.add("leader killed, p99", crashes.quantile(0.99), "s", bound: 1)
        report.add("leader frozen, beyond the lease, p50", freezes.quantile(0.5) - Double(Self.lease), "s", bound: 0.5)
        report.add("leader frozen, beyond the lease, p99", freezes.quantile(0.99) - Double(Self.lease), "s", bound: 0.5)
        report.add("handed over, p50", planned.quantile(0.5), "s", bound: 0.2)
        report.add("handed over, p99", planned.quantile(0.99), "s", bound: 0.2)
    }

    private func crash() throws -> Double {
        let (name, node, term) = try leading()
        let took = try takeover(after: term) { kill(node.processIdentifier, SIGKILL) }
        node.waitUntilExit()
        nodes[name] = try start(name)
        try waitUntilWell()
        return took
    }

    private func freeze() throws -> Double {
        let (_, node, term) = try leading()
        // Its last heartbeat may be a second old: the lease lasts from that on.
        let took = try takeover(after: term) { kill(node.processIdentifier, SIGSTOP) }
        kill(node.processIdentifier, SIGCONT)
        try waitUntilWell()
        return took
    }

    private func handOver() throws -> Double {
        let (_, _, term) = try leading()
        let took = try takeover(after: term) {
            try session.run("UPDATE laurel.lease SET asked = term WHERE term = $1", .integer(term))
            try session.run("SELECT pg_notify('laurel', '1:asked')")
        }
        try waitUntilWell()
        return took
    }

    private func leading() throws -> (name: String, node: Process, term: Int64) {
        let view = try ClusterView(place)
        guard let name = view.leader, let node = nodes[name] else { throw CLIError("nobody leads") }
        return (name, node, view.term)
    }

    /// Seconds until a later term holds.
    private func takeover(after term: Int64, _ begin: () throws -> Void) throws -> Double {
        let start = Stopwatch.now, pause = Signal()
        try begin()
        while Stopwatch.now - start < 60 {
            let sql = "SELECT term > $1 AND since IS NOT NULL AND pid IS NOT NULL FROM laurel.lease"
            if try session.run(sql, .integer(term)).rows.first?.flag(0) ?? false { return Stopwatch.now - start }
            _ = pause.wait(atMost: .milliseconds(1))
        }
        throw CLIError("nobody leads after a minute")
    }

    /// Until one leads, and the others are at the head and ready.
    private func waitUntilWell() throws {
        let start = Stopwatch.now, pause = Signal()
        while Stopwatch.now - start < 300 {
            if let gone = nodes.first(where: { !$0.value.isRunning }) { throw CLIError("the node \(gone.key) ended with status \(gone.value.terminationStatus)") }
            let view = try ClusterView(place), ready = view.nodes.filter { $0.isReady && $0.head == view.head.seal }
            // Since the last of them said so, whoever abstained from leading may lead again.
            if view.leader != nil, ready.count == nodes.count, pause.wait(atMost: .milliseconds(2_200)) == false { return }
            _ = pause.wait(atMost: .milliseconds(50))
        }
        throw CLIError("the nodes are not well after five minutes")
    }
}
