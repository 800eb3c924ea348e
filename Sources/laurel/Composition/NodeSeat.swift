import API
import Cluster
import CommitLog
import CSodium
import Files
import Glibc
import Installation
import Journal
import Periods
import Runtime
import Store

/// The place among nodes that the options name.
struct NodeSeat: Sendable {
    let place: PostgreSQLLog.Place
    /// What is known of the others.
    let cluster: ClusterState

    /// - Parameter url: where the others call this node; nil: nowhere.
    /// - Returns: nil where the database is a file.
    /// - Throws: where PostgreSQL cannot be reached, or does not keep what it acknowledges.
    init?(_ store: StoreOptions, url: String?) throws {
        guard let target = store.log else { return nil }
        let lease = Setting.text(store.lease, "LAUREL_LEASE") ?? "5s"
        guard let seconds = Int64(lease.hasSuffix("s") ? lease.dropLast() : lease[...]), 2...30 ~= seconds else { throw CLIError("--lease is 2s to 30s") }
        var token = [UInt8](repeating: 0, count: 32)
        randombytes_buf(&token, token.count)
        let own = LogNode(Setting.text(store.node, "LAUREL_NODE") ?? Self.hostName, url: url, token: token, program: Build.version, format: Int64(LogSeal.currentFormat))
        place = PostgreSQLLog.Place(target, own: own, lease: .seconds(seconds))
        cluster = ClusterState(own)
        try Self.check(place)
    }

    /// For a runtime.
    func seat(_ zones: ZoneDatabase) -> Seat {
        var seat = Seat(open: { [place] () throws(LogError) in try PostgreSQLLog(place) }, reader: { ProgrammeFiles.reader(zones) })
        seat.watch = { [place, cluster] watching in
            let asks = NodeWatch.Asks(
                isWell: watching.isWell, wake: watching.wake, confirmed: watching.confirmed, clock: { SystemClock.now().microseconds },
                tell: watching.tell)
            let watch = NodeWatch(place, asks, cluster: cluster)
            return { watch.stop() }
        }
        seat.name = place.own.name
        seat.view = { [cluster] in cluster.now }
        seat.patience = place.lease - .seconds(1)
        seat.obstacle = { [cluster] in
            guard let view = cluster.now, abs(view.clockOffset) > Self.farthestClock else { return nil }
            return "the clock of this machine is \(abs(view.clockOffset) / 1_000_000) s off PostgreSQL's"
        }
        return seat
    }

    /// Whoever is further off, in microseconds, may not lead.
    private static let farthestClock: Int64 = 30_000_000

    private static var hostName: String {
        var system = utsname()
        guard uname(&system) == 0 else { return "node" }
        return withUnsafeBytes(of: &system.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    private static func check(_ place: PostgreSQLLog.Place) throws {
        let checks = try ServerChecks(place, now: SystemClock.now().microseconds)
        if let obstacle = checks.obstacles.first { throw CLIError("PostgreSQL: \(obstacle)") }
        if checks.synchronousReplicas == 0 {
            Log.warning("PostgreSQL has no synchronous replica: with its machine, commits that were acknowledged may be lost", [])
        }
    }
}
