import Periods
import PointsEngine
import SQLite

/// What an account proves itself with beside the password.
package struct SecondFactor: Hashable, Sendable {
    package let account: String
    /// Shared with an app on a telephone; 20 bytes.
    package let key: [UInt8]
    package let begun: Instant
    /// Nil: it is being set up, and asked for by nobody.
    package let confirmed: Instant?
    /// The last step of time whose code was used.
    package let used: Int64?

    package var isOn: Bool { confirmed != nil }
}

package struct SecondFactors {
    let connection: Connection

    package func find(_ account: String) throws -> SecondFactor? {
        try connection.rows("SELECT account, key, begun, confirmed, used FROM second_factor WHERE account = ?", account) { row in
            SecondFactor(
                account: row.text(0), key: row.blob(1), begun: Instant(microseconds: row.integer(2)), confirmed: row.optionalInteger(3).map(Instant.init(microseconds:)),
                used: row.optionalInteger(4))
        }.first
    }

    package func isOn(_ account: String) throws -> Bool {
        try connection.first("SELECT 1 FROM second_factor WHERE account = ? AND confirmed IS NOT NULL", account) { _ in true } ?? false
    }

    /// Begins to set one up; what was begun before is void, what is in use stays in use.
    package func begin(_ account: String, key: [UInt8], at now: Instant) throws {
        try connection.run("DELETE FROM second_factor WHERE account = ? AND confirmed IS NULL", account)
        try connection.run("INSERT INTO second_factor (account, key, begun) VALUES (?, ?, ?)", account, key, now.microseconds)
    }

    /// From now on it is asked for.
    package func confirm(_ account: String, step: Int64, at now: Instant) throws {
        try connection.run("UPDATE second_factor SET confirmed = ?, used = ? WHERE account = ?", now.microseconds, step, account)
    }

    /// False: the step, or a later one, was used already.
    package func use(_ account: String, step: Int64) throws -> Bool {
        try connection.run("UPDATE second_factor SET used = ?2 WHERE account = ?1 AND confirmed IS NOT NULL AND (used IS NULL OR used < ?2)", account, step)
        return connection.changeCount == 1
    }

    /// False: there was none.
    @discardableResult
    package func end(_ account: String) throws -> Bool {
        try connection.run("DELETE FROM recovery_code WHERE account = ?", account)
        try connection.run("DELETE FROM second_factor WHERE account = ?", account)
        return connection.changeCount == 1
    }

    // MARK: Recovery codes

    /// Others than these hold no longer.
    package func replaceCodes(_ codes: [Digest], of account: String) throws {
        try connection.run("DELETE FROM recovery_code WHERE account = ?", account)
        for code in codes { try connection.run("INSERT INTO recovery_code (account, code) VALUES (?, ?)", account, code.bytes) }
    }

    /// False: it is none, or was used.
    package func use(_ code: Digest, of account: String) throws -> Bool {
        try connection.run("DELETE FROM recovery_code WHERE account = ? AND code = ?", account, code.bytes)
        return connection.changeCount == 1
    }

    package func codesLeft(_ account: String) throws -> Int {
        Int(try connection.first("SELECT count(*) FROM recovery_code WHERE account = ?", account) { $0.integer(0) } ?? 0)
    }
}
