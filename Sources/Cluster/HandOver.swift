import CommitLog
import PostgreSQL

/// Asks whoever leads to let another node lead, and waits for it.
package enum HandOver {
    package enum Refused: Error, Equatable, Sendable, CustomStringConvertible {
        case nobodyLeads
        /// No other node could lead.
        case nobodyElse(leader: String)
        /// Nobody else leads after all this time.
        case notDone(leader: String)

        package var description: String {
            switch self {
            case .nobodyLeads: "nobody leads"
            case .nobodyElse(let leader): "no other node than \(leader) is there and ready to lead"
            case .notDone(let leader): "\(leader) still leads"
            }
        }
    }

    /// - Returns: who leads now.
    @discardableResult
    package static func handOver(_ place: PostgreSQLLog.Place, within patience: Duration) throws -> String {
        let before = try ClusterView(place)
        guard let leader = before.leader else { throw Refused.nobodyLeads }
        guard before.nodes.contains(where: { $0.isReady && !$0.leads }) else { throw Refused.nobodyElse(leader: leader) }
        let session = try ClusterSession.open(place)
        try session.execute("LISTEN laurel")
        try session.run("UPDATE laurel.lease SET asked = term WHERE company = $1 AND term = $2", .integer(place.company), .integer(before.term))
        try session.run("SELECT pg_notify('laurel', $1)", .text("\(place.company):asked"))
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            let now = try ClusterView(place)
            if now.term > before.term, let next = now.leader { return next }
            _ = try session.notifications(atMost: .milliseconds(50))
        }
        throw Refused.notDone(leader: leader)
    }
}
