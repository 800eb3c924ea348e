import Periods
import PointsEngine
import SQLite

/// A link that lets someone set a password, once: the first administrator's, a new account's, or after one was forgotten.
package struct Invitation: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case first, invitation, reset
    }

    /// The SHA-256 of the token in the link.
    package let token: Digest
    package let kind: Kind
    /// Nil for the first administrator, who chooses a name.
    package let account: String?
    package let created: Instant
    package let expires: Instant

    package init(token: Digest, kind: Kind, account: String?, created: Instant, expires: Instant) {
        self.token = token
        self.kind = kind
        self.account = account
        self.created = created
        self.expires = expires
    }
}

package struct Invitations {
    let connection: Connection

    /// The invitation, unless it was used or is over at `now`.
    package func find(_ token: Digest, at now: Instant) throws -> Invitation? {
        let sql = "SELECT token, kind, account, created, expires FROM invitation WHERE token = ? AND expires > ?"
        return try connection.rows(sql, token.bytes, now.microseconds, read: Self.read).first
    }

    /// Whether an account has one that is still good.
    package func isWaiting(_ account: String, at now: Instant) throws -> Bool {
        let sql = "SELECT 1 FROM invitation WHERE account = ? AND expires > ? LIMIT 1"
        return try connection.first(sql, account, now.microseconds) { _ in true } ?? false
    }

    /// Adds it; earlier ones of the same account, or for the first administrator, no longer hold.
    package func add(_ invitation: Invitation) throws {
        try connection.run("DELETE FROM invitation WHERE account IS ?", invitation.account)
        try connection.run(
            "INSERT INTO invitation (token, kind, account, created, expires) VALUES (?, ?, ?, ?, ?)", invitation.token.bytes,
            invitation.kind.rawValue, invitation.account, invitation.created.microseconds, invitation.expires.microseconds)
    }

    /// Uses it up. False: someone else was first, or it is over.
    package func use(_ token: Digest, at now: Instant) throws -> Bool {
        try connection.run("DELETE FROM invitation WHERE token = ? AND expires > ?", token.bytes, now.microseconds)
        return connection.changeCount == 1
    }

    /// Voids those of an account: its password was changed, or nobody may use it any more.
    package func endAll(of account: String) throws {
        try connection.run("DELETE FROM invitation WHERE account = ?", account)
    }

    private static func read(_ row: Statement) throws -> Invitation {
        guard let token = Digest(bytes: row.blob(0)), let kind = Invitation.Kind(rawValue: row.text(1)) else {
            throw DamagedRecord("invitation")
        }
        return Invitation(
            token: token, kind: kind, account: row.optionalText(2), created: Instant(microseconds: row.integer(3)),
            expires: Instant(microseconds: row.integer(4)))
    }
}
