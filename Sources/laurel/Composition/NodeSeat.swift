import Cluster
import CommitLog
import Files
import Glibc
import Installation
import Journal
import Periods
import Runtime

/// The place among nodes that the options name.
enum NodeSeat {
    /// - Returns: nil where the database is a file.
    /// - Throws: where PostgreSQL cannot be reached, or does not keep what it acknowledges.
    static func seat(_ store: StoreOptions, _ zones: ZoneDatabase) throws -> Seat? {
        guard let target = store.log else { return nil }
        let seconds = Setting.text(store.lease.map(String.init), "LAUREL_LEASE").flatMap { Int64($0) } ?? 5
        guard (2...30).contains(seconds) else { throw CLIError("--lease is 2 to 30 seconds") }
        let place = PostgreSQLLog.Place(target, node: Setting.text(store.node, "LAUREL_NODE") ?? hostName, lease: .seconds(seconds))
        try check(place)
        var seat = Seat(open: { () throws(LogError) in try PostgreSQLLog(place) }, reader: { ProgrammeFiles.reader(zones) })
        seat.watch = { isWell, wake in
            let watch = NodeWatch(place, isWell: isWell, wake: wake)
            return { watch.stop() }
        }
        return seat
    }

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
