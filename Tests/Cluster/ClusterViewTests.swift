import Cluster
import CommitLog
import Mailboxes
import PostgreSQL
import PostgresServer
import Testing

@Suite("A cluster as it is seen", .enabled(if: PostgresServer.programs != nil, "PostgreSQL is not installed"))
struct ClusterViewTests {
    private let target: String
    private let place: PostgreSQLLog.Place
    private let other: PostgresConnection

    init() throws {
        target = try PostgresServer.newDatabase()
        place = PostgreSQLLog.Place(target, node: "tool", lease: .seconds(600))
        other = try PostgresConnection(target, within: .seconds(60))
    }

    private func open(_ node: String) throws -> PostgreSQLLog { try PostgreSQLLog(.init(target, node: node, lease: .seconds(600))) }

    private func say(_ node: String, head: Int64, format: Int64 = 1, zone: UInt8 = 1, names: UInt8 = 2, state: String? = nil) throws {
        try other.run(
            "UPDATE laurel.node SET head = $2, format = $3, print = $4, state = $5, program = '1.0' WHERE name = $1", .text(node), .integer(head), .integer(format),
            .bytes([UInt8](repeating: zone, count: 32) + [UInt8](repeating: names, count: 32)), PostgresValue(state))
    }

    @Test func `is empty where there is none, and nothing is made by looking`() throws {
        let view = try ClusterView(place)
        #expect(view.nodes.isEmpty && view.leader == nil && view.head == .start)
        #expect(try other.run("SELECT to_regclass('laurel.lease') IS NULL").rows.first?.flag(0) == true)
    }

    @Test func `tells who leads, how far each is, and what cannot be so`() throws {
        let a = try open("a"), b = try open("b"), c = try open("c")
        defer { withExtendedLifetime((b, c)) {} }
        _ = try a.take()
        for number in 1...3 {
            try a.begin(MadeCommit.commit(number, commands: number % 3 + 1))
            try a.finish()
        }
        try say("a", head: 3)
        try say("b", head: 1, names: 9)
        try say("c", head: 3, state: "diverged at seal 4")
        try other.execute("UPDATE laurel.node SET until = clock_timestamp() - interval '1 second' WHERE name = 'c'")
        let view = try ClusterView(place)
        #expect(view.leader == "a" && view.term == 1 && view.head.seal == 3 && view.seal == [UInt8](repeating: 3, count: 32))
        #expect(view.nodes.map(\.name) == ["a", "b", "c"] && view.nodes.map(\.leads) == [true, false, false])
        #expect(view.nodes.map(\.isLive) == [true, true, false] && view.nodes.map(\.isReady) == [true, true, false])
        #expect(view.nodes[0].lag == 0 && (view.nodes[1].lag ?? 0) > 0)
        #expect(view.warnings.contains { $0.hasPrefix("b: names are ordered otherwise") } && view.warnings.contains { $0.contains("no synchronous replica") })
        #expect(!view.warnings.contains { $0.contains("diverged") }, "of who is not there nothing is said")
    }

    @Test func `the form of commits is the lowest of those who are there, and the leader's print is known`() throws {
        let a = try open("a"), b = try open("b")
        defer { withExtendedLifetime(b) {} }
        _ = try a.take()
        #expect(try a.lease().format == nil)
        try say("a", head: 0, format: 3, zone: 4)
        try say("b", head: 0, format: 2)
        #expect(try a.lease().format == 2 && b.lease().print?.zone.first == 4 && b.lease().print?.format == 3)
        try other.execute("UPDATE laurel.node SET until = clock_timestamp() - interval '1 second' WHERE name = 'b'")
        #expect(try a.lease().format == 3)
    }

    // MARK: Handing over

    @Test func `nobody is asked where nobody leads, or nobody else could`() throws {
        #expect(throws: HandOver.Refused.nobodyLeads) { try HandOver.handOver(place, within: .seconds(60)) }
        let a = try open("a"), b = try open("b")
        defer { withExtendedLifetime(b) {} }
        _ = try a.take()
        try say("b", head: 0, state: "is behind")
        #expect(throws: HandOver.Refused.nobodyElse(leader: "a")) { try HandOver.handOver(place, within: .seconds(60)) }
        try say("b", head: 0)
        #expect(throws: HandOver.Refused.notDone(leader: "a")) { try HandOver.handOver(place, within: .zero) }
        #expect(try a.lease().isAsked)
    }

    @Test func `who is asked lets another lead, and who leads then is not asked`() throws {
        let target = self.target, isReady = Signal()
        let thread = PlainThread("nodes") {
            guard let a = try? PostgreSQLLog(.init(target, node: "a", lease: .seconds(600))), let b = try? PostgreSQLLog(.init(target, node: "b", lease: .seconds(600))),
                (try? a.take()) != nil
            else { return }
            isReady.raise()
            while (try? a.lease().isAsked) == false { try? a.waitForMore(than: .start, atMost: .milliseconds(20)) }
            try? a.release()
            _ = try? b.take()
            while (try? b.lease().head.seal) == 0 { try? b.waitForMore(than: .start, atMost: .milliseconds(20)) }
        }
        #expect(isReady.wait(atMost: .seconds(60)))
        #expect(try HandOver.handOver(place, within: .seconds(60)) == "b")
        #expect(try open("c").lease().isAsked == false)
        try other.execute("UPDATE laurel.lease SET head = 1")
        thread.join()
    }
}
