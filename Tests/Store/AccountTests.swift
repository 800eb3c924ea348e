import Examples
import Identity
import Periods
import SQLite
import Store
import Testing

@Suite struct AccountTests {
    let folder: Folder
    let database: Database
    let now = Instant(seconds: 1_800_000_000)

    init() throws {
        folder = try Folder()
        database = try folder.database()
    }

    private func account(_ name: String, _ role: Role = .rep, password: String? = nil) -> UserAccount {
        UserAccount(name: name, member: MemberID(name), role: role, password: password, created: now)
    }

    @Test func `an account comes back as it was added`() throws {
        let account = account("li.na", .manager, password: "$argon2id$…")
        try database.accounts.add(account)
        #expect(try database.accounts.named("li.na") == account)
        #expect(try database.accounts.of("li.na") == account)
        #expect(try database.accounts.named("LI.NA") == nil)
    }

    @Test func `a name is taken once`() throws {
        try database.accounts.add(account("li.na"))
        #expect { try database.accounts.add(account("li.na")) } throws: { ($0 as? SQLiteError)?.isConstraint == true }
    }

    @Test func `of two who edit the second is stale`() throws {
        try database.accounts.add(account("li.na"))
        var first = try #require(try database.accounts.named("li.na"))
        var second = first
        first.role = .director
        second.isDisabled = true
        #expect(try database.accounts.update(first))
        #expect(try !database.accounts.update(second))
        #expect(try database.accounts.named("li.na")?.role == .director)
    }

    @Test func `a database waits for its first administrator`() throws {
        try database.accounts.add(account("invited", .admin))
        #expect(try !database.accounts.hadAdministrator())
        try database.accounts.add(account("root", .admin, password: "$argon2id$…"))
        #expect(try database.accounts.hadAdministrator())
    }

    /// Disabled, demoted: the link that makes a first one never comes back.
    @Test func `what had an administrator never waits for one again`() throws {
        try database.accounts.add(account("root", .admin, password: "$argon2id$…"))
        var root = try #require(try database.accounts.named("root"))
        root.isDisabled = true
        root.role = .rep
        #expect(try database.accounts.update(root))
        #expect(try database.accounts.hadAdministrator())
    }

    @Test func `an administrator is left where one can sign in`() throws {
        try database.accounts.add(account("root", .rep, password: "$argon2id$…"))
        try database.accounts.add(UserAccount(name: "office", member: nil, role: .admin, password: "$argon2id$…", created: now))
        try database.accounts.add(account("invited"))
        #expect(try database.accounts.hasAdministrator(among: [], beside: "root"))
        #expect(try !database.accounts.hasAdministrator(among: [], beside: "office"))
        // A member's role counts, not that of the account.
        #expect(try database.accounts.hasAdministrator(among: ["root"], beside: "office"))
        #expect(try !database.accounts.hasAdministrator(among: ["invited", "nobody"], beside: "office"))
    }

    @Test func `sessions end alone together and by age`() throws {
        try database.accounts.add(account("li.na"))
        let tokens = (0..<4).map { Digest(of: [$0]) }
        for (number, token) in tokens.enumerated() {
            let begun = now.adding(seconds: Int64(number) * 60)
            try database.sessions.add(Session(token: token, account: "li.na", created: begun, address: "10.0.0.8", agent: "Firefox"))
        }
        try database.sessions.end(tokens[0])
        #expect(try database.sessions.list(of: "li.na").map(\.token) == [tokens[3], tokens[2], tokens[1]])
        try database.sessions.touch(tokens[1], LastUse(at: now.adding(seconds: 600), address: "10.0.0.9", agent: "Safari"))
        try database.sessions.endThose(unusedSince: now.adding(seconds: 170), orBegunBefore: now)
        #expect(try database.sessions.list(of: "li.na").map(\.token) == [tokens[1], tokens[3]])
        try database.sessions.endAll(of: "li.na", but: tokens[3])
        #expect(try database.sessions.find(tokens[1]) == nil)
        #expect(try database.sessions.find(tokens[3])?.address == "10.0.0.8")
    }

    @Test func `an invitation is used once and in time`() throws {
        let early = Digest(of: [1]), late = Digest(of: [2])
        let over = now.adding(seconds: 60)
        try database.accounts.add(account("li.na"))
        try database.invitations.add(Invitation(token: early, kind: .first, account: nil, created: now, expires: over))
        try database.invitations.add(Invitation(token: late, kind: .reset, account: "li.na", created: now, expires: over))
        #expect(try database.invitations.find(late, at: over) == nil)
        #expect(try database.invitations.isWaiting("li.na", at: now))
        #expect(try database.invitations.use(early, at: now))
        #expect(try !database.invitations.use(early, at: now))
        #expect(try !database.invitations.use(late, at: over))
    }

    @Test func `a new invitation replaces the earlier one`() throws {
        let first = Digest(of: [1]), second = Digest(of: [2])
        for token in [first, second] {
            try database.invitations.add(Invitation(token: token, kind: .first, account: nil, created: now, expires: now.adding(seconds: 60)))
        }
        #expect(try database.invitations.find(first, at: now) == nil)
        #expect(try database.invitations.find(second, at: now) != nil)
    }

    @Test func `a token is found until it is over or revoked`() throws {
        let token = Digest(of: [9])
        let number = try database.tokens.add(
            token, name: "ci", scopes: ["activities:write", "read"], sources: ["/crm"], created: now, expires: now.adding(seconds: 60))
        let found = try #require(try database.tokens.find(token, at: now))
        #expect(found.scopes == ["activities:write", "read"])
        #expect(found.sources == ["/crm"])
        #expect(try database.tokens.find(token, at: now.adding(seconds: 60)) == nil)
        #expect(try database.tokens.revoke(number: number))
        #expect(try database.tokens.find(token, at: now) == nil)
        #expect(try !database.tokens.revoke(name: "ci"))
    }

    @Test func `settings are kept by name`() throws {
        try database.settings.set("created", "1")
        try database.settings.set("created", "2")
        #expect(try database.settings.value("created") == "2")
        try database.settings.set("created", nil)
        #expect(try database.settings.value("created") == nil)
    }
}
