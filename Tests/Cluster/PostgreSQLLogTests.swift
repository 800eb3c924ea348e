import Cluster
import CommitLog
import PostgresServer
import PostgreSQL
import Testing

/// What only a log in PostgreSQL can get wrong.
@Suite("The log in PostgreSQL", .enabled(if: PostgresServer.programs != nil, "PostgreSQL is not installed"))
struct PostgreSQLLogTests {
    private let target: String
    private let other: PostgresConnection

    init() throws {
        target = try PostgresServer.newDatabase()
        other = try PostgresConnection(target, within: .seconds(60))
    }

    private func open(_ node: String) throws -> PostgreSQLLog { try PostgreSQLLog(.init(target, node: node, lease: .seconds(600))) }

    private func seal(_ number: Int64) -> LogCommit {
        let none: [[UInt8]?] = [nil], text: [[UInt8]?] = [Array("x".utf8)]
        let columns: [LogRows.Column] = [
            .integers([number]), .integers([number]), .texts(text), .texts(none), .texts(text), .texts(none), .texts(text), .texts(none), .texts(none), .texts(none),
            .texts(none), .integers([nil]),
        ]
        let seal = LogSeal(number: number, format: 1, commands: number...number, firstEntry: 1, lastEntry: 0, hash: [UInt8](repeating: 1, count: 32))
        return LogCommit(seal: seal, commands: LogRows(columns))
    }

    private func numbers(_ records: [LogRecord]) -> [Int64] {
        records.compactMap { if case .commit(let seal, _, _) = $0 { seal.number } else { nil } }
    }

    @Test func `a holder that hangs in a transaction on the lease is ended, and followed`() throws {
        let a = try open("a"), b = try open("b")
        _ = try a.take()
        // The holder's session, stopped in the middle of a commit.
        let hanging = try PostgresConnection(target, within: .seconds(60))
        try other.run(
            "UPDATE laurel.lease SET pid = $1, session = (SELECT backend_start FROM pg_stat_activity WHERE pid = $1)", .integer(Int64(hanging.process)))
        try hanging.execute("BEGIN; UPDATE laurel.lease SET head = head")
        #expect(try b.take() == nil, "its lease still lasts")
        try other.execute("UPDATE laurel.node SET until = clock_timestamp() - interval '1 second' WHERE name = 'a'")
        #expect(try b.take()?.term == 2)
        #expect(throws: PostgresError.self) { try hanging.execute("COMMIT") }
    }

    @Test func `what became of a commit whose session was ended is known to the next term, and does not change`() throws {
        for round in 1...8 as ClosedRange<Int64> {
            let a = try open("a"), b = try open("b")
            let head = try #require(try a.take()).head.seal
            try a.begin(seal(head + 1))
            for process in a.processes { try other.run("SELECT pg_terminate_backend($1::bigint::int)", .integer(process)) }
            var isDone: Bool?
            do {
                try a.finish()
                isDone = true
            } catch LogError.inDoubt {} catch LogError.fenced { isDone = false }
            let since = try #require(try b.take()?.since)
            let isIn = try numbers(b.read(after: LogPosition(seal: head, aside: 0), limit: 9)) == [head + 1]
            #expect(isIn == (since == head + 1) && isIn == (isDone ?? isIn), "round \(round)")
            try b.begin(seal(since + 1))
            try b.finish()
            try b.release()
        }
    }

    @Test func `who reads while another writes sees no gap`() throws {
        let a = try open("a"), b = try open("b")
        _ = try a.take()
        var seen: [Int64] = []
        for number in 1...100 as ClosedRange<Int64> {
            try a.begin(seal(number))
            // Between what was sent and what is known to be committed.
            seen += try numbers(b.read(after: LogPosition(seal: seen.last ?? 0, aside: 0), limit: 7))
            try a.finish()
        }
        while seen.count < 100 { seen += try numbers(b.read(after: LogPosition(seal: seen.last ?? 0, aside: 0), limit: 7)) }
        #expect(seen == Array(1...100))
    }

    @Test func `rows of the log neither change nor go`() throws {
        let a = try open("a")
        _ = try a.take()
        try a.begin(seal(1))
        try a.finish()
        for sql in ["UPDATE laurel.command SET body = 'y'", "DELETE FROM laurel.command", "DELETE FROM laurel.seal", "UPDATE laurel.seal SET term = 9"] {
            #expect(throws: PostgresError.self) { try other.execute(sql) }
        }
    }
}
