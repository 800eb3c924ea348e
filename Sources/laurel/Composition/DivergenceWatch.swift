import CommitLog
import Runtime
import Synchronization

/// Notices that a node's database is not what the log says, and can be had from another node.
struct DivergenceWatch: Sendable {
    private let runtime: Runtime
    private let cluster: ClusterState

    init(_ runtime: Runtime, _ cluster: ClusterState) {
        self.runtime = runtime
        self.cluster = cluster
    }

    /// When a copy was begun with last, in this process.
    private static let last = Mutex<ContinuousClock.Instant?>(nil)
    /// Whoever differs again and again decides otherwise: another copy does not help.
    private static let pause = Duration.seconds(3_600)

    static func note() { last.withLock { $0 = .now } }

    /// Whether another node's database is to take the place of this one's. A log that was set back asks for somebody's decision instead.
    var wantsCopy: Bool {
        guard runtime.hasDiverged, !runtime.isAheadOfLog, Self.last.withLock({ $0.map { $0.duration(to: .now) > Self.pause } ?? true }) else { return false }
        return cluster.now?.nodes.contains { $0.isLive && $0.state == nil && $0.name != cluster.own.name && $0.url != nil } ?? false
    }
}
