import Cluster
import CommitLog
import PostgresServer
import PostgreSQL
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
        #expect(try listening.waitForHint(atMost: .seconds(60)))
    }

    @Test func `what does not keep what it acknowledges is refused`() throws {
        #expect(try ServerChecks(place("a"), now: 0).obstacles.isEmpty)
        let careless = try PostgresServer(configuration: ["fsync = off", "synchronous_commit = off"])
        let checks = try ServerChecks(PostgreSQLLog.Place(careless.target, node: "a"), now: 0)
        #expect(checks.obstacles.count == 2 && checks.synchronousReplicas == 0)
    }
}
