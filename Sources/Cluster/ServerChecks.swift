import CommitLog
import PostgreSQL

/// What a PostgreSQL must be for a log to stand in it, and what is worth saying about it.
package struct ServerChecks: Hashable, Sendable {
    /// Why it is refused; empty: it is not.
    package private(set) var obstacles: [String] = []
    /// How many replicas have what is acknowledged. 0: with the machine of PostgreSQL commits may be lost, which is said loudly.
    package private(set) var synchronousReplicas = 0
    /// How far this machine's clock is ahead of PostgreSQL's, in microseconds; whoever is further off than 30 s may not lead.
    package private(set) var clockOffset: Int64 = 0

    /// - Parameter now: the time of this machine, in microseconds.
    package init(_ place: PostgreSQLLog.Place, now: Int64) throws(LogError) {
        let sql = """
            SELECT current_setting('fsync'), current_setting('synchronous_commit'), pg_is_in_recovery(),
                (SELECT count(*) FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')),
                (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
            """
        do throws(PostgresError) {
            let session = try PostgreSQLLog.connect(place)
            guard let row = try session.run(sql).rows.first else { return }
            if row.text(0) == "off" { obstacles.append("fsync is off: what is acknowledged would be lost with its machine") }
            if row.text(1) == "off" { obstacles.append("synchronous_commit is off: what is acknowledged would be lost with its machine") }
            if row.flag(2) { obstacles.append("it is a replica; say target_session_attrs=read-write") }
            synchronousReplicas = Int(try row.integer(3))
            clockOffset = now - (try row.integer(4))
        } catch {
            throw LogError(error, mayHaveCommitted: false)
        }
    }
}
