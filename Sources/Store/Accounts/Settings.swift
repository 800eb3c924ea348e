import SQLite

/// Small facts about this installation by name: when it was created, what a person chose on the page of settings.
package struct Settings {
    let connection: Connection

    package func value(_ name: String) throws -> String? {
        try connection.first("SELECT value FROM setting WHERE name = ?", name) { $0.text(0) }
    }

    /// Nil removes it.
    package func set(_ name: String, _ value: String?) throws {
        guard let value else { return try connection.run("DELETE FROM setting WHERE name = ?", name) }
        try connection.run("INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)
    }
}
