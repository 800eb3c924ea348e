import CommitLog
import PostgreSQL

extension PostgreSQLLog {
    /// Whether the lease `l` may be taken, by PostgreSQL's clock alone.
    static let free = """
        (l.pid IS NULL
         OR NOT EXISTS (SELECT FROM laurel.node n WHERE n.name = l.node AND n.until > clock_timestamp())
         OR NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.pid = l.pid AND a.backend_start = l.session))
        """

    /// Whether this node may take it, whose name and token are `$2` and `$3`: also from itself, where it has lost the session that holds it and
    /// PostgreSQL has not noticed yet, or hangs in it. Its own heartbeats would keep the lease for a session of which nobody hears any more.
    private static let freeForOwn = """
        (\(free) OR (l.node = $2 AND l.pid <> pg_backend_pid() AND EXISTS (SELECT FROM laurel.node n WHERE n.name = l.node AND n.token = $3)))
        """

    private var own: [PostgresValue] { [.integer(place.company), .text(place.node), place.own.token.map(PostgresValue.bytes) ?? .bytes([])] }

    package func lease() throws(LogError) -> Lease {
        let sql = """
            SELECT l.term, coalesce(l.node, ''), \(Self.freeForOwn), l.head, l.aside, l.since,
                (SELECT hash FROM laurel.seal s WHERE s.company = $1 AND s.number = l.head),
                l.asked IS NOT DISTINCT FROM l.term, (SELECT min(format) FROM laurel.node n WHERE n.until > clock_timestamp()), h.print, h.format
            FROM laurel.lease l LEFT JOIN laurel.node h ON h.name = l.node
                AND EXISTS (SELECT FROM laurel.node o WHERE o.print = h.print AND o.until > clock_timestamp())
            WHERE l.company = $1
            """
        guard let row = try run(PostgresStatement(sql, own)).rows.first else { throw .damaged("the company has no lease") }
        return try reading { () throws(PostgresError) in
            var lease = Lease(
                term: try row.integer(0), holder: row.text(1) ?? "", isFree: row.flag(2),
                head: LogPosition(seal: try row.integer(3), aside: try row.integer(4)), since: try row.optionalInteger(5), seal: row.bytes(6))
            lease.isAsked = row.flag(7)
            lease.life = life
            lease.format = try row.optionalInteger(8).map { Int32(clamping: $0) }
            let format = try row.optionalInteger(10).map { Int32(clamping: $0) }
            lease.print = row.bytes(9).flatMap { NodePrint(bytes: $0, format: format ?? 0) }
            return lease
        }
    }

    package func take() throws(LogError) -> Lease? {
        guard let (term, old) = try claim() else { return nil }
        if let old { try end(old) }
        // A commit of its own: whatever was visible before it is replicated when it is.
        let barrier = "UPDATE laurel.lease SET since = head WHERE company = $1 AND term = $2 RETURNING head, aside"
        guard let row = try run(barrier, .integer(place.company), .integer(term)).rows.first else { return nil }
        position = try reading { () throws(PostgresError) in LogPosition(seal: try row.integer(0), aside: try row.integer(1)) }
        self.term = term
        // Whoever forwards hears at once to whom.
        try? hint("led")
        return Lease(term: term, holder: place.node, isFree: false, head: position, since: position.seal)
    }

    private struct OldSession {
        let pid: Int64
        /// Its beginning, in microseconds: numbers of processes come again.
        let began: Int64
    }

    /// The next term, and the session of the one before. Nil: somebody was faster.
    private func claim() throws(LogError) -> (term: Int64, old: OldSession?)? {
        let sql = """
            WITH old AS (SELECT l.pid, l.session FROM laurel.lease l WHERE l.company = $1 AND \(Self.freeForOwn) FOR UPDATE)
            UPDATE laurel.lease l SET term = l.term + 1, node = $2, pid = pg_backend_pid(), since = NULL, asked = NULL,
                session = (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())
            FROM old WHERE l.company = $1
            RETURNING l.term, old.pid, (extract(epoch FROM old.session) * 1000000)::bigint
            """
        for _ in 0..<20 {
            do {
                guard let row = try session.run(PostgresStatement(sql, own)).rows.first else { return nil }
                let old = try row.optionalInteger(1).map { OldSession(pid: $0, began: 0) }
                let began = try row.optionalInteger(2)
                return (try row.integer(0), old.map { OldSession(pid: $0.pid, began: began ?? 0) })
            } catch where error.state == PostgresError.lockNotAvailable {
                // A transaction of the holder hangs on the row.
                try endHolder()
            } catch {
                throw LogError(error, mayHaveCommitted: false)
            }
        }
        return nil
    }

    /// Ends the session of the holder, where the lease is free all the same.
    private func endHolder() throws(LogError) {
        let sql = """
            SELECT l.pid, (extract(epoch FROM l.session) * 1000000)::bigint FROM laurel.lease l WHERE l.company = $1 AND l.pid IS NOT NULL AND \(Self.freeForOwn)
            """
        guard let row = try run(PostgresStatement(sql, own)).rows.first else { return }
        try end(try reading { () throws(PostgresError) in OldSession(pid: try row.integer(0), began: try row.optionalInteger(1) ?? 0) })
    }

    /// What a stopped leader has sent by half would stand in our way as long as it stays stopped.
    private func end(_ old: OldSession) throws(LogError) {
        let sql = """
            SELECT pg_terminate_backend(a.pid, 2000) FROM pg_stat_activity a
            WHERE a.pid = $1 AND a.pid <> pg_backend_pid() AND (extract(epoch FROM a.backend_start) * 1000000)::bigint = $2
            """
        _ = try run(sql, .integer(old.pid), .integer(old.began))
    }

    package func release() throws(LogError) {
        guard let term else { return }
        self.term = nil
        _ = try run("UPDATE laurel.lease SET pid = NULL, session = NULL WHERE company = $1 AND term = $2", .integer(place.company), .integer(term))
        try hint("free")
    }

    package func beat() throws(LogError) {
        do { try beats.run(place.beat()) } catch { throw LogError(error, mayHaveCommitted: false) }
    }
}

extension PostgreSQLLog.Place {
    /// The lease of whoever holds one lasts from now.
    ///
    /// - Parameter node: what it says of itself by now; nil: what it said last stays.
    func beat(_ node: LogNode? = nil) -> PostgresStatement {
        let own = node ?? own
        return PostgresStatement(
            """
            INSERT INTO laurel.node (name, url, token, program, format, print, head, state, pid, session, until)
            VALUES ($1, $3, $4, $5, $6, $7, $8, $9, pg_backend_pid(), (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()),
                clock_timestamp() + $2 * interval '1 millisecond')
            ON CONFLICT (name) DO UPDATE SET url = excluded.url, token = excluded.token, program = excluded.program, format = excluded.format,
                print = CASE WHEN $10 THEN excluded.print ELSE node.print END, head = CASE WHEN $10 THEN excluded.head ELSE node.head END,
                state = CASE WHEN $10 THEN excluded.state ELSE node.state END, pid = excluded.pid, session = excluded.session, until = excluded.until
            """,
            [
                .text(own.name), .integer(lease.milliseconds), own.url.map(PostgresValue.text) ?? .null, own.token.map(PostgresValue.bytes) ?? .null,
                own.program.map(PostgresValue.text) ?? .null, own.format.map(PostgresValue.integer) ?? .null, own.print.map(PostgresValue.bytes) ?? .null,
                own.head.map(PostgresValue.integer) ?? .null, own.state.map(PostgresValue.text) ?? .null, .flag(node != nil),
            ])
    }
}
