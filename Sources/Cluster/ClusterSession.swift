import CommitLog
import PostgreSQL

/// Sessions of who looks at a cluster, or does something to it, without being one of its nodes.
enum ClusterSession {
    /// Connects, and makes the tables and the company's lease where there are none.
    static func open(_ place: PostgreSQLLog.Place) throws(LogError) -> PostgresConnection {
        do {
            let session = try PostgreSQLLog.connect(place)
            try LogTables.prepare(session, place.company)
            return session
        } catch {
            throw LogError(error, mayHaveCommitted: false)
        }
    }
}
