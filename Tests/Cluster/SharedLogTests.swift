import Cluster
import CommitLog
import PostgreSQL
import PostgresServer
import Testing

@Suite("The shared log") struct SharedLogTests {
    enum Kind: CaseIterable, CustomTestStringConvertible {
        case memory, postgreSQL
        var testDescription: String { self == .memory ? "memory" : "PostgreSQL" }
        static var here: [Kind] { PostgresServer.programs == nil ? [.memory] : allCases }
    }

    private func withLog(_ kind: Kind, _ body: (LogUnderTest) throws -> Void) throws {
        switch kind {
        case .memory:
            let shared = MemoryLog.Shared()
            try body(
                LogUnderTest(
                    open: { MemoryLog(shared, node: $0) }, kill: { ($0 as? MemoryLog)?.disconnect() }, letTimePass: { shared.pass(milliseconds: 10_000) }))
        case .postgreSQL:
            let target = try PostgresServer.newDatabase()
            let other = try PostgresConnection(target, within: .seconds(60))
            try body(
                LogUnderTest(
                    open: { try PostgreSQLLog(.init(target, node: $0, lease: .seconds(600))) },
                    kill: { log in
                        let sql = "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE pid = $1"
                        for process in (log as? PostgreSQLLog)?.processes ?? [] { try other.run(sql, .integer(process)) }
                    },
                    letTimePass: { try other.execute("UPDATE laurel.node SET until = clock_timestamp() - interval '1 second'") }))
        }
    }

    private func commit(_ number: Int64, commands: Int64 = 2, mark: UInt8 = 1, aside: [UInt8]? = nil) -> LogCommit {
        let first = (number - 1) * commands + 1, numbers = (first..<first + commands).map { Optional($0) }
        let text = [[UInt8]?](repeating: Array("x".utf8), count: Int(commands)), none = [[UInt8]?](repeating: nil, count: Int(commands))
        let seal = LogSeal(
            number: number, format: 1, commands: first...(first + commands - 1), firstEntry: 1, lastEntry: 0, hash: [UInt8](repeating: mark, count: 32))
        let columns: [LogRows.Column] = [
            .integers(numbers), .integers(numbers), .texts(text), .texts(none), .texts(text), .texts(none), .texts(text), .texts(none), .texts(none), .texts(none), .texts(none),
            .integers([Int64?](repeating: nil, count: Int(commands))),
        ]
        return LogCommit(seal: seal, commands: LogRows(columns), aside: aside)
    }

    private func add(_ commit: LogCommit, _ log: any SharedLog) throws {
        try log.begin(commit)
        try log.finish()
    }

    @Test(arguments: Kind.here) func `what is added is read by others in order and without gaps`(_ kind: Kind) throws {
        try withLog(kind) { under in
            let leader = try under.open("a"), follower = try under.open("b")
            let lease = try #require(try leader.take())
            #expect(lease.term == 1 && lease.since == 0)
            try add(commit(1), leader)
            try add(commit(2, aside: [7]), leader)
            try add(LogCommit(seal: nil, aside: [8]), leader)
            try add(commit(3), leader)
            let all = try follower.read(after: .start, limit: 64)
            #expect(all.map(\.place) == ["1", "2", "2+1", "2+2", "3"])
            guard case .commit(let seal, let commands, _) = all[1] else {
                Issue.record("no commit")
                return
            }
            #expect(seal == commit(2).seal && commands == commit(2).commands)
            #expect(try follower.read(after: .start, limit: 1).map(\.place) == ["1"])
            #expect(try follower.read(after: LogPosition(seal: 2, aside: 1), limit: 64).map(\.place) == ["2+2", "3"])
            #expect(try follower.read(after: LogPosition(seal: 3, aside: 0), limit: 64).isEmpty)
            #expect(try follower.lease().head == LogPosition(seal: 3, aside: 0))
        }
    }

    @Test(arguments: Kind.here) func `one holds the lease at a time, and terms grow`(_ kind: Kind) throws {
        try withLog(kind) { under in
            let a = try under.open("a"), b = try under.open("b")
            #expect(try a.lease().isFree)
            #expect(try a.take()?.term == 1)
            #expect(try b.take() == nil)
            #expect(try b.lease().holder == "a")
            try a.release()
            #expect(try b.take()?.term == 2)
            #expect(throws: LogError.fenced) { try a.begin(commit(1)) }
        }
    }

    @Test(arguments: Kind.here) func `a holder whose process died is followed at once`(_ kind: Kind) throws {
        try withLog(kind) { under in
            let a = try under.open("a"), b = try under.open("b")
            _ = try a.take()
            try add(commit(1), a)
            #expect(try !b.lease().isFree)
            try under.kill(a)
            #expect(try b.lease().isFree)
            let lease = try #require(try b.take())
            #expect(lease.term == 2 && lease.since == 1)
            try add(commit(2), b)
            #expect(throws: LogError.self) { try add(commit(2, mark: 9), a) }
            #expect(try b.read(after: .start, limit: 9).map(\.place) == ["1", "2"])
        }
    }

    @Test(arguments: Kind.here) func `a holder that says nothing is followed, and fenced when it wakes up`(_ kind: Kind) throws {
        try withLog(kind) { under in
            let a = try under.open("a"), b = try under.open("b")
            _ = try a.take()
            try a.begin(commit(1))
            try a.finish()
            try under.letTimePass()
            try b.beat()
            #expect(try b.take()?.since == 1)
            // Whether its session was ended or it is refused, nothing of it comes.
            #expect(throws: LogError.self) { try add(commit(2, mark: 9), a) }
            try add(commit(2), b)
            guard case .commit(let seal, _, _)? = try b.read(after: LogPosition(seal: 1, aside: 0), limit: 1).first else {
                Issue.record("nothing")
                return
            }
            #expect(seal.hash.first == 1)
        }
    }

    @Test(arguments: Kind.here) func `a commit after another head than the one there is gets nothing in`(_ kind: Kind) throws {
        try withLog(kind) { under in
            let a = try under.open("a"), b = try under.open("b")
            _ = try a.take()
            try add(commit(1), a)
            #expect(throws: LogError.fenced) { try add(commit(3), a) }
            #expect(try b.read(after: .start, limit: 9).map(\.place) == ["1"])
            #expect(throws: LogError.fenced) { try add(commit(2), a) }
        }
    }

    @Test(arguments: Kind.here) func `what was said of somebody is read with its commit, until they are forgotten`(_ kind: Kind) throws {
        try withLog(kind) { under in
            let a = try under.open("a"), b = try under.open("b")
            _ = try a.take()
            var first = commit(1)
            first.personal = LogRows([.integers([1, 2]), .texts([Array("li.na".utf8), Array("wang".utf8)]), .blobs([[1], [2]]), .texts([Array("{}".utf8), Array("{}".utf8)])])
            try add(first, a)
            func people() throws -> [String?] {
                guard case .commit(_, _, let personal)? = try b.read(after: .start, limit: 1).first else { return [] }
                return (0..<personal.count).map { personal.text(1, $0) }
            }
            #expect(try people() == ["li.na", "wang"])
            var second = commit(2)
            second.forgets = ["li.na"]
            try add(second, a)
            #expect(try people() == ["wang"])
        }
    }

    @Test(arguments: Kind.here) func `who waits sees what came`(_ kind: Kind) throws {
        try withLog(kind) { under in
            let a = try under.open("a"), b = try under.open("b")
            _ = try a.take()
            try add(commit(1), a)
            try b.waitForMore(than: .start, atMost: .seconds(60))
            #expect(try b.read(after: .start, limit: 9).count == 1)
        }
    }
}

extension LogRecord {
    fileprivate var place: String {
        switch self {
        case .commit(let seal, _, _): "\(seal.number)"
        case .aside(_, let at): "\(at.seal)+\(at.aside)"
        }
    }
}
