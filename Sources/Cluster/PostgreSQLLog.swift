import CommitLog
import PostgreSQL

/// The log of one company in PostgreSQL, as one node sees it.
///
/// Two sessions: one for the log, whose term is its own, so that whoever has to connect again begins as a follower; one for heartbeats and
/// hints, which must not wait behind a commit.
package final class PostgreSQLLog: SharedLog {
    package struct Place: Sendable {
        package var target: String
        package var company: Int64 = 1
        /// How long a holder that says nothing keeps the lease.
        package var lease: Duration
        package var patience: Duration = .seconds(5)
        /// What the node says of itself.
        package var own: LogNode

        package var node: String { own.name }

        package init(_ target: String, node: String, lease: Duration = .seconds(5)) {
            self.init(target, own: LogNode(node), lease: lease)
        }

        package init(_ target: String, own: LogNode, lease: Duration = .seconds(5)) {
            self.target = target
            self.own = own
            self.lease = lease
        }
    }

    let place: Place
    let session: PostgresConnection
    let beats: PostgresConnection
    var term: Int64?
    /// The timeline of the server: another one after a replica was promoted.
    private(set) var life: Int64?
    /// What is under way, for the hint.
    private var sent: LogCommit?

    /// Connects, and makes the tables where there are none.
    package init(_ place: Place) throws(LogError) {
        self.place = place
        do {
            session = try Self.connect(place)
            beats = try Self.connect(place)
            try LogTables.prepare(session, place.company)
            try beats.execute("LISTEN laurel; SET synchronous_commit = off")
            life = try session.run("SELECT ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint").rows.first?.integer(0)
        } catch {
            throw LogError(error, mayHaveCommitted: false)
        }
        try beat()
    }

    static func connect(_ place: Place) throws(PostgresError) -> PostgresConnection {
        let session = try PostgresConnection(place.target, within: place.patience)
        guard session.version >= 140_000 else { throw PostgresError(.misuse, "PostgreSQL 14 or later is needed") }
        try session.execute(
            """
            SET lock_timeout = 400; SET idle_in_transaction_session_timeout = '10s'; SET client_min_messages = warning;
            SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 11000
            """)
        return session
    }

    /// The processes that serve its sessions.
    package var processes: [Int64] { [Int64(session.process), Int64(beats.process)] }

    // MARK: Adding

    package func begin(_ commit: LogCommit) throws(LogError) {
        guard let term else { throw .fenced }
        var statements: [PostgresStatement] = []
        let rows = [(LogTables.command, commit.commands), (LogTables.entry, commit.entries), (LogTables.personal, commit.personal)]
        for (table, rows) in rows where rows.count > 0 { statements.append(table.adding(rows, to: place.company)) }
        for member in commit.forgets {
            statements.append(PostgresStatement("DELETE FROM laurel.personal WHERE company = $1 AND member = $2", [.integer(place.company), .text(member)]))
        }
        if let seal = commit.seal { statements.append(Self.sealing(seal, place.company, term)) }
        if let aside = commit.aside { statements.append(Self.adding(aside, place.company, term, after: commit.seal?.number, at: position)) }
        do { try session.send(statements) } catch { throw LogError(error, mayHaveCommitted: true) }
        sent = commit
    }

    package func finish() throws(LogError) {
        let commit = sent
        sent = nil
        do {
            _ = try session.receive()
        } catch {
            term = nil
            // No row was fenced, or one stands in its place already.
            if error.state == PostgresError.notNull || error.state == PostgresError.unique { throw .fenced }
            throw LogError(error, mayHaveCommitted: true)
        }
        if let seal = commit?.seal { position = LogPosition(seal: seal.number, aside: 0) }
        if commit?.aside != nil { position.aside += 1 }
        try? hint("\(position.seal)")
    }

    /// Where the log ends, as far as the holder knows.
    var position = LogPosition.start

    /// The fence, and last in the flush: of a term that is over, or after another head, nothing is fenced, the term is NULL, and all is void.
    private static func sealing(_ seal: LogSeal, _ company: Int64, _ term: Int64) -> PostgresStatement {
        PostgresStatement(
            """
            WITH fenced AS (UPDATE laurel.lease SET head = $3, aside = 0 WHERE company = $1 AND term = $2 AND head = $3 - 1 RETURNING term)
            INSERT INTO laurel.seal VALUES ($1, $3, (SELECT term FROM fenced), $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                .integer(company), .integer(term), .integer(seal.number), .integer(Int64(seal.format)), .integer(seal.commands.lowerBound),
                .integer(seal.commands.upperBound), .integer(seal.firstEntry), .integer(seal.lastEntry), .bytes(seal.hash),
                .bytes(seal.storedNotes),
            ])
    }

    private static func adding(_ changes: [UInt8], _ company: Int64, _ term: Int64, after seal: Int64?, at position: LogPosition) -> PostgresStatement {
        PostgresStatement(
            """
            WITH fenced AS (UPDATE laurel.lease SET aside = $4 WHERE company = $1 AND term = $2 AND head = $3 AND aside = $4 - 1 RETURNING term)
            INSERT INTO laurel.aside VALUES ($1, $3, $4, (SELECT term FROM fenced), $5)
            """,
            [
                .integer(company), .integer(term), .integer(seal ?? position.seal), .integer(seal == nil ? position.aside + 1 : 1), .bytes(changes),
            ])
    }

    package func waitForMore(than position: LogPosition, atMost wait: Duration) throws(LogError) {
        do { _ = try beats.notifications(atMost: wait) } catch { throw LogError(error, mayHaveCommitted: false) }
    }

    /// Never inside a commit: `NOTIFY` there is a lock of the whole engine.
    func hint(_ what: String) throws(LogError) {
        do { try beats.run("SELECT pg_notify('laurel', $1)", .text("\(place.company):\(what)")) } catch { throw LogError(error, mayHaveCommitted: false) }
    }

    // MARK: Statements

    func run(_ sql: String, _ values: PostgresValue...) throws(LogError) -> PostgresAnswer { try run(PostgresStatement(sql, values)) }

    func run(_ statement: PostgresStatement) throws(LogError) -> PostgresAnswer {
        do throws(PostgresError) {
            try session.send([statement], asOne: false)
            guard let answer = try session.receive().last else { throw PostgresError(.misuse, "no answer") }
            return answer
        } catch {
            throw LogError(error, mayHaveCommitted: false)
        }
    }

    func reading<Result>(_ body: () throws(PostgresError) -> Result) throws(LogError) -> Result {
        do throws(PostgresError) { return try body() } catch { throw .damaged(error.message) }
    }
}

extension LogError {
    init(_ error: PostgresError, mayHaveCommitted: Bool) {
        self = error.losesSession ? mayHaveCommitted ? .inDoubt(error.message) : .unreachable(error.message) : .damaged(error.message)
    }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
