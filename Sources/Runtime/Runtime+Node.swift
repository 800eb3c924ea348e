import CommitLog

/// A runtime's place among nodes that share a log.
extension Runtime {
    /// Whether it shares a log with others.
    package var isNode: Bool { seat != nil }

    /// Whether it decides: it is alone, or leads, and has not been silent for so long that another may lead.
    package var leads: Bool {
        guard let seat else { return true }
        guard shared.place.leads else { return false }
        return seat.patience.map { shared.place.confirmed.duration(to: .now) <= $0 } ?? true
    }

    /// Where in the log it stands.
    package var position: LogPosition { shared.place.position }

    /// How long ago it was known to have all of the log; of whoever leads, nothing.
    package var lag: Duration { leads ? .zero : shared.place.atHead.duration(to: .now) }

    /// How long ago the log last answered.
    package var silence: Duration { isNode ? shared.place.heard.duration(to: .now) : .zero }

    /// Why it may not lead, though it follows.
    package var obstacle: String? { seat?.obstacle() ?? shared.place.differences.first }

    /// What a node says of itself, as its heartbeat writes it down.
    static func tell(_ node: inout LogNode, _ shared: SharedState, _ seat: Seat?) {
        (node.head, node.print) = (shared.place.position.seal, shared.place.print?.bytes)
        switch shared.state {
        case .following(let reason): node.state = reason ?? seat?.obstacle() ?? shared.place.differences.first
        case .readOnly(let reason, _): node.state = reason
        case .waitingForClock: node.state = "the clock is doubted"
        case .running, .starting: node.state = nil
        case .stopped: node.state = "stopped"
        }
    }

    /// What is known of the nodes; nil: nothing, or not for a while.
    package var clusterView: ClusterState.View? { seat?.view() }

    /// How long commits took on their way into the log.
    package var logTimes: LogTimes.Numbers { shared.place.times.now }

    /// Whether it stopped because its replica is not what the log says.
    package var hasDiverged: Bool { if case .following(.some) = shared.state { true } else { false } }

    /// Whether it stopped because it has more than the log, which was set back.
    package var isAheadOfLog: Bool { shared.place.isAheadOfLog }

    package var nodeCounts: NodeCounts { shared.place.counts }

    /// Tells `body` now and whenever it changes whether this runtime decides, on the writer's thread. It must not block.
    /// - Throws: where it would never hear of anything.
    package func watchLead(_ body: @escaping @Sendable (Bool) -> Void) throws(Unavailable) { try send(.watchLead(body)) }

    /// Tells `body` when rows were taken over that no command tells of: accounts, sessions; on the writer's thread. It must not block.
    /// - Throws: where it would never hear of anything.
    package func watchAsides(_ body: @escaping @Sendable () -> Void) throws(Unavailable) { try send(.watchAsides(body)) }

    /// Answers when all that is in the log now is here; false where the log does not say.
    package func catchUp(_ reply: @escaping @Sendable (Bool) -> Void) { send(.catchUp(reply)) { _ in reply(false) } }

    /// Finishes what waits and leaves the lease to others; false where it does not lead.
    package func handOver(_ reply: @escaping @Sendable (Bool) -> Void) { send(.handOver(reply)) { _ in reply(false) } }
}
