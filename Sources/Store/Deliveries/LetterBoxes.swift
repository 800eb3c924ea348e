import PointsEngine
import SQLite

/// Where letters of an account go.
package struct LetterBox: Hashable, Sendable {
    package let account: String
    package let address: String
    /// What the person chose to read.
    package let language: String?
}

/// Addresses for letters, and what their owners do not want to hear of.
package struct LetterBoxes {
    let connection: Connection

    package func of(_ account: String) throws -> LetterBox? { try boxes("AND account.name = ? LIMIT 1", account).first }

    /// Of accounts that may be used, by name.
    package func all(limit: Int) throws -> [LetterBox] { try boxes("ORDER BY account.name LIMIT ?", limit) }

    /// Of accounts that may be used and come behind another, by name: a page of all.
    package func page(after account: String, limit: Int) throws -> [LetterBox] { try boxes("AND account.name > ? ORDER BY account.name LIMIT \(limit)", account) }

    private func boxes(_ condition: String, _ value: any SQLBindable) throws -> [LetterBox] {
        let sql = "SELECT account.name, address, language FROM letter_box JOIN account ON account.name = letter_box.account WHERE disabled = 0 \(condition)"
        return try connection.rows(sql, value) { LetterBox(account: $0.text(0), address: $0.text(1), language: $0.optionalText(2)) }
    }

    /// Of every account, also of those that are disabled.
    package func address(of account: String) throws -> String? {
        try connection.first("SELECT address FROM letter_box WHERE account = ?", account) { $0.text(0) }
    }

    /// Nil takes it away.
    package func put(_ address: String?, of account: String) throws {
        guard let address else { return try connection.run("DELETE FROM letter_box WHERE account = ?", account) }
        try connection.run("INSERT OR REPLACE INTO letter_box (account, address) VALUES (?, ?)", account, address)
    }

    package func refuses(_ account: String, _ subject: String) throws -> Bool {
        try connection.first("SELECT 1 FROM letter_refusal WHERE account = ? AND subject = ?", account, subject) { _ in true } ?? false
    }

    /// False: there is no such account.
    package func refuse(_ subject: String, of account: String) throws -> Bool {
        guard try connection.first("SELECT 1 FROM account WHERE name = ?", account, read: { _ in true }) ?? false else { return false }
        try connection.run("INSERT OR IGNORE INTO letter_refusal (account, subject) VALUES (?, ?)", account, subject)
        return true
    }
}
