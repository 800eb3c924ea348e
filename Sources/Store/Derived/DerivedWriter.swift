import PointsEngine
import RuleEngine
import SQLite

/// Writes what the commands of one commit changed: one row for each key, with its last value.
struct DerivedWriter {
    let connection: Connection
    let interned: Interned
    /// The last command before this commit.
    let lastCommand: Int64

    func write(_ changes: BatchChanges) throws {
        try connection.write(changes.tables)
        try write(changes.tallies)
        for (_, recorded) in changes.tables.recorded { try write(recorded) }
        for delivery in changes.deliveries { try Deliveries(connection: connection).add(delivery) }
    }
}
