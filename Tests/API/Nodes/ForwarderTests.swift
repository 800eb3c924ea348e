import CommitLog
import Identity
import Receivers
import Synchronization
import Testing

@testable import API

@Suite("What is passed on to the node that leads") struct ForwarderTests {
    private static let token: [UInt8] = [1, 2, 3, 4]
    private static let refusal = Receiver.Answer.status(503, headers: ["\(NodeHeaders.notLeader): 1"])

    private static func node(_ name: String, _ receiver: Receiver) -> LogNode { LogNode(name, url: "http://127.0.0.1:\(receiver.port)", token: token) }

    private static func cluster() -> ClusterState { ClusterState(LogNode("own")) }

    /// What came of it, in words.
    private static func words(_ outcome: Forwarder.Outcome) -> String {
        switch outcome {
        case .answered(let status, _, let body): "\(status) \(String(decoding: body, as: UTF8.self))"
        case .leads: "leads"
        case .nobody: "nobody"
        case .inDoubt: "in doubt"
        case .overloaded: "overloaded"
        }
    }

    private static func pass(_ forwarder: Forwarder, isRepeatable: Bool = false, takesTime: Bool = false) async -> String {
        await withCheckedContinuation { continuation in
            forwarder.send(
                Forwarder.Job(
                    method: "POST", target: "/v1/activities?a=1", headers: [("Content-Type", "application/json")], body: Array("{}".utf8), isRepeatable: isRepeatable,
                    takesTime: takesTime
                ) { continuation.resume(returning: words($0)) })
        }
    }

    @Test func `arrives as it was, in the name of a node, and the answer comes back`() async throws {
        let cluster = Self.cluster(), leader = Receiver { _, _ in .status(409, body: "no") }
        cluster.see(leading(Self.node("a", leader), 1))
        let forwarder = Forwarder(cluster, certificates: nil) { false }
        defer { forwarder.stop() }
        #expect(await Self.pass(forwarder) == "409 no")
        let request = try #require(leader.received.first)
        #expect(request.path == "/v1/activities?a=1" && request.text == "{}" && request.headers["content-type"] == "application/json")
        #expect(request.headers["authorization"] == "Laurel-Node \(Base64URL.encode(Self.token))")
        #expect(forwarder.numbers.all.map(\.outcome) == ["answered"] && leader.received.count == 1)
    }

    @Test(arguments: [false, true]) func `goes to the next leader where the first one has done nothing of it`(_ isRepeatable: Bool) async {
        let cluster = Self.cluster(), next = Receiver { _, _ in .status(200, body: "done") }
        let view = leading(Self.node("b", next), 2)
        let first = Receiver { _, _ in
            cluster.see(view)
            return Self.refusal
        }
        cluster.see(leading(Self.node("a", first), 1))
        let forwarder = Forwarder(cluster, certificates: nil) { false }
        defer { forwarder.stop() }
        #expect(await Self.pass(forwarder, isRepeatable: isRepeatable) == "200 done")
        #expect(first.received.count == 1 && next.received.count == 1)
    }

    /// It was started again, and has another token by now.
    @Test func `asks a leader again that did not know its token`() async {
        let cluster = Self.cluster(), leader = Receiver()
        var known = Self.node("a", leader)
        known.token = [5, 6]
        let view = leading(known, 1)
        leader.answers { request, _ in
            if request.headers["authorization"] == "Laurel-Node \(Base64URL.encode([5, 6]))" { return .status(200, body: "done") }
            cluster.see(view)
            return .status(401, headers: ["\(NodeHeaders.notLeader): 1"])
        }
        cluster.see(leading(Self.node("a", leader), 1))
        let forwarder = Forwarder(cluster, certificates: nil) { false }
        defer { forwarder.stop() }
        #expect(await Self.pass(forwarder) == "200 done")
        #expect(leader.received.count == 2)
    }

    @Test func `goes to the next leader where it never left`() async {
        let cluster = Self.cluster(), gone = Receiver(), next = Receiver { _, _ in .status(200, body: "done") }
        let looks = Atomic(0), view = leading(Self.node("b", next), 2)
        cluster.see(leading(Self.node("a", gone), 1))
        gone.stop()
        // The forwarder asks this before each look at who leads: the first one finds the node that is gone.
        let forwarder = Forwarder(cluster, certificates: nil) {
            if looks.add(1, ordering: .relaxed).newValue == 2 { cluster.see(view) }
            return false
        }
        defer { forwarder.stop() }
        #expect(await Self.pass(forwarder) == "200 done")
        #expect(gone.received.isEmpty && next.received.count == 1)
    }

    @Test(arguments: [(false, "in doubt", 0), (true, "200 done", 1)], [true, false])
    func `is sent again only where the same again is one, when who led hangs up or falls silent`(_ told: (isRepeatable: Bool, word: String, again: Int), _ hangsUp: Bool) async {
        let cluster = Self.cluster(), next = Receiver { _, _ in .status(200, body: "done") }
        let view = leading(Self.node("b", next), 2)
        let first = Receiver { _, _ in
            cluster.see(view)
            return hangsUp ? .hangUp : .silence
        }
        cluster.see(leading(Self.node("a", first), 1))
        let forwarder = Forwarder(cluster, certificates: nil) { false }
        defer { forwarder.stop() }
        #expect(await Self.pass(forwarder, isRepeatable: told.isRepeatable) == told.word)
        #expect(first.received.count == 1 && next.received.count == told.again)
    }

    @Test func `is in doubt where the same again would be one, and nobody else leads`() async {
        let cluster = Self.cluster(), leader = Receiver { _, _ in .closeMidBody }
        cluster.see(leading(Self.node("a", leader), 1))
        let forwarder = Forwarder(cluster, certificates: nil) { false }
        defer { forwarder.stop() }
        #expect(await Self.pass(forwarder, isRepeatable: true) == "in doubt")
        #expect(leader.received.count == 1)
    }

    @Test func `is not sent twice on a connection that was kept and broke`() async {
        let cluster = Self.cluster(), leader = Receiver { _, index in index == 0 ? .status(200, body: "done") : .hangUp }
        cluster.see(leading(Self.node("a", leader), 1))
        let forwarder = Forwarder(cluster, certificates: nil) { false }
        defer { forwarder.stop() }
        #expect(await Self.pass(forwarder) == "200 done")
        #expect(await Self.pass(forwarder) == "in doubt")
        #expect(leader.received.count == 2)
    }

    @Test func `is waited for, when it takes its time, also once another leads`() async {
        let cluster = Self.cluster(), next = Receiver(), first = Receiver()
        let view = leading(Self.node("b", next), 2)
        first.answers { _, index in
            if index == 1 { cluster.see(view) }
            return .silence
        }
        cluster.see(leading(Self.node("a", first), 1))
        let forwarder = Forwarder(cluster, certificates: nil) { false }
        defer { forwarder.stop() }
        async let long = Self.pass(forwarder, takesTime: true)
        // Both are with who led; this one is given up when another leads.
        #expect(await Self.pass(forwarder) == "in doubt")
        #expect(forwarder.numbers.all.map(\.count) == [1])
        first.stop()
        let outcome = await long
        #expect(outcome == "in doubt")
        #expect(next.received.isEmpty)
    }

    @Test func `waits for a leader a second, and takes one who comes meanwhile`() async {
        let cluster = Self.cluster(), leader = Receiver { _, _ in .status(200, body: "done") }
        let looks = Atomic(0), view = leading(Self.node("a", leader), 1)
        let forwarder = Forwarder(cluster, certificates: nil) {
            if looks.add(1, ordering: .relaxed).newValue == 5 { cluster.see(view) }
            return false
        }
        defer { forwarder.stop() }
        #expect(await Self.pass(forwarder) == "200 done")
        cluster.see(nil)
        let start = ContinuousClock.now
        #expect(await Self.pass(forwarder) == "nobody")
        #expect(start.duration(to: .now) >= .seconds(1))
        #expect(leader.received.count == 1)
    }

    @Test func `runs after three leaders and no more`() async {
        let cluster = Self.cluster(), nodes = (0..<4).map { _ in Receiver() }
        for (index, receiver) in nodes.enumerated() {
            let view = index < 3 ? leading(Self.node("n\(index + 1)", nodes[index + 1]), Int64(index + 2)) : nil
            receiver.answers { _, _ in
                cluster.see(view)
                return Self.refusal
            }
        }
        cluster.see(leading(Self.node("n0", nodes[0]), 1))
        let forwarder = Forwarder(cluster, certificates: nil) { false }
        defer { forwarder.stop() }
        #expect(await Self.pass(forwarder, isRepeatable: true) == "nobody")
        #expect(nodes.map(\.received.count) == [1, 1, 1, 0])
    }

    @Test func `never goes to the node itself`() async {
        let receiver = Receiver(), own = Self.node("own", receiver), cluster = ClusterState(own), isLeader = Mutex(false)
        cluster.see(leading(own, 1))
        let forwarder = Forwarder(cluster, certificates: nil) { isLeader.withLock { $0 } }
        defer { forwarder.stop() }
        #expect(await Self.pass(forwarder, isRepeatable: true) == "nobody")
        isLeader.withLock { $0 = true }
        #expect(await Self.pass(forwarder) == "leads")
        #expect(receiver.received.isEmpty)
    }

    @Test func `is in doubt where the server stops in the middle of it`() async {
        let cluster = Self.cluster(), leader = Receiver()
        cluster.see(leading(Self.node("a", leader), 1))
        let forwarder = Forwarder(cluster, certificates: nil) { false }
        await confirmation { arrived in
            let outcome = await withCheckedContinuation { (continuation: CheckedContinuation<String, Never>) in
                leader.answers { _, _ in
                    arrived()
                    forwarder.stop()
                    return .hangUp
                }
                forwarder.send(Forwarder.Job(method: "POST", target: "/", headers: [], body: []) { continuation.resume(returning: Self.words($0)) })
            }
            #expect(outcome == "in doubt")
        }
    }

    @Test(arguments: ["", "1", "1.", ".1", "1.2.3", "a.b", " 1.2"]) func `says a position in one form alone`(_ text: String) {
        #expect(LogPosition(text: text) == nil)
        let position = LogPosition(seal: 17, aside: 3)
        #expect(LogPosition(text: position.text) == position)
    }

    private func leading(_ node: LogNode, _ term: Int64) -> ClusterState.View { ClusterState.View(nodes: [node], leader: node.name, term: term) }
}
