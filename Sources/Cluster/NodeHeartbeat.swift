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
    ///
    /// - Parameter node: what it says of itself by now; nil: what it said last stays.
    package func beat(_ node: LogNode? = nil) throws(LogError) {
        do { try session.run(place.beat(node)) } catch { throw LogError(error, mayHaveCommitted: false) }
    }

    /// Says that the node is gone.
    package func leave() throws(LogError) {
        let sql = "UPDATE laurel.node SET until = clock_timestamp(), token = NULL WHERE name = $1 AND token IS NOT DISTINCT FROM $2"
        do {
            try session.run(sql, .text(place.own.name), place.own.token.map(PostgresValue.bytes) ?? .null)
        } catch { throw LogError(error, mayHaveCommitted: false) }
    }

    /// Who is there, and who leads.
    ///
    /// - Parameter clock: tells this machine's time in microseconds.
    package func look(_ clock: () -> Int64) throws(LogError) -> ClusterState.View {
        do throws(PostgresError) {
            let before = clock()
            let lease = try session.run(Self.lease, .integer(place.company)).rows.first
            let between = before + (clock() - before) / 2
            let nodes = try session.run(Self.nodes).rows
            var view = ClusterState.View()
            for row in nodes {
                var node = LogNode(
                    row.text(0) ?? "", url: row.text(1), token: row.bytes(2), program: row.text(3), format: try row.optionalInteger(4), print: row.bytes(5),
                    isLive: row.flag(6))
                (node.head, node.state) = (try row.optionalInteger(7), row.text(8))
                view.nodes.append(node)
            }
            guard let lease else { return view }
            view.leader = lease.text(0)
            view.term = try lease.integer(1)
            view.head = try lease.integer(2)
            view.clockOffset = between - (try lease.integer(3))
            view.synchronousReplicas = Int(try lease.integer(4))
            return view
        } catch {
            throw LogError(error, mayHaveCommitted: false)
        }
    }

    private static let nodes = "SELECT name, url, token, program, format, print, until > clock_timestamp(), head, state FROM laurel.node ORDER BY name"

    private static let lease = """
        SELECT CASE WHEN \(PostgreSQLLog.free) THEN NULL ELSE l.node END, l.term, l.head, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint,
            (SELECT count(*) FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum'))
        FROM laurel.lease l WHERE l.company = $1
        """

    /// Tells the others that there is more, or that the lease is free.
    package func hint(_ what: String) throws(LogError) {
        do { try session.run("SELECT pg_notify('laurel', $1)", .text("\(place.company):\(what)")) } catch { throw LogError(error, mayHaveCommitted: false) }
    }

    package enum Hint: Sendable {
        /// There is more in the log.
        case more
        /// Somebody leads, or no longer does.
        case lease
    }

    /// Waits at most so long until somebody hints at something of this company; nil: nobody did.
    package func waitForHint(atMost wait: Duration) throws(LogError) -> Hint? {
        do {
            let prefix = "\(place.company):"
            let hints = try session.notifications(atMost: wait).filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
            return hints.isEmpty ? nil : hints.contains { $0 == "led" || $0 == "free" } ? .lease : .more
        } catch {
            throw LogError(error, mayHaveCommitted: false)
        }
    }
}
