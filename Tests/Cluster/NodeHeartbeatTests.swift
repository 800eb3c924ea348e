import Cluster
import CommitLog
import Mailboxes
import PostgresServer
import PostgreSQL
import Synchronization
import Testing

@Suite("A node's heartbeat", .enabled(if: PostgresServer.programs != nil, "PostgreSQL is not installed"))
struct NodeHeartbeatTests {
    private let target: String

    init() throws { target = try PostgresServer.newDatabase() }

    private func place(_ node: String) -> PostgreSQLLog.Place { PostgreSQLLog.Place(target, node: node, lease: .seconds(600)) }

    @Test func `keeps the lease of its node, and tells the others at once`() throws {
        let log = try PostgreSQLLog(place("a")), other = try PostgreSQLLog(place("b"))
        let heartbeat = try NodeHeartbeat(place("a")), listening = try NodeHeartbeat(place("b"))
        #expect(try log.take() != nil)
        try PostgresConnection(target, within: .seconds(60)).execute("UPDATE laurel.node SET until = clock_timestamp() - interval '1 second'")
        #expect(try other.lease().isFree)
        try heartbeat.beat()
        #expect(try !other.lease().isFree)
        try heartbeat.hint("1")
        #expect(try listening.waitForHint(atMost: .seconds(60)) != nil)
    }

    @Test func `beats for as long as the node is well, and hears hints`() throws {
        let log = try PostgreSQLLog(place("a")), other = try PostgreSQLLog(place("b"))
        _ = try log.take()
        try PostgresConnection(target, within: .seconds(60)).execute("UPDATE laurel.node SET until = clock_timestamp() - interval '1 second'")
        let well = Health(), woken = Signal()
        let watch = NodeWatch(place("a"), NodeWatch.Asks(isWell: { well.isWell }, wake: { woken.raise() }))
        defer { watch.stop() }
        #expect(try other.lease().isFree)
        well.set()
        while try other.lease().isFree { _ = woken.wait(atMost: .milliseconds(20)) }
        try NodeHeartbeat(place("b")).hint("1")
        #expect(woken.wait(atMost: .seconds(60)))
    }

    @Test func `sees how far the others are, and why they may not lead`() throws {
        _ = try PostgreSQLLog(place("a"))
        var node = LogNode("a")
        (node.head, node.state) = (7, "the clock is doubted")
        try NodeHeartbeat(place("a")).beat(node)
        let seen = try NodeHeartbeat(place("b")).look { 0 }.nodes
        #expect(seen.map(\.name) == ["a", "b"] && seen.map(\.head) == [7, nil] && seen.map(\.state) == ["the clock is doubted", nil])
    }

    @Test func `what does not keep what it acknowledges is refused`() throws {
        #expect(try ServerChecks(place("a"), now: 0).obstacles.isEmpty)
        let careless = try PostgresServer(configuration: ["fsync = off", "synchronous_commit = off"])
        let checks = try ServerChecks(PostgreSQLLog.Place(careless.target, node: "a"), now: 0)
        #expect(checks.obstacles.count == 2 && checks.synchronousReplicas == 0)
    }
}

private final class Health: Sendable {
    private let state = Mutex(false)
    var isWell: Bool { state.withLock { $0 } }
    func set() { state.withLock { $0 = true } }
}
