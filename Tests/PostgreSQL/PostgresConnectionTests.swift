import PostgreSQL
import PostgresServer
import Testing

@Suite("A session of PostgreSQL", .enabled(if: PostgresServer.programs != nil, "PostgreSQL is not installed"))
struct PostgresConnectionTests {
    let target: String
    let session: PostgresConnection

    init() throws {
        target = try PostgresServer.newDatabase()
        session = try PostgresConnection(target, within: .seconds(60))
    }

    @Test func `values come back as they went`() throws {
        let row = try #require(
            try session.run("SELECT $1::bigint, $2::text, $3::bytea, $4::boolean, $5::text", .integer(.min), .text("桂冠 \u{0}x"), .bytes([0, 255, 7]), .flag(true), .null).rows.first)
        #expect(try row.integer(0) == .min)
        #expect(row.text(1) == "桂冠 \u{FFFD}x")
        #expect(row.bytes(2) == [0, 255, 7])
        #expect(row.flag(3))
        #expect(row.isNull(4))
    }

    @Test func `columns of many rows go in one statement`() throws {
        try session.execute("CREATE TABLE t (n bigint PRIMARY KEY, a text, b bytea)")
        try session.send([
            PostgresStatement("INSERT INTO t SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[])", [.integers([1, 2, 3]), .texts(["x", nil, ""]), .blobs([nil, [], [9]])])
        ])
        #expect(try session.receive().map(\.changed) == [3])
        let rows = try session.run("SELECT a, b FROM t ORDER BY n").rows
        #expect(rows.map { $0.text(0) } == ["x", nil, ""])
        #expect(rows.map { $0.bytes(1) } == [nil, [], [9]])
    }

    @Test func `what fails voids all that went with it, and the session goes on`() throws {
        try session.execute("CREATE TABLE t (n bigint PRIMARY KEY)")
        for _ in 0..<2 {
            try session.send([
                PostgresStatement("INSERT INTO t VALUES ($1)", [.integer(1)]), PostgresStatement("INSERT INTO t VALUES ($1)", [.integer(1)]),
                PostgresStatement("SELECT count(*) FROM t"),
            ])
            let refusal = #expect(throws: PostgresError.self) { try session.receive() }
            #expect(refusal?.state == PostgresError.unique && refusal?.losesSession == false)
            #expect(try session.run("SELECT count(*) FROM t").rows.first?.integer(0) == 0)
        }
    }

    @Test func `a session that was ended is known as lost`() throws {
        let other = try PostgresConnection(target, within: .seconds(60))
        try other.run("SELECT pg_terminate_backend($1::bigint::int)", .integer(Int64(session.process)))
        let refusal = #expect(throws: PostgresError.self) { try session.run("SELECT 1") }
        #expect(refusal?.losesSession == true)
    }

    @Test func `nothing is waited for without an end`() throws {
        session.patience = .milliseconds(200)
        let refusal = #expect(throws: PostgresError.self) { try session.run("SELECT pg_sleep(600)") }
        #expect(refusal?.kind == .timeout)
        #expect(throws: PostgresError.self) { try PostgresConnection("host=/nowhere", within: .seconds(5)) }
    }

    @Test func `who listens is told`() throws {
        try session.execute("LISTEN laurel")
        #expect(try session.notifications(atMost: .milliseconds(1)) == [])
        let other = try PostgresConnection(target, within: .seconds(60))
        try other.run("SELECT pg_notify('laurel', $1)", .text("1:7"))
        #expect(try session.notifications(atMost: .seconds(60)) == ["1:7"])
    }

    @Test func `more than fits into the buffers on the way goes through`() throws {
        let large = PostgresValue.texts((0..<200).map { String(repeating: "\($0 % 10)", count: 50_000) })
        try session.send((0..<5).map { _ in PostgresStatement("SELECT v FROM unnest($1::text[]) v", [large]) })
        #expect(try session.receive().map { $0.rows.count } == [200, 200, 200, 200, 200])
    }
}
