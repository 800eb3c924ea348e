import CommitLog
import Synchronization

/// What other threads may know of a writer's place among nodes.
final class NodePlace: Sendable {
    private struct Contents {
        var leads = true
        var position = LogPosition.start
        var turned = ContinuousClock.now
        var confirmed = ContinuousClock.now
        var atHead = ContinuousClock.now
        var heard = ContinuousClock.now
        var print: NodePrint?
        var differences: [String] = []
        var isAheadOfLog = false
        var takeovers = 0, fenced = 0, doubts = 0
    }

    private let contents = Mutex(Contents())
    /// How long its commits took on their way into the log.
    let times = LogTimes()

    var leads: Bool {
        get { contents.withLock { $0.leads } }
        set { contents.withLock { $0.leads = newValue } }
    }

    /// Where in the log the replica stands.
    var position: LogPosition {
        get { contents.withLock { $0.position } }
        set { contents.withLock { $0.position = newValue } }
    }

    /// When the writer's loop last turned.
    var turned: ContinuousClock.Instant {
        get { contents.withLock { $0.turned } }
        set { contents.withLock { $0.turned = newValue } }
    }

    /// From when on the lease lasts that this node holds, if it holds one.
    var confirmed: ContinuousClock.Instant {
        get { contents.withLock { $0.confirmed } }
        set { contents.withLock { $0.confirmed = newValue } }
    }

    /// When the replica was last known to have all of the log.
    var atHead: ContinuousClock.Instant {
        get { contents.withLock { $0.atHead } }
        set { contents.withLock { $0.atHead = newValue } }
    }

    /// When the log last answered.
    var heard: ContinuousClock.Instant {
        get { contents.withLock { $0.heard } }
        set { contents.withLock { $0.heard = newValue } }
    }

    /// What its deciding depends on outside the log; nil: nothing is in force yet.
    var print: NodePrint? {
        get { contents.withLock { $0.print } }
        set { contents.withLock { $0.print = newValue } }
    }

    /// In what it decides otherwise than the leader; empty: in nothing.
    var differences: [String] {
        get { contents.withLock { $0.differences } }
        set { contents.withLock { $0.differences = newValue } }
    }

    /// Whether it stopped because the log was set back.
    var isAheadOfLog: Bool {
        get { contents.withLock { $0.isAheadOfLog } }
        set { contents.withLock { $0.isAheadOfLog = newValue } }
    }

    func countTakeover() { contents.withLock { $0.takeovers += 1 } }
    func countFenced() { contents.withLock { $0.fenced += 1 } }
    func countDoubt() { contents.withLock { $0.doubts += 1 } }

    var counts: NodeCounts { contents.withLock { NodeCounts(takeovers: $0.takeovers, fenced: $0.fenced, doubts: $0.doubts) } }
}

/// What befell a node since its start.
package struct NodeCounts: Sendable {
    package let takeovers: Int
    package let fenced: Int
    package let doubts: Int
}
