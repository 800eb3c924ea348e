import PointsEngine
import SQLite

/// Reads of committed data, for a thread other than the writer's. Open it after the `Database`, let go of it before.
package final class Reader: OpenDatabase, TallySource {
    package let connection: Connection
    let interned: Interned

    package init(_ path: String, vfs: String? = nil) throws {
        connection = try Connection(path, as: .reader, vfs: vfs)
        interned = Interned(connection)
    }

    /// How long one read may keep its snapshot: longer ones keep the log from being used again.
    package static let longestSnapshot = Duration.seconds(5)

    /// Runs `body` on one snapshot, interrupted after `longestSnapshot`.
    package func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
        try connection.limitReads(to: Self.longestSnapshot) { try connection.snapshot(body) }
    }
}
