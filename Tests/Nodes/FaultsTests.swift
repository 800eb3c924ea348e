import Foundation
import JSON
import PostgresServer
import PostgreSQL
import TestClients
import Testing

/// Writers go on while nodes are killed, stopped, cut off from PostgreSQL and from each other, their sessions are ended, and PostgreSQL crashes. What was acknowledged is there, once.
///
/// `LAUREL_FAULTS_SECONDS` says for how long; a short while where nothing is said.
@Suite("Faults of nodes", .serialized, .enabled(if: PostgresServer.programs != nil, "PostgreSQL is not installed"))
struct FaultsTests {
    private enum Fault: CaseIterable {
        case killLeader, killFollower, stopLeader, stopFollower, cutOffLeader, cutOffFollower, silenceLeader, silenceAll, cutSessions, crashPostgreSQL, handOver
    }

    @Test func `nothing that was acknowledged is lost, and nothing stands there twice`() throws {
        let asked = ProcessInfo.processInfo.environment["LAUREL_FAULTS_SECONDS"].flatMap { Double($0) }
        let rig = try ThreeNodes(lease: 2, isCuttable: true)
        try rig.members(3)
        let token = try rig.token("crm", by: rig[0])
        let writers = Writers(asked == nil ? 16 : 64, to: rig.nodes.map(\.port), token: token)
        let viewers = (0..<2).map { _ in Viewer(rig.nodes.map(\.port), token: token) }
        let end = ContinuousClock.now + .seconds(asked ?? 0)
        var befallen: [String] = []
        // Each once, then at random for as long as was asked.
        for fault in Fault.allCases.shuffled() { try befall(fault, rig, &befallen, writers) }
        while .now < end { try befall(Fault.allCases.randomElement() ?? .killLeader, rig, &befallen, writers) }
        writers.stop()
        let (head, stands) = try check(rig, writers)
        // Who watched through all of it sees what is there.
        var board: [String: String] = [:]
        for row in try rig.owner(rig[0], "GET", "/boards/points?period=current").json["rows"]?.array ?? [] {
            if let member = row["member"]?.string { board[member] = row["value"]?.number.map { "\($0)" } }
        }
        #expect(board.values.compactMap { Int($0) }.reduce(0, +) == stands.count)
        try rig.wait("viewers see it: \(board), \(viewers.map(\.rows))") { viewers.allSatisfy { $0.rows == board } }
        #expect(viewers.allSatisfy { $0.broken == nil && $0.connected > 0 }, "\(viewers.map { $0.broken ?? "" })")
        for viewer in viewers { viewer.stop() }
        let takeovers = try rig.session().run("SELECT term FROM laurel.lease").rows.first?.integer(0) ?? 0
        for node in rig.nodes { node.stop() }
        let seal = try #require(try rig.session().run("SELECT hash FROM laurel.seal WHERE company = 1 AND number = \(head)").rows.first?.bytes(0))
        let hash = seal.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        for node in rig.nodes {
            let verified = node.run(["verify", "--database", node.database])
            #expect(verified.code == 0 && verified.said.contains(hash), "\(node.name): \(verified.said)")
        }
        print("faults \(befallen.count), terms \(takeovers), sent \(writers.sent.count), acknowledged \(writers.acknowledged.count), pauses: \(befallen.joined(separator: ", "))")
    }

    @Test(arguments: [true, false])
    func `a replica is promoted: nothing that was acknowledged is lost, whether or not it had all of it`(isSynchronous: Bool) throws {
        let rig = try ThreeNodes(lease: 2, standby: true), standby = try #require(rig.standby)
        try rig.members(3)
        let token = try rig.token("crm", by: rig[0])
        if isSynchronous {
            for sql in ["ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()"] { try rig.session().run(sql) }
            try rig.wait("the replica is synchronous") {
                try rig.session().run("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'").rows.first?.integer(0) == 1
            }
        }
        let writers = Writers(8, to: rig.nodes.map(\.port), token: token)
        try acknowledgeMore(rig, writers)
        if !isSynchronous {
            // It hears nothing of what comes now.
            try standby.stop()
            try acknowledgeMore(rig, writers)
        }
        try rig.server.stop("immediate")
        if !isSynchronous { try standby.start() }
        try standby.promote()
        // A replica of its own it has not.
        if isSynchronous { for sql in ["ALTER SYSTEM SET synchronous_standby_names = ''", "SELECT pg_reload_conf()"] { try rig.session().run(sql) } }
        try acknowledgeMore(rig, writers)
        writers.stop()
        try check(rig, writers)
    }

    /// What was acknowledged is there once, and everybody has the same of it.
    @discardableResult
    private func check(_ rig: ThreeNodes, _ writers: Writers) throws -> (head: Int64, stands: [String: Int64]) {
        let head = try rig.settle()

        let rows = try rig.session().run("SELECT id, count(*) FROM laurel.command WHERE company = 1 AND source = 'crm' AND outcome IS NOT NULL GROUP BY id").rows
        var stands: [String: Int64] = [:]
        for row in rows { stands[row.text(0) ?? ""] = try row.integer(1) }
        let lost = writers.acknowledged.filter { stands[$0] == nil }, doubled = stands.filter { $0.value != 1 }
        let strange = stands.keys.filter { !writers.sent.contains($0) }
        #expect(lost.isEmpty && doubled.isEmpty && strange.isEmpty, "lost \(lost.prefix(5)), doubled \(doubled.prefix(5)), strange \(strange.prefix(5))")
        let unexpected = writers.unexpected
        #expect(unexpected.isEmpty, "\(unexpected.prefix(3))")
        #expect(!writers.acknowledged.isEmpty)
        // Everybody has the same of it.
        for node in rig.nodes {
            let points = try (0..<3).map { try rig.owner(node, "GET", "/members/m\($0)/balance").json["available"]?.int64 ?? 0 }.reduce(0, +)
            #expect(points == Int64(stands.count), "\(node.name)")
        }
        return (head, stands)
    }

    private func befall(_ fault: Fault, _ rig: ThreeNodes, _ befallen: inout [String], _ writers: Writers) throws {
        _ = writers.takeLongestPause()
        defer { befallen.append("\(fault) \(writers.takeLongestPause())") }
        let leader = try rig.awaitLeader(), follower = try #require(rig.nodes.filter { $0 !== leader }.randomElement())
        switch fault {
        case .killLeader, .killFollower:
            let node = fault == .killLeader ? leader : follower
            node.kill()
            try acknowledgeMore(rig, writers)
            node.start()
        case .stopLeader, .stopFollower:
            let node = fault == .stopLeader ? leader : follower
            node.signal(SIGSTOP)
            defer { node.signal(SIGCONT) }
            try acknowledgeMore(rig, writers)
        case .cutOffLeader, .cutOffFollower:
            let node = fault == .cutOffLeader ? leader : follower
            rig.cutOff(node, true)
            defer { rig.cutOff(node, false) }
            try acknowledgeMore(rig, writers)
        case .silenceLeader, .silenceAll:
            let silent = fault == .silenceLeader ? [leader] : rig.nodes
            for node in silent { rig.silence(node, true) }
            defer { for node in silent { rig.silence(node, false) } }
            try acknowledgeMore(rig, writers)
        case .cutSessions:
            _ = try rig.session().run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'laurel' AND pid <> pg_backend_pid() AND random() < 0.7")
        case .crashPostgreSQL: try rig.server.crash()
        case .handOver:
            leader.stop()
            leader.start()
        }
        try acknowledgeMore(rig, writers)
        try rig.wait("all are ready after \(fault)") { rig.nodes.allSatisfy { $0.readiness()?.isReady ?? false } }
    }

    /// Somebody is heard by those who are left.
    private func acknowledgeMore(_ rig: ThreeNodes, _ writers: Writers) throws {
        let before = writers.acknowledged.count
        try rig.wait("more is acknowledged") { writers.acknowledged.count > before + 20 }
    }
}
