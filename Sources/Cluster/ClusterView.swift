import CommitLog
import PostgreSQL

/// A cluster as PostgreSQL tells of it at one moment.
package struct ClusterView: Hashable, Sendable {
    package struct Node: Hashable, Sendable {
        package let name: String
        package let url: String?
        package let program: String?
        package let print: NodePrint?
        package let format: Int32?
        /// The last seal that its replica has; nil: it has not said.
        package let head: Int64?
        /// Why it is not ready; nil: it is.
        package let state: String?
        /// Whether its last heartbeat still holds.
        package let isLive: Bool
        package let leads: Bool
        /// How long ago what it lacks was acknowledged, in microseconds; 0: it lacks nothing. Nil: it has not said.
        package let lag: Int64?

        /// Whether it could lead.
        package var isReady: Bool { isLive && state == nil }
    }

    package let nodes: [Node]
    package let term: Int64
    /// The node that leads; nil: nobody does.
    package let leader: String?
    package let head: LogPosition
    /// The hash of the last seal; nil: the log is empty.
    package let seal: [UInt8]?
    package let synchronousReplicas: Int

    /// What cannot be as it is shown; empty: all is well.
    package var warnings: [String] {
        var warnings: [String] = []
        if leader == nil { warnings.append("nobody leads: nothing is written") }
        if synchronousReplicas == 0 { warnings.append("PostgreSQL has no synchronous replica: with its machine, commits that were acknowledged may be lost") }
        let first = nodes.first { $0.leads }?.print
        for node in nodes where node.isLive {
            if let state = node.state { warnings.append("\(node.name) is not ready: \(state)") }
            for part in first.flatMap({ node.print?.differences(from: $0) }) ?? [] { warnings.append("\(node.name): \(part)") }
        }
        return warnings
    }
}

extension ClusterView {
    /// - Parameter place: whose node is nobody.
    package init(_ place: PostgreSQLLog.Place) throws(LogError) {
        do throws(PostgresError) {
            let session = try PostgreSQLLog.connect(place)
            // What is not there yet is said, and not made.
            guard try session.run("SELECT to_regclass('laurel.lease') IS NOT NULL").rows.first?.flag(0) ?? false else {
                self = ClusterView(nodes: [], term: 0, leader: nil, head: .start, seal: nil, synchronousReplicas: try Self.replicas(session))
                return
            }
            self = try Self.read(session, place.company)
        } catch {
            throw LogError(error, mayHaveCommitted: false)
        }
    }

    private static func read(_ session: PostgresConnection, _ company: Int64) throws(PostgresError) -> ClusterView {
        let sql = """
            SELECT l.term, CASE WHEN \(PostgreSQLLog.free) THEN NULL ELSE l.node END, l.head, l.aside,
                (SELECT hash FROM laurel.seal s WHERE s.company = l.company AND s.number = l.head)
            FROM laurel.lease l WHERE l.company = $1
            """
        guard let row = try session.run(sql, .integer(company)).rows.first else {
            return ClusterView(nodes: [], term: 0, leader: nil, head: .start, seal: nil, synchronousReplicas: try replicas(session))
        }
        let leader = row.text(1)
        return ClusterView(
            nodes: try nodes(session, company, leader), term: try row.integer(0), leader: leader,
            head: LogPosition(seal: try row.integer(2), aside: try row.integer(3)), seal: row.bytes(4), synchronousReplicas: try replicas(session))
    }

    private static func nodes(_ session: PostgresConnection, _ company: Int64, _ leader: String?) throws(PostgresError) -> [Node] {
        let sql = """
            SELECT name, url, program, print, format, head, state, until > clock_timestamp(),
                (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint - c.recorded FROM laurel.command c
                 WHERE c.company = $1 AND c.number = (SELECT s.first_command FROM laurel.seal s WHERE s.company = $1 AND s.number = n.head + 1))
            FROM laurel.node n ORDER BY name
            """
        var nodes: [Node] = []
        for row in try session.run(sql, .integer(company)).rows {
            let name = row.text(0) ?? "", format = try row.optionalInteger(4).map { Int32(clamping: $0) }, head = try row.optionalInteger(5)
            let missing = try row.optionalInteger(8)
            nodes.append(
                Node(
                    name: name, url: row.text(1), program: row.text(2), print: row.bytes(3).flatMap { NodePrint(bytes: $0, format: format ?? 0) }, format: format,
                    head: head, state: row.text(6), isLive: row.flag(7), leads: name == leader, lag: head == nil ? nil : max(0, missing ?? 0)))
        }
        return nodes
    }

    private static func replicas(_ session: PostgresConnection) throws(PostgresError) -> Int {
        let sql = "SELECT count(*) FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')"
        return Int(clamping: try session.run(sql).rows.first?.integer(0) ?? 0)
    }
}
