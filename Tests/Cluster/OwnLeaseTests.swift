import Cluster
import CommitLog
import PostgreSQL
import PostgresServer
import Testing

@Suite("A node that lost the session it leads by", .enabled(if: PostgresServer.programs != nil, "PostgreSQL is not installed"))
struct OwnLeaseTests {
    private let target: String
    private let other: PostgresConnection

    init() throws {
        target = try PostgresServer.newDatabase()
        other = try PostgresConnection(target, within: .seconds(60))
    }

    private func open(_ node: String, token: UInt8?) throws -> PostgreSQLLog {
        try PostgreSQLLog(.init(target, own: LogNode(node, token: token.map { [$0] }), lease: .seconds(600)))
    }

    /// Its heartbeats go on, so that nobody else may take the lease; PostgreSQL has not noticed that nobody hears the old session.
    @Test func `takes the lease from itself, also where the old session hangs in a transaction`() throws {
        let old = try open("a", token: 1), b = try open("b", token: 2)
        #expect(try old.take()?.term == 1)
        #expect(try !old.lease().isFree)
        let hanging = try PostgresConnection(target, within: .seconds(60))
        try other.run(
            "UPDATE laurel.lease SET pid = $1, session = (SELECT backend_start FROM pg_stat_activity WHERE pid = $1)", .integer(Int64(hanging.process)))
        try hanging.execute("BEGIN; UPDATE laurel.lease SET head = head")
        let again = try open("a", token: 1)
        #expect(try again.lease().isFree && !b.lease().isFree)
        #expect(try b.take() == nil)
        #expect(try again.take()?.term == 2)
        #expect(throws: PostgresError.self) { try hanging.execute("COMMIT") }
        #expect(try again.lease().isFree == false)
    }

    @Test func `another process of the same name does not`() throws {
        let first = try open("a", token: 1)
        #expect(try first.take()?.term == 1)
        let second = try open("a", token: 2)
        // The one that is written down is whoever said last that it is there.
        try first.beat()
        #expect(try !second.lease().isFree && second.take() == nil)
    }
}
