import Cluster
import Foundation
import PostgreSQL
import Seeds

/// Faults one after the other, while sales are reported: what was acknowledged is there once, and every node is what the log says.
package struct ChaosRun {
    package enum Fault: CaseIterable, Sendable {
        case killLeader, killFollower, pauseLeader, pauseFollower, cutOffLeader, cutOffFollower, endSessions, stopLeader, crashPostgreSQL
        /// Once, where there is a synchronous replica.
        case promote
    }

    package private(set) var faults: [Fault] = []
    package private(set) var acknowledged = 0
    package private(set) var term: Int64 = 0
    package private(set) var findings: [String] = []

    private let group: NodeGroup
    private let sellers: Sellers
    private var random: Seeded

    /// - Parameter goesOn: asked before each fault, with how many there were.
    package init(_ group: NodeGroup, sellers count: Int, seed: UInt64, while goesOn: (Int) -> Bool) throws {
        self.group = group
        random = Seeded(seed: seed)
        for node in group.nodes { try node.start() }
        sellers = Sellers(count, sockets: group.nodes.map(\.socket))
        progress(by: count)
        while goesOn(faults.count) {
            // Each once, before any comes again.
            let fault = faults.count < Fault.allCases.count ? Fault.allCases[faults.count] : Fault.allCases[random.below(Fault.allCases.count)]
            faults.append(fault)
            try bring(fault)
        }
        try check()
    }

    // MARK: Faults

    private mutating func bring(_ fault: Fault) throws {
        let leader = group.leader, followers = group.nodes.filter { $0 !== leader }
        let follower = followers[random.below(followers.count)]
        switch fault {
        case .killLeader: leader?.kill()
        case .killFollower: follower.kill()
        case .pauseLeader: leader?.pause()
        case .pauseFollower: follower.pause()
        case .cutOffLeader: leader?.isCutOff = true
        case .cutOffFollower: follower.isCutOff = true
        case .endSessions:
            try group.session().run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'laurel' AND pid <> pg_backend_pid()")
        case .stopLeader: leader?.stop()
        case .crashPostgreSQL: try group.postgres.crash()
        case .promote: try group.promote()
        }
        progress(by: 20)
        for node in group.nodes {
            node.isCutOff = false
            if node.isPaused { node.resume() }
            try node.start()
        }
        progress(by: 20)
    }

    /// Until so many more are acknowledged. Nodes that have given up are started again, as a service manager does.
    private func progress(by count: Int) {
        let goal = sellers.acknowledged + count
        while sellers.acknowledged < goal {
            _ = poll(nil, 0, 20)
            for node in group.nodes where !node.isRunning && node.starts > 0 && !isDown(node) { try? node.start() }
        }
    }

    /// At least one is left to bring itself up where all have ended.
    private func isDown(_ node: NodeProcess) -> Bool { group.nodes.contains { $0 !== node && $0.isRunning && !$0.isPaused && !$0.isCutOff } }

    // MARK: What must hold

    private mutating func check() throws {
        let told = sellers.end()
        acknowledged = told.count
        let view = try settled()
        term = view.term
        var found: [String: Int64] = [:]
        let sql = "SELECT id, count(*) FROM laurel.command WHERE source = '\(Sellers.source)' AND kind = 'record' GROUP BY id"
        for row in try group.session().run(sql).rows { found[row.text(0) ?? ""] = try row.integer(1) }
        let lost = told.filter { found[$0] == nil }.sorted(), doubled = found.filter { $0.value != 1 }.keys.sorted()
        if !lost.isEmpty { findings.append("\(lost.count) of \(told.count) that were acknowledged are lost: \(lost.prefix(5))") }
        if !doubled.isEmpty { findings.append("\(doubled.count) are there twice: \(doubled.prefix(5))") }
        for node in view.nodes where node.state != nil || node.head != view.head.seal { findings.append("\(node.name): \(node.state ?? "is not at the head")") }
        for node in group.nodes { node.stop() }
        for node in group.nodes where !group.isSound(node) { findings.append("\(node.name) is not what the log says: \(node.lastWords)") }
    }

    /// The cluster once somebody leads and all have what the log has.
    private func settled() throws -> ClusterView {
        while true {
            let view = try group.view(), live = view.nodes.filter(\.isLive)
            let isAtHead = live.count == group.nodes.count && live.allSatisfy { $0.head == view.head.seal || $0.state?.contains("seal") == true }
            if view.leader != nil, isAtHead { return view }
            for node in group.nodes where !node.isRunning { try node.start() }
            _ = poll(nil, 0, 50)
        }
    }
}
