import Measures
import Runtime

/// Numbers of a node among others that share a log.
enum ClusterNumbers {
    /// Nothing where the server is alone.
    static func write(_ runtime: Runtime, to text: inout Exposition) {
        guard runtime.isNode else { return }
        let counts = runtime.nodeCounts
        text.gauge("laurel_leader", "1 while this node leads", runtime.leads ? 1 : 0)
        text.gauge("laurel_replica_head", "The last seal that this node has", Int(runtime.position.seal))
        text.gauge("laurel_replica_lag_seconds", "For how long this node has not had all of the log", seconds(runtime.lag))
        text.gauge("laurel_diverged", "1 where this node stopped: its replica is not what the log says", runtime.hasDiverged ? 1 : 0)
        text.counter("laurel_takeovers", "How often this node began to lead", counts.takeovers)
        text.counter("laurel_fenced", "How often another led before this node had heard of it", counts.fenced)
        text.counter("laurel_in_doubt", "Commits of which it was not known at first whether they are in the log", counts.doubts)
        writeTimes(runtime, to: &text)
        writeView(runtime, to: &text)
    }

    private static func writeTimes(_ runtime: Runtime, to text: inout Exposition) {
        let times = runtime.logTimes
        text.summary("laurel_log_append_seconds", "A commit on its way into the log", sum: times.appending.inSeconds, count: times.appends)
        text.counter("laurel_log_waiting_seconds", "What the writer did nothing else in meanwhile") { $0.add(times.waiting.inSeconds) }
    }

    /// As PostgreSQL said a moment ago.
    private static func writeView(_ runtime: Runtime, to text: inout Exposition) {
        guard let view = runtime.clusterView else { return }
        text.gauge("laurel_term", "How often the lease was taken", Int(view.term))
        text.gauge("laurel_log_head", "The last seal of the log", Int(view.head))
        text.gauge("laurel_clock_offset_seconds", "How far this machine's clock is ahead of PostgreSQL's", Double(view.clockOffset) / 1e6)
        text.gauge("laurel_synchronous_replicas", "Replicas that have what is acknowledged", view.synchronousReplicas)
        text.gauge("laurel_nodes", "Nodes that are there", view.nodes.filter(\.isLive).count)
    }

    private static func seconds(_ duration: Duration) -> Double { (duration.inSeconds * 1_000).rounded() / 1_000 }
}
