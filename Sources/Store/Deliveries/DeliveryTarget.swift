import Periods
import PointsEngine
import SQLite

/// Where a webhook is, by what it is convinced, and how it fares. Beside the accounts: an address of a robot is a key to its group.
package struct DeliveryTarget: Hashable, Sendable {
    package let id: String
    package var address: String
    /// `whsec_…`, or what the chat gave; nil where it has none.
    package var secret: String?
    /// What it was until lately: what goes out is signed by both until then.
    package var previous: String?
    package var previousUntil: Instant?
    /// When something was last taken.
    package var succeeded: Instant?
    /// Since when nothing was; nil: the last attempt was good.
    package var failing: Instant?
    /// Attempts in a row that came to nothing.
    package var failures: Int64 = 0
    /// Nothing is sent before.
    package var paused: Instant?

    package init(id: String, address: String, secret: String?) {
        self.id = id
        self.address = address
        self.secret = secret
    }

    /// What to sign with at `now`.
    package func secrets(at now: Instant) -> [String] {
        [secret, previousUntil.map { $0 > now } ?? false ? previous : nil].compactMap { $0 }
    }
}

package struct DeliveryTargets {
    let connection: Connection

    package func find(_ id: String) throws -> DeliveryTarget? {
        try connection.rows("SELECT \(Self.columns) FROM delivery_target WHERE id = ?", id, read: Self.read).first
    }

    package func list() throws -> [DeliveryTarget] {
        try connection.rows("SELECT \(Self.columns) FROM delivery_target ORDER BY id", read: Self.read)
    }

    package func put(_ target: DeliveryTarget) throws {
        try connection.run(
            "INSERT OR REPLACE INTO delivery_target (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", target.id, target.address, target.secret, target.previous,
            target.previousUntil?.microseconds, target.succeeded?.microseconds, target.failing?.microseconds, target.failures, target.paused?.microseconds)
    }

    /// Nobody knows any more where it was; what waits for it is dropped.
    package func remove(_ id: String) throws {
        try connection.run("DELETE FROM delivery_target WHERE id = ?", id)
        try connection.run("DELETE FROM delivery_attempt WHERE target = ?", id)
        try connection.run("DELETE FROM delivery WHERE target = ?", id)
    }

    /// How it fares; who changes its address or its secret meanwhile keeps that.
    func note(_ target: DeliveryTarget) throws {
        try connection.run(
            "UPDATE delivery_target SET succeeded = ?, failing = ?, failures = ?, paused = ? WHERE id = ?", target.succeeded?.microseconds,
            target.failing?.microseconds, target.failures, target.paused?.microseconds, target.id)
    }

    private static let columns = "id, address, secret, previous, previous_until, succeeded, failing, failures, paused"

    private static func read(_ row: Statement) -> DeliveryTarget {
        let instant = { (column: Int32) in row.optionalInteger(column).map(Instant.init(microseconds:)) }
        var target = DeliveryTarget(id: row.text(0), address: row.text(1), secret: row.optionalText(2))
        (target.previous, target.previousUntil) = (row.optionalText(3), instant(4))
        (target.succeeded, target.failing, target.failures, target.paused) = (instant(5), instant(6), row.integer(7), instant(8))
        return target
    }
}
