import Measures
import Runtime

/// A node's numbers, where several share a log.
extension Site {
    func writeNode(to text: inout Exposition) {
        guard let nodes else { return }
        let runtime = services.runtime, counts = runtime.nodeCounts, view = nodes.cluster.now
        text.gauge("laurel_leader", "1 on the node that leads", runtime.leads ? 1 : 0)
        text.gauge("laurel_term", "How often the lead has begun anew", Int(view?.term ?? 0))
        text.gauge("laurel_log_head", "The last seal in the log", Int(view?.head ?? 0))
        text.gauge("laurel_replica_head", "The last seal in this node's copy", Int(runtime.position.seal))
        text.gauge("laurel_replica_lag_seconds", "How long ago this node was last known to have all of the log", Double(runtime.lag.wholeMilliseconds) / 1_000)
        text.counter("laurel_takeovers", "How often this node has begun to lead since its start", counts.takeovers)
        text.counter("laurel_fenced", "How often it heard that another leads", counts.fenced)
        text.counter("laurel_in_doubt", "Commits of which it was not known at once whether they are in the log", counts.doubts)
        text.gauge("laurel_diverged", "1 where this node's copy is not what the log says", isDiverged ? 1 : 0)
        text.gauge("laurel_clock_offset_seconds", "How far this machine's clock is ahead of PostgreSQL's", Double(view?.clockOffset ?? 0) / 1e6)
        text.gauge("laurel_synchronous_replicas", "Replicas of PostgreSQL that have what is acknowledged", view?.synchronousReplicas ?? 0)
        text.gauge("laurel_nodes", "Nodes that are there", view?.nodes.count(where: \.isLive) ?? 0)
        text.counter("laurel_forwarded", "Requests that were passed on to the node that leads") { samples in
            for (outcome, count) in services.forwarder?.numbers.all ?? [] { samples.add(count, ["outcome": outcome]) }
        }
    }

    private var isDiverged: Bool {
        if case .following(.some) = services.runtime.state { true } else { false }
    }
}
