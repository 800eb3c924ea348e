import PostgreSQL
import PostgresServer
import Testing

@Suite("Copying into PostgreSQL", .enabled(if: PostgresServer.programs != nil, "PostgreSQL is not installed"))
struct PostgresCopyTests {
    private let session: PostgresConnection

    init() throws {
        session = try PostgresConnection(try PostgresServer.newDatabase(), within: .seconds(60))
        try session.execute("CREATE TABLE thing (number bigint PRIMARY KEY, name text, picture bytea)")
    }

    private func count() throws -> Int64 { try session.run("SELECT count(*) FROM thing").rows.first?.integer(0) ?? -1 }

    @Test func `takes rows as they are, also what is empty and what is missing`() throws {
        var pieces: [[[PostgresValue]]] = [
            [[.integer(1), .text("王小明"), .bytes([0, 255])], [.integer(-2), .text(""), .bytes([])]], [], [[.integer(.max), .null, .null]],
        ]
        try session.copy(into: "thing", ["number", "name", "picture"]) { pieces.isEmpty ? nil : pieces.removeFirst() }
        let rows = try session.run("SELECT number, name, picture FROM thing ORDER BY number").rows
        #expect(try rows.map { try $0.integer(0) } == [-2, 1, .max])
        #expect(rows.map { $0.text(1) } == ["", "王小明", nil] && rows.map { $0.bytes(2) } == [[], [0, 255], nil])
    }

    @Test func `takes more than fits into a buffer`() throws {
        var left = 200
        try session.copy(into: "thing", ["number", "picture"]) {
            left -= 1
            return left < 0 ? nil : (0..<50).map { [.integer(Int64(left * 50 + $0)), .bytes([UInt8](repeating: 7, count: 1_000))] }
        }
        #expect(try count() == 10_000)
    }

    private struct GivenUp: Error {}

    @Test func `keeps nothing of what ends early, and goes on`() throws {
        var isFirst = true
        #expect(throws: GivenUp.self) {
            try session.copy(into: "thing", ["number"]) {
                defer { isFirst = false }
                if isFirst { return [[.integer(1)]] }
                throw GivenUp()
            }
        }
        #expect(try count() == 0)
        var rows: [[[PostgresValue]]] = [[[.integer(1)], [.integer(1)]]]
        #expect(throws: PostgresError.self) { try session.copy(into: "thing", ["number"]) { rows.popLast() } }
        #expect(throws: PostgresError.self) { try session.copy(into: "nothing", ["number"]) { nil } }
        #expect(try count() == 0)
    }
}
