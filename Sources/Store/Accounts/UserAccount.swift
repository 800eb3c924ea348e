import Identity
import Periods
import PointsEngine
import SQLite

/// Someone who may sign in; most are members too.
package struct UserAccount: Hashable, Sendable {
    /// What is typed to sign in; never changes.
    package let name: String
    /// Nil: an account that earns no points.
    package var member: MemberID?
    package var role: Role
    /// What the person chose to read; nil: the browser decides.
    package var language: String?
    /// The argon2id string; nil until the invitation is used.
    package var password: String?
    package var isDisabled: Bool
    package let created: Instant
    package var signedIn: Instant?
    /// Grows with each change: the account's ETag.
    package var version: Int64

    package init(name: String, member: MemberID?, role: Role, language: String? = nil, password: String? = nil, created: Instant) {
        self.name = name
        self.member = member
        self.role = role
        self.language = language
        self.password = password
        self.isDisabled = false
        self.created = created
        self.signedIn = nil
        self.version = 1
    }
}

/// Accounts on one connection: reads on any, writes on the writer's.
package struct UserAccounts {
    let connection: Connection

    package func named(_ name: String) throws -> UserAccount? {
        try connection.rows("SELECT \(Self.columns) FROM account WHERE name = ?", name, read: Self.read).first
    }

    package func of(_ member: MemberID) throws -> UserAccount? {
        try connection.rows("SELECT \(Self.columns) FROM account WHERE member = ?", member.text, read: Self.read).first
    }

    /// By name, those after `name`, at most `limit`.
    package func list(after name: String = "", limit: Int) throws -> [UserAccount] {
        try connection.rows("SELECT \(Self.columns) FROM account WHERE name > ? ORDER BY name LIMIT ?", name, limit, read: Self.read)
    }

    /// Whether anyone ever could administer: false in a database that waits for its first administrator, and never again.
    package func hadAdministrator() throws -> Bool {
        if try settings.value(Self.administered) != nil { return true }
        // A database of before that was noted.
        let sql = "SELECT 1 FROM account WHERE role = ? AND password IS NOT NULL LIMIT 1"
        return try connection.first(sql, Role.admin.rawValue) { _ in true } ?? false
    }

    /// Notes that somebody administers, for ever.
    package func noteAdministrator() throws {
        if try settings.value(Self.administered) == nil { try settings.set(Self.administered, "true") }
    }

    private static let administered = "administered"
    private var settings: Settings { Settings(connection: connection) }

    /// Whether an administrator can sign in, beside the account `name`.
    ///
    /// - Parameter members: those whose role it is; an account without a member has its own.
    package func hasAdministrator(among members: [MemberID], beside name: String) throws -> Bool {
        let sql = "SELECT 1 FROM account WHERE role = ? AND member IS NULL AND disabled = 0 AND password IS NOT NULL AND name <> ? LIMIT 1"
        if try connection.first(sql, Role.admin.rawValue, name, read: { _ in true }) ?? false { return true }
        return try members.contains { member in
            try of(member).map { $0.name != name && !$0.isDisabled && $0.password != nil } ?? false
        }
    }

    /// The account that has one of these shapes (`AccountName.shapes` of the API); nil: there is none.
    package func shaped(_ shapes: Set<String>) throws -> String? {
        for shape in shapes.sorted() {
            let sql = "SELECT name FROM account WHERE shape = ?1 UNION SELECT name FROM account WHERE capital_shape = ?1 LIMIT 1"
            if let name = try connection.first(sql, shape, read: { $0.text(0) }) { return name }
        }
        return nil
    }

    /// Accounts of which nobody has noted yet what they look like.
    package func shapeless() throws -> [String] {
        try connection.rows("SELECT name FROM account WHERE shape IS NULL") { $0.text(0) }
    }

    /// - Parameter shapes: one or two.
    package func note(_ shapes: Set<String>, of name: String) throws {
        let shapes = shapes.sorted()
        try connection.run("UPDATE account SET shape = ?, capital_shape = ? WHERE name = ?", shapes.first, shapes.count > 1 ? shapes.last : nil, name)
    }

    /// - Throws: a constraint error where the name, or the member, has an account already.
    package func add(_ account: UserAccount) throws {
        try connection.run(
            "INSERT INTO account (name, member, role, language, password, disabled, created, signed_in, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
            account.name, account.member?.text, account.role.rawValue, account.language, account.password, account.isDisabled,
            account.created.microseconds, account.signedIn?.microseconds)
        try noteAdministrator(account)
    }

    private func noteAdministrator(_ account: UserAccount) throws {
        if account.role == .admin, account.password != nil { try noteAdministrator() }
    }

    /// Writes what may change, and counts the version up. False: the account is gone, or another version than `account.version` is stored.
    package func update(_ account: UserAccount) throws -> Bool {
        try connection.run(
            """
            UPDATE account SET member = ?, role = ?, language = ?, password = ?, disabled = ?, signed_in = ?, version = version + 1
            WHERE name = ? AND version = ?
            """,
            account.member?.text, account.role.rawValue, account.language, account.password, account.isDisabled,
            account.signedIn?.microseconds, account.name, account.version)
        guard connection.changeCount == 1 else { return false }
        try noteAdministrator(account)
        return true
    }

    /// Signing in changes nothing that others may be editing, so the version stays.
    package func noteSignIn(of name: String, at now: Instant) throws {
        try connection.run("UPDATE account SET signed_in = ? WHERE name = ?", now.microseconds, name)
    }

    private static let columns = "name, member, role, language, password, disabled, created, signed_in, version"

    private static func read(_ row: Statement) throws -> UserAccount {
        guard let role = Role(rawValue: row.text(2)) else { throw DamagedRecord("account \(row.text(0)): role") }
        var account = UserAccount(
            name: row.text(0), member: row.optionalText(1).map { MemberID($0) }, role: role, language: row.optionalText(3),
            password: row.optionalText(4), created: Instant(microseconds: row.integer(6)))
        account.isDisabled = row.integer(5) != 0
        account.signedIn = row.optionalInteger(7).map(Instant.init(microseconds:))
        account.version = row.integer(8)
        return account
    }
}
