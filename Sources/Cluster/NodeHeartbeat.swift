import CommitLog
import PostgreSQL

/// What a node says of itself once a second, on a session of its own: that it is there and well. It must not wait behind a commit, so it is
/// used by another thread than the log; hints go over it too, never inside a commit, where `NOTIFY` is a lock of the whole engine.
package final class NodeHeartbeat {
    private let place: PostgreSQLLog.Place
    private let session: PostgresConnection

    /// Connects, and says it for the first time.
    package init(_ place: PostgreSQLLog.Place) throws(LogError) {
        self.place = place
        do {
            session = try PostgreSQLLog.connect(place)
            try session.execute("LISTEN laurel; SET synchronous_commit = off")
        } catch {
            throw LogError(error, mayHaveCommitted: false)
        }
        try beat()
    }

    /// The lease of whoever holds one lasts from now.
    package func beat() throws(LogError) {
        let sql = """
            INSERT INTO laurel.node (name, pid, until) VALUES ($1, pg_backend_pid(), clock_timestamp() + $2 * interval '1 millisecond')
            ON CONFLICT (name) DO UPDATE SET pid = excluded.pid, until = excluded.until
            """
        do { try session.run(sql, .text(place.node), .integer(place.lease.milliseconds)) } catch { throw LogError(error, mayHaveCommitted: false) }
    }

    /// Tells the others that there is more, or that the lease is free.
    package func hint(_ what: String) throws(LogError) {
        do { try session.run("SELECT pg_notify('laurel', $1)", .text("\(place.company):\(what)")) } catch { throw LogError(error, mayHaveCommitted: false) }
    }

    /// Waits at most so long until somebody hints at something of this company. True: somebody did.
    package func waitForHint(atMost wait: Duration) throws(LogError) -> Bool {
        do {
            return try session.notifications(atMost: wait).contains { $0.hasPrefix("\(place.company):") }
        } catch {
            throw LogError(error, mayHaveCommitted: false)
        }
    }
}
