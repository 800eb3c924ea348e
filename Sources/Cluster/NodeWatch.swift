import CommitLog
import Mailboxes
import Synchronization

/// Says on a thread of its own that a node is there, for as long as it is well, listens for what others hint at, and sees who leads.
///
/// Where PostgreSQL cannot be reached it tries again and again: a node that says nothing loses the lease, which is how others hear of it.
package final class NodeWatch: Sendable {
    /// What the node gives, and wants to know.
    package struct Asks: Sendable {
        /// Whether the node's writer turns; called on the thread.
        let isWell: @Sendable () -> Bool
        /// Called on the thread when there may be more in the log, or the lease is free.
        let wake: @Sendable () -> Void
        /// The lease of whoever holds one lasts from this instant on.
        let confirmed: @Sendable (ContinuousClock.Instant) -> Void
        /// This machine's time in microseconds.
        let clock: @Sendable () -> Int64
        /// Adds what the node says of itself by now; called on the thread.
        let tell: (@Sendable (inout LogNode) -> Void)?

        package init(
            isWell: @escaping @Sendable () -> Bool, wake: @escaping @Sendable () -> Void, confirmed: @escaping @Sendable (ContinuousClock.Instant) -> Void = { _ in },
            clock: @escaping @Sendable () -> Int64 = { 0 }, tell: (@Sendable (inout LogNode) -> Void)? = nil
        ) {
            self.isWell = isWell
            self.wake = wake
            self.confirmed = confirmed
            self.clock = clock
            self.tell = tell
        }
    }

    private let loop: Loop
    private let thread: PlainThread

    /// - Parameter cluster: where it is put down who is there.
    package init(_ place: PostgreSQLLog.Place, _ asks: Asks, cluster: ClusterState? = nil) {
        let loop = Loop(place, asks, cluster)
        self.loop = loop
        thread = PlainThread("heartbeat") { loop.run() }
    }

    /// Says nothing more but that the node is gone. Blocks for a moment.
    package func stop() {
        loop.stop()
        thread.join()
    }

    private final class Loop: Sendable {
        private let place: PostgreSQLLog.Place
        private let asks: Asks
        private let cluster: ClusterState?
        private let isStopping = Atomic(false)

        init(_ place: PostgreSQLLog.Place, _ asks: Asks, _ cluster: ClusterState?) {
            self.place = place
            self.asks = asks
            self.cluster = cluster
        }

        func stop() { isStopping.store(true, ordering: .relaxed) }

        func run() {
            let pause = Signal()
            while !isStopping.load(ordering: .relaxed) {
                // What is thrown ends the session; another is opened.
                do { try turn() } catch {
                    cluster?.see(nil)
                    _ = pause.wait(atMost: Self.turnTime)
                }
            }
        }

        private func turn() throws(LogError) {
            guard asks.isWell() else {
                asks.wake()
                throw .unreachable("the node is not well")
            }
            var beat = ContinuousClock.now, looked: ContinuousClock.Instant?
            let heartbeat = try NodeHeartbeat(place)
            asks.confirmed(beat)
            try heartbeat.beat(told)
            while !isStopping.load(ordering: .relaxed) {
                let hint = try heartbeat.waitForHint(atMost: Self.turnTime)
                if hint != nil { asks.wake() }
                if let cluster, hint == .lease || looked.map({ $0.duration(to: .now) >= Self.lookTime }) ?? true {
                    cluster.see(try heartbeat.look(asks.clock))
                    looked = .now
                }
                guard beat.duration(to: .now) >= Self.beatTime else { continue }
                guard asks.isWell() else { return }
                beat = .now
                try heartbeat.beat(told)
                asks.confirmed(beat)
            }
            try heartbeat.leave()
        }

        /// What the node says of itself by now.
        private var told: LogNode? {
            guard let tell = asks.tell else { return nil }
            var node = place.own
            tell(&node)
            return node
        }

        private static let turnTime = Duration.milliseconds(100), lookTime = Duration.milliseconds(250), beatTime = Duration.seconds(1)
    }
}
