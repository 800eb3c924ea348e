import Periods
import PointsEngine
import SQLite

/// What an integration signs in with, made by an administrator. The token itself is shown once and never stored.
package struct APIToken: Hashable, Sendable {
    package let number: Int64
    /// The SHA-256 of the token.
    package let token: Digest
    package let name: String
    /// `activities:write`, `members:write`, `read`, `provision`, `admin`.
    package let scopes: [String]
    /// The sources of activities it may speak for; empty: all but ours.
    package let sources: [String]
    package let created: Instant
    package let expires: Instant?
    package let used: Instant?
    /// Of the last use.
    package let address: String?
    package let agent: String?
}

package struct APITokens {
    let connection: Connection

    /// The token, unless it is over at `now`.
    package func find(_ token: Digest, at now: Instant) throws -> APIToken? {
        let sql = "SELECT \(Self.columns) FROM api_token WHERE token = ? AND (expires IS NULL OR expires > ?)"
        return try connection.rows(sql, token.bytes, now.microseconds, read: Self.read).first
    }

    package func list() throws -> [APIToken] {
        try connection.rows("SELECT \(Self.columns) FROM api_token ORDER BY number LIMIT 1000", read: Self.read)
    }

    /// - Throws: a constraint error where the name is taken.
    package func add(_ token: Digest, name: String, scopes: [String], sources: [String], created: Instant, expires: Instant?) throws -> Int64 {
        try connection.run(
            "INSERT INTO api_token (token, name, scopes, sources, created, expires) VALUES (?, ?, ?, ?, ?, ?)", token.bytes, name,
            scopes.joined(separator: "\n"), sources.joined(separator: "\n"), created.microseconds, expires?.microseconds)
        return connection.lastRowNumber
    }

    package func touch(_ token: Digest, _ use: LastUse) throws {
        try connection.run(
            "UPDATE api_token SET used = ?, address = ?, agent = ? WHERE token = ?", use.at.microseconds, use.address, use.agent, token.bytes)
    }

    package func revokeAll() throws { try connection.run("DELETE FROM api_token") }

    /// False: there is no such token.
    package func revoke(number: Int64) throws -> Bool {
        try connection.run("DELETE FROM api_token WHERE number = ?", number)
        return connection.changeCount == 1
    }

    /// False: there is no such token.
    package func revoke(name: String) throws -> Bool {
        try connection.run("DELETE FROM api_token WHERE name = ?", name)
        return connection.changeCount == 1
    }

    private static let columns = "number, token, name, scopes, sources, created, expires, used, address, agent"

    private static func read(_ row: Statement) throws -> APIToken {
        guard let token = Digest(bytes: row.blob(1)) else { throw DamagedRecord("api_token \(row.integer(0))") }
        return APIToken(
            number: row.integer(0), token: token, name: row.text(2), scopes: row.text(3).split(separator: "\n").map(String.init),
            sources: row.text(4).split(separator: "\n").map(String.init), created: Instant(microseconds: row.integer(5)),
            expires: row.optionalInteger(6).map(Instant.init(microseconds:)), used: row.optionalInteger(7).map(Instant.init(microseconds:)), address: row.optionalText(8),
            agent: row.optionalText(9))
    }
}
