import Periods
import SQLite

/// An import map that a person made of the columns of a file, kept for the next one.
package struct KeptImportMap: Hashable, Sendable {
    package let name: String
    /// The map, as YAML.
    package let map: String
    /// What the person chose for each column, as JSON.
    package let choices: String
    package let changed: Instant

    package init(name: String, map: String, choices: String, changed: Instant) {
        self.name = name
        self.map = map
        self.choices = choices
        self.changed = changed
    }
}

package struct ImportMaps {
    let connection: Connection

    package static let most = 500

    package func find(_ name: String) throws -> KeptImportMap? {
        try connection.rows("SELECT \(Self.columns) FROM import_map WHERE name = ?", name, read: Self.read).first
    }

    /// The one that was used last comes first.
    package func list() throws -> [KeptImportMap] {
        try connection.rows("SELECT \(Self.columns) FROM import_map ORDER BY changed DESC, name LIMIT \(Self.most)", read: Self.read)
    }

    package func put(_ map: KeptImportMap) throws {
        try connection.run("INSERT OR REPLACE INTO import_map (\(Self.columns)) VALUES (?, ?, ?, ?)", map.name, map.map, map.choices, map.changed.microseconds)
    }

    /// False: there is none.
    package func remove(_ name: String) throws -> Bool {
        try connection.run("DELETE FROM import_map WHERE name = ?", name)
        return connection.changeCount == 1
    }

    private static let columns = "name, map, choices, changed"

    private static func read(_ row: Statement) -> KeptImportMap {
        KeptImportMap(name: row.text(0), map: row.text(1), choices: row.text(2), changed: Instant(microseconds: row.integer(3)))
    }
}
