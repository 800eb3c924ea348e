import PointsEngine
import SQLite

/// What opening a database would do to bring it to this program's schema.
package struct UpgradePlan: Sendable {
    /// The step that it has come to, and the last that this program knows.
    package let version: Int
    package let known: Int
    /// What is to be done, in words.
    package let steps: [String]

    /// - Throws: `StoreError` where it is not ours, newer, or older than the first release.
    package init(of path: String) throws {
        let schema = try SchemaVersion.of(path), done = schema.version - Migrator.unreleased
        guard schema.version <= schema.known else { throw StoreError.newerSchema(schema.version, known: schema.known) }
        guard done > 0 else { throw StoreError.unreleasedSchema(schema.version) }
        let connection = try Connection(path, as: .reader)
        let tables = Set(try connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'") { $0.text(0) })
        let new = Tables.rows.map { $0.schema.name }.filter { !tables.contains($0) }
        version = schema.version
        known = schema.known
        steps = Migration.all.dropFirst(done).map { $0.name } + new.map { "a table for \($0)" }
    }
}
