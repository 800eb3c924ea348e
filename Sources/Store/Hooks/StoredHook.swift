import Periods
import SQLite

/// What a person has set about a hook on its page. One that stands in the rules folder alone has no row.
package struct StoredHook: Hashable, Sendable {
    package let name: String
    /// Its map, as it was written on the page; nil: a file says it.
    package var map: String?
    /// The file of the rules folder that is its map; nil: the one of its own name.
    package var template: String?
    package var secret: String?
    /// What the secret was until lately: it proves a sender until then.
    package var previous: String?
    package var previousUntil: Instant?
    package var isOff = false
    package var revision: Int64 = 1
    package var changed: Instant

    package init(name: String, changed: Instant) {
        self.name = name
        self.changed = changed
    }

    /// What proves a sender at `now`, the newest first.
    package func secrets(at now: Instant) -> [String] {
        [secret, previousUntil.map { $0 > now } ?? false ? previous : nil].compactMap { $0 }
    }
}

package struct StoredHooks {
    let connection: Connection

    package static let most = 200

    package func find(_ name: String) throws -> StoredHook? {
        try connection.rows("SELECT \(Self.columns) FROM hook WHERE name = ?", name, read: Self.read).first
    }

    package func list() throws -> [StoredHook] { try connection.rows("SELECT \(Self.columns) FROM hook ORDER BY name", read: Self.read) }

    package func put(_ hook: StoredHook) throws {
        try connection.run(
            "INSERT OR REPLACE INTO hook (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", hook.name, hook.map, hook.template, hook.secret, hook.previous,
            hook.previousUntil?.microseconds, hook.isOff ? 1 : 0, hook.revision, hook.changed.microseconds)
    }

    /// Forgets what was set, and all that came.
    package func remove(_ name: String) throws {
        try connection.run("DELETE FROM hook WHERE name = ?", name)
        try connection.run("DELETE FROM hook_receipt WHERE hook = ?", name)
    }

    private static let columns = "name, map, template, secret, previous, previous_until, is_off, revision, changed"

    private static func read(_ row: Statement) -> StoredHook {
        var hook = StoredHook(name: row.text(0), changed: Instant(microseconds: row.integer(8)))
        (hook.map, hook.template, hook.secret, hook.previous) = (row.optionalText(1), row.optionalText(2), row.optionalText(3), row.optionalText(4))
        hook.previousUntil = row.optionalInteger(5).map(Instant.init(microseconds:))
        (hook.isOff, hook.revision) = (row.integer(6) != 0, row.integer(7))
        return hook
    }
}
