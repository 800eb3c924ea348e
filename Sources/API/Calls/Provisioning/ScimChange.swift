import Identity
import JSON
import Mailboxes
import Periods
import PointsEngine
import Projection
import Runtime
import Store
import Web

/// A user that comes to be as an identity provider says: the member by commands, then the account beside them.
struct ScimChange: Sendable {
    var user: ScimUser
    var isRemoval = false
    private let account: String?
    private let directory: Directory
    private let base: String
    private let address: String
    private let actor: Actor
    private let turnHolder: TurnHolder
    private let reply: Answering
    private let services: Services
    private let last: LastAdministrator
    private let onlyPasswordOf: String?

    init(user: ScimUser, account: String?, _ call: Call) {
        (self.user, self.account, directory, base, address) = (user, account, call.directory, call.base, call.address)
        (actor, turnHolder, reply, services) = (call.caller.actor, call.turnHolder, call.reply, call.site.services)
        last = LastAdministrator(call)
        onlyPasswordOf = call.site.signIn.policy.onlyPasswordOf
    }

    // MARK: Somebody new

    func create() {
        services.runtime.readers.read(for: turnHolder) { reader in
            do {
                let reader = try reader.get()
                if let known = try reader.provisioned.account(called: user.userName), let account = try reader.accounts.named(known) {
                    // Who was removed and comes back is who they were.
                    guard try !reader.provisioned.isShown(known) else { throw Problem(.conflict, "userName is taken") }
                    let before = ScimUserView(directory: directory, base: base, now: services.clock()).user(account, nil, email: try reader.letterBoxes.address(of: known))
                    return carryOut(from: before, account, status: 201)
                }
                let found = try [user.number, user.accountName, String(user.accountName.prefix { $0 != "@" })].compactMap { $0 }.map { MemberID($0) }
                    .first { try directory.members[$0] != nil && reader.accounts.of($0) == nil }
                if let found, let member = directory.members[found] { join(changes(of: member), member.id) } else { add() }
            } catch { reply.answering { throw error } }
        }
    }

    private func add() {
        let wanted = [user.number, String(user.accountName.prefix { $0 != "@" }), user.accountName].compactMap { $0 }.map { MemberID($0) }
        guard let id = wanted.first(where: { $0.isWellFormed && directory.members[$0] == nil }) else { return reply.refuse(Problem(.conflict, "the member is taken")) }
        join([PutMember(id: id, name: user.name ?? user.userName, role: user.role ?? .rep)], id)
    }

    private func join(_ commands: [any Command], _ member: MemberID) {
        submit(commands) { join(member) }
    }

    private func join(_ member: MemberID) {
        let now = services.clock()
        services.runtime.write(
            Note(kind: "account-added", subject: user.userName, detail: ["member": .string(member.text)]), by: actor, from: address,
            { database in
                guard try database.provisioned.account(called: user.userName) == nil else { throw Problem(.conflict, "userName is taken") }
                guard try database.accounts.of(member) == nil else { throw Problem(.conflict, "the member has an account") }
                var account = UserAccount(name: try database.freeName(like: user.accountName), member: member, role: user.role ?? .rep, created: now)
                account.isDisabled = !user.isActive
                try database.accounts.add(account)
                try AccountName(text: account.name).note(database)
                try keep(of: account.name, database)
                return account.name
            }, reply: { answer($0, status: 201) })
    }

    // MARK: A change

    /// - Parameter known: as it was.
    func carryOut(from known: ScimUser, _ account: UserAccount, status: Int = 200) {
        let member = account.member.flatMap { directory.members[$0] }
        let isClosing = known.isActive && !user.isActive, losesAdministrator = isClosing || (known.role == .admin && user.role != .admin)
        services.runtime.readers.read(for: turnHolder) { reader in
            do {
                if losesAdministrator, known.role == .admin { try last.check(without: account.name, reader.get().accounts) }
                if losesAdministrator, onlyPasswordOf == account.name { throw Problem(409, .lastAdministrator) }
                // Closed first: whoever is to be out is out, also where a command is refused.
                if isClosing { return close(account.name) { submit(member.map(changes) ?? []) { write(account, status) } } }
                submit(member.map(changes) ?? []) { write(account, status) }
            } catch { reply.answering { throw error } }
        }
    }

    /// What the member is not yet.
    private func changes(of member: Member) -> [any Command] {
        let now = services.clock()
        var change = ChangeMember(id: member.id)
        if let name = user.name, name != member.name { change.name = name }
        if let role = user.role, role != member.role { change.role = role }
        // Nobody leaves before they have come.
        if !user.isActive, member.isThere(at: now) { change.left = max(now, member.joined.adding(microseconds: 1)) }
        if user.isActive, member.left != nil { change.returns = true }
        return change == ChangeMember(id: member.id) ? [] : [change]
    }

    /// Ends what the account has open, at once.
    private func close(_ name: String, _ then: @escaping @Sendable () -> Void) {
        services.runtime.write(
            Note(kind: "account-changed", subject: name, detail: ["disabled": true]), by: actor, from: address,
            { database in
                guard var account = try database.accounts.named(name) else { throw Problem.notFound }
                account.isDisabled = true
                guard try database.accounts.update(account) else { throw Problem.stale }
                try database.sessions.endAll(of: name)
                try database.invitations.endAll(of: name)
            },
            reply: { result in
                guard case .success = result else { return reply.answering { try result.get(); return .noContent } }
                services.onWeb { $0.end(.notSignedIn) { $0.person?.account == name } }
                then()
            })
    }

    private func write(_ account: UserAccount, _ status: Int) {
        services.runtime.write(
            Note(kind: isRemoval ? "account-removed" : "account-changed", subject: account.name, detail: [:]), by: actor, from: address,
            { database in
                guard var changed = try database.accounts.named(account.name) else { throw Problem.notFound }
                changed.isDisabled = !user.isActive
                if changed.member == nil { changed.role = user.role ?? changed.role }
                guard try database.accounts.update(changed) else { throw Problem.stale }
                if isRemoval { try database.provisioned.end(account.name) } else { try keep(of: account.name, database) }
                return account.name
            }, reply: { answer($0, status: status) })
    }

    /// What the provider calls them, and where letters go.
    private func keep(of account: String, _ database: Database) throws {
        if let other = try database.provisioned.account(called: user.userName), other != account { throw Problem(.conflict, "userName is taken") }
        try database.provisioned.put(ProvisionedUser(account: account, userName: user.userName, externalID: user.externalID))
        let email = try? JSONObject([("email", user.email.map(JSONValue.string) ?? .null)]).email()
        try database.letterBoxes.put(email, of: account)
    }

    // MARK: On its way

    private func submit(_ commands: [any Command], _ then: @escaping @Sendable () -> Void) {
        guard !commands.isEmpty else { return then() }
        services.runtime.submit(Submission(commands, by: actor, from: address) { replies in
            for case .refused(let refusal) in replies { return reply.refuse(Problem(refusal)) }
            guard replies.count == commands.count else { return reply.refuse(Problem(.overloaded)) }
            then()
        })
    }

    private func answer(_ result: Result<String, any Error>, status: Int) {
        services.onWeb { site in
            let view = ScimUserView(directory: site.directory, base: base, now: services.clock())
            guard !isRemoval else { return reply.answering { _ = try result.get(); return .noContent } }
            services.runtime.readers.read(for: turnHolder) { reader in
                reply.answering {
                    guard let user = try reader.get().scimUser(result.get(), view) else { throw Problem.notFound }
                    return ScimAnswer.resource(status, user)
                }
            }
        }
    }
}
