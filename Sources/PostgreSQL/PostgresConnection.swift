import CPostgreSQL
import Glibc

/// A session of PostgreSQL, for the thread that opened it.
///
/// Nothing waits without an end: each call has the time that it is given, beyond which the session is closed, for nobody knows what is
/// under way in it. Several statements go in one flush and one round trip (`send`, `receive`), so that no lock of theirs waits for us.
///
/// ```swift
/// let session = try PostgresConnection("host=/run/postgresql dbname=points", within: .seconds(5))
/// try session.run("SELECT head FROM lease WHERE company = $1", .integer(1)).rows.first?.integer(0)
/// ```
package final class PostgresConnection {
    let raw: OpaquePointer
    /// How long an answer may take.
    package var patience: Duration
    /// The names of statements that the server knows.
    private var prepared: [String: String] = [:]
    /// Those that were prepared by what is under way: where it fails, they may not have been.
    private var preparing: [String] = []
    private var names = 0
    /// How many answers are under way; nil: none.
    private var awaited: Int?

    /// - Parameters:
    ///   - target: a connection string or URL of libpq; several hosts may stand in it.
    ///   - patience: for connecting, and for each answer afterwards.
    package init(_ target: String, within patience: Duration) throws(PostgresError) {
        guard let raw = PQconnectStart(target) else { throw PostgresError(.connection, "out of memory") }
        self.raw = raw
        self.patience = patience
        // Where it throws, all is set already, and `deinit` closes the session.
        try connect(until: .now + patience)
        PQsetnonblocking(raw, 1)
    }

    deinit { PQfinish(raw) }

    /// The process that serves the session, and by which others may end it.
    package var process: Int32 { PQbackendPID(raw) }

    /// In thousands: 15.4 is 150004.
    package var version: Int32 { PQserverVersion(raw) }

    /// Readable when something was said, for who waits for several things.
    package var socket: Int32 { PQsocket(raw) }

    package var isLost: Bool { PQstatus(raw) != CONNECTION_OK }

    // MARK: One statement

    /// Runs one statement, which stays prepared.
    @discardableResult
    package func run(_ sql: String, _ values: PostgresValue...) throws(PostgresError) -> PostgresAnswer { try run(PostgresStatement(sql, values)) }

    @discardableResult
    package func run(_ statement: PostgresStatement) throws(PostgresError) -> PostgresAnswer {
        try send([statement], asOne: false)
        let answers = try receive()
        guard let answer = answers.last else { throw PostgresError(.misuse, "no answer") }
        return answer
    }

    /// Runs several statements without parameters, as they are written in a file.
    package func execute(_ sql: String) throws(PostgresError) {
        let deadline = ContinuousClock.now + patience
        guard PQsendQuery(raw, sql) == 1 else { throw lost() }
        var refusal: PostgresError?
        while let answer = try next(until: deadline) { refusal = refusal ?? answer.refusal }
        if let refusal { throw refusal }
    }

    // MARK: Several at once

    /// Sends statements in one flush, and waits for nothing. What fails voids those after it; in a transaction of their own (`asOne`) all of it.
    package func send(_ statements: [PostgresStatement], asOne: Bool = true) throws(PostgresError) {
        guard awaited == nil else { throw PostgresError(.misuse, "answers are under way") }
        guard PQenterPipelineMode(raw) == 1 else { throw lost() }
        let all = asOne ? [PostgresStatement("BEGIN")] + statements + [PostgresStatement("COMMIT")] : statements
        var expected = 0
        for statement in all { expected += try send(statement) }
        guard PQpipelineSync(raw) == 1 else { throw lost() }
        awaited = expected
        try flush(until: .now + patience)
    }

    /// Waits for the answers to what was sent, in their order, without those of `BEGIN` and `COMMIT`.
    ///
    /// - Throws: the first refusal; `.connection` and `.timeout` leave it in doubt whether it was done.
    package func receive() throws(PostgresError) -> [PostgresAnswer] {
        guard awaited != nil else { throw PostgresError(.misuse, "nothing was sent") }
        awaited = nil
        let deadline = ContinuousClock.now + patience
        var answers: [PostgresAnswer] = [], refusal: PostgresError?
        while true {
            guard let answer = try next(until: deadline) else {
                if isLost { throw lost() }
                continue
            }
            switch answer.status {
            case PGRES_PIPELINE_SYNC:
                PQexitPipelineMode(raw)
                defer { preparing = [] }
                guard let refusal else { return answers }
                for key in preparing { prepared[key] = nil }
                if PQtransactionStatus(raw) == PQTRANS_INERROR { try execute("ROLLBACK") }
                throw refusal
            case PGRES_PIPELINE_ABORTED: continue
            case PGRES_TUPLES_OK: answers.append(answer)
            case PGRES_COMMAND_OK: if !isFrame(answer) { answers.append(answer) }
            default:
                refusal = refusal ?? answer.refusal
                if isLost { throw refusal ?? lost() }
            }
        }
    }

    /// `BEGIN`, `COMMIT`, and that something was prepared.
    private func isFrame(_ answer: PostgresAnswer) -> Bool {
        let word = PQcmdStatus(answer.raw).map { String(cString: $0) } ?? ""
        return ["", "BEGIN", "COMMIT", "ROLLBACK"].contains(word)
    }

    private func send(_ statement: PostgresStatement) throws(PostgresError) -> Int {
        var count = 1
        let types = statement.values.map(\.type)
        let key = statement.sql + types.map { "/\($0)" }.joined()
        let name = prepared[key] ?? "s\(names)"
        if prepared[key] == nil {
            names += 1
            preparing.append(key)
            guard PQsendPrepare(raw, name, statement.sql, Int32(types.count), types) == 1 else { throw lost() }
            prepared[key] = name
            count += 1
        }
        let encoded = statement.values.map(\.encoded)
        let isSent = withPointers(to: encoded) { pointers, lengths in
            PQsendQueryPrepared(raw, name, Int32(encoded.count), pointers, lengths, [Int32](repeating: 1, count: encoded.count), 1)
        }
        guard isSent == 1 else { throw lost() }
        return count
    }

    private func withPointers<Result>(to values: [[UInt8]?], _ body: ([UnsafePointer<CChar>?], [Int32]) -> Result) -> Result {
        let bytes = values.reduce(into: [UInt8]()) { $0 += $1 ?? [] }
        // One byte more, so that what is empty is something and not nothing.
        return (bytes + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { letters in
                var offset = 0
                let pointers = values.map { value -> UnsafePointer<CChar>? in
                    guard let value, let start = letters.baseAddress else { return nil }
                    defer { offset += value.count }
                    return start + offset
                }
                return body(pointers, values.map { Int32($0?.count ?? 0) })
            }
        }
    }

    // MARK: Being told

    /// What `NOTIFY` told on channels that are listened to, after waiting at most so long for the first of it.
    package func notifications(atMost wait: Duration) throws(PostgresError) -> [String] {
        let deadline = ContinuousClock.now + wait
        while true {
            guard PQconsumeInput(raw) == 1 else { throw lost() }
            var told: [String] = []
            while let notice = PQnotifies(raw) {
                told.append(String(cString: notice.pointee.extra))
                PQfreemem(notice)
            }
            if !told.isEmpty || ContinuousClock.now >= deadline { return told }
            _ = try ready(for: Int16(POLLIN), until: deadline)
        }
    }

    // MARK: Waiting

    private func connect(until deadline: ContinuousClock.Instant) throws(PostgresError) {
        var wants = PGRES_POLLING_WRITING
        while true {
            switch wants {
            case PGRES_POLLING_OK: return
            case PGRES_POLLING_FAILED: throw lost()
            default:
                let event = wants == PGRES_POLLING_READING ? Int16(POLLIN) : Int16(POLLOUT)
                guard try ready(for: event, until: deadline) else { throw PostgresError(.timeout, "no session within the time given") }
            }
            wants = PQconnectPoll(raw)
        }
    }

    func flush(until deadline: ContinuousClock.Instant) throws(PostgresError) {
        while true {
            let left = PQflush(raw)
            if left == 0 { return }
            guard left > 0 else { throw lost() }
            // Who sends much reads meanwhile: a server that waits for us to read would never take the rest.
            guard try ready(for: Int16(POLLIN | POLLOUT), until: deadline) else { throw timeout() }
            guard PQconsumeInput(raw) == 1 else { throw lost() }
        }
    }

    /// Nil: the end of one statement's answers, or of all.
    func next(until deadline: ContinuousClock.Instant) throws(PostgresError) -> PostgresAnswer? {
        while PQisBusy(raw) == 1 {
            try flush(until: deadline)
            guard try ready(for: Int16(POLLIN), until: deadline) else { throw timeout() }
            guard PQconsumeInput(raw) == 1 else { throw lost() }
        }
        return PQgetResult(raw).map(PostgresAnswer.init)
    }

    private func ready(for events: Int16, until deadline: ContinuousClock.Instant) throws(PostgresError) -> Bool {
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            let milliseconds = left.components.seconds * 1_000 + left.components.attoseconds / 1_000_000_000_000_000
            var descriptor = pollfd(fd: PQsocket(raw), events: events, revents: 0)
            let count = poll(&descriptor, 1, Int32(clamping: max(0, milliseconds + (left > .zero ? 1 : 0))))
            if count > 0 { return true }
            if count == 0 { return false }
            guard errno == EINTR else { throw PostgresError(.connection, "poll: \(String(cString: strerror(errno)))") }
        }
    }

    func lost() -> PostgresError {
        PostgresError(.connection, PQerrorMessage(raw).map { String(cString: $0).trimmed } ?? "the session is gone")
    }

    private func timeout() -> PostgresError {
        PostgresError(.timeout, "no answer within the time given")
    }
}
