import SQLite

/// What an identity provider calls an account that it looks after (SCIM).
package struct ProvisionedUser: Hashable, Sendable {
    package let account: String
    package var userName: String
    package var externalID: String?

    package init(account: String, userName: String, externalID: String?) { (self.account, self.userName, self.externalID) = (account, userName, externalID) }
}

/// What an identity provider knows of a team.
package struct ProvisionedGroup: Hashable, Sendable {
    package let team: String
    package var externalID: String?
    /// Whether the provider removed it: the team keeps its history, and is shown to the provider no more.
    package var isGone: Bool

    package init(team: String, externalID: String?, isGone: Bool = false) { (self.team, self.externalID, self.isGone) = (team, externalID, isGone) }
}

package struct Provisioned {
    let connection: Connection

    package func of(_ account: String) throws -> ProvisionedUser? {
        try connection.rows("SELECT account, user_name, external_id FROM provisioned WHERE account = ?", account, read: Self.read).first
    }

    /// The account that somebody is: by what the provider calls them, else by its own name. Case does not count (RFC 7643, 4.1.1).
    package func account(called name: String) throws -> String? {
        if let known = try connection.first("SELECT account FROM provisioned WHERE lower(user_name) = lower(?)", name, read: { $0.text(0) }) { return known }
        let sql = "SELECT name FROM account WHERE lower(name) = lower(?) AND name NOT IN (SELECT account FROM provisioned) ORDER BY name = ? DESC, name LIMIT 1"
        return try connection.first(sql, name, name) { $0.text(0) }
    }

    package func account(external id: String) throws -> String? {
        try connection.first("SELECT account FROM provisioned WHERE external_id = ? ORDER BY account LIMIT 1", id) { $0.text(0) }
    }

    /// - Throws: a constraint error where another account is called so.
    package func put(_ user: ProvisionedUser) throws {
        try connection.run(
            "INSERT INTO provisioned (account, user_name, external_id) VALUES (?, ?, ?) ON CONFLICT (account) DO UPDATE SET user_name = excluded.user_name, external_id = excluded.external_id",
            user.account, user.userName, user.externalID)
    }

    package func end(_ account: String) throws { try connection.run("DELETE FROM provisioned WHERE account = ?", account) }

    /// How many accounts a provider is shown: those that it removed are there no more.
    package func countAccounts() throws -> Int { Int(try connection.first("SELECT count(*) FROM account WHERE \(Self.isShown)") { $0.integer(0) } ?? 0) }

    /// Accounts by name, from the one at `offset` on.
    package func accounts(from offset: Int, limit: Int) throws -> [String] {
        try connection.rows("SELECT name FROM account WHERE \(Self.isShown) ORDER BY name LIMIT ? OFFSET ?", limit, offset) { $0.text(0) }
    }

    /// Whether a provider is shown the account.
    package func isShown(_ account: String) throws -> Bool {
        try connection.first("SELECT 1 FROM account WHERE name = ? AND \(Self.isShown)", account) { _ in true } ?? false
    }

    private static let isShown = "(disabled = 0 OR name IN (SELECT account FROM provisioned))"

    // MARK: Groups

    package func group(_ team: String) throws -> ProvisionedGroup? {
        try connection.rows("SELECT team, external_id, gone FROM provisioned_group WHERE team = ?", team, read: Self.readGroup).first
    }

    package func groups() throws -> [ProvisionedGroup] { try connection.rows("SELECT team, external_id, gone FROM provisioned_group ORDER BY team", read: Self.readGroup) }

    package func put(_ group: ProvisionedGroup) throws {
        try connection.run(
            "INSERT INTO provisioned_group (team, external_id, gone) VALUES (?, ?, ?) ON CONFLICT (team) DO UPDATE SET external_id = excluded.external_id, gone = excluded.gone",
            group.team, group.externalID, group.isGone)
    }

    private static func readGroup(_ row: Statement) throws -> ProvisionedGroup {
        ProvisionedGroup(team: row.text(0), externalID: row.optionalText(1), isGone: row.integer(2) != 0)
    }

    private static func read(_ row: Statement) throws -> ProvisionedUser { ProvisionedUser(account: row.text(0), userName: row.text(1), externalID: row.optionalText(2)) }
}
