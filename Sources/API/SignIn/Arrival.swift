import Identity
import JSON
import Mailboxes
import Periods
import PointsEngine
import Projection
import Runtime
import SignIn
import Store
import Web

/// Somebody whom a provider has named, on the way to a session: which account that is, made where the settings allow it.
///
/// Once an account was somebody's, `provider` and `subject` alone count. Before that it is found by the claim of choice: an address that the
/// provider vouches for, or what else names an account or a member.
struct Arrival: Sendable {
    let identity: ForeignIdentity
    let policy: SignInPolicy
    let browser: Browser
    let turnHolder: TurnHolder
    let reply: Answering
    let services: Services

    private enum Found: Sendable {
        case account(UserAccount)
        /// Is there, and has no account.
        case member(MemberID)
        case nobody
    }

    func begin() {
        services.runtime.readers.read(for: turnHolder) { reader in
            do {
                let reader = try reader.get()
                if let name = try reader.foreignIdentities.account(identity.provider, identity.subject), let account = try reader.accounts.named(name) {
                    return services.onWeb { enter(account, $0, isKnown: true) }
                }
                let address = claimed, accounts = try address.map { try reader.matches($0, byMail: policy.match == "email") } ?? []
                services.onWeb { site in
                    do { try welcome(find(address, accounts, site), site) } catch { reply.answering { throw error } }
                }
            } catch { reply.answering { throw error } }
        }
    }

    /// What somebody is known by at first; nil: the provider does not say it, or does not vouch for it.
    private var claimed: String? {
        let text = policy.match == "email" ? identity.verifiedEmail : identity.claims[policy.match]?.string
        return text.flatMap { 1...254 ~= $0.utf8.count ? $0 : nil }
    }

    /// - Parameter accounts: those that are named so, or have the address.
    private func find(_ claimed: String?, _ accounts: [UserAccount], _ site: Site) throws -> Found {
        guard let claimed else { return .nobody }
        // Two that fit are none: who it is would be a guess.
        guard accounts.count <= 1 else { throw Problem(403, .noAccount, "more than one account has this address") }
        if let account = accounts.first { return .account(account) }
        let members = site.directory.members.values.filter { member in
            (policy.match != "email" && member.id == MemberID(claimed)) || Self.isSame(member.attributes[policy.match]?.string, claimed, byMail: policy.match == "email")
        }
        guard members.count <= 1 else { throw Problem(403, .noAccount, "more than one member has this address") }
        return members.first.map { .member($0.id) } ?? .nobody
    }

    private static func isSame(_ text: String?, _ claimed: String, byMail: Bool) -> Bool {
        guard let text else { return false }
        return byMail ? text.lowercased() == claimed.lowercased() : Array(text.utf8) == Array(claimed.utf8)
    }

    private func welcome(_ found: Found, _ site: Site) throws {
        switch found {
        case .account(let account): enter(account, site, isKnown: false)
        case .member(let member): add(accountOf: member)
        case .nobody:
            guard policy.createsMembers else { throw Problem(403, .noAccount) }
            let member = PutMember(id: newID(site), name: String((identity.name ?? identity.username ?? identity.subject).filter { !$0.isNewline }.prefix(100)))
            services.runtime.submit(Submission([member], by: .system, from: browser.address) { replies in
                do { add(accountOf: try replies.only(answerTo: PutMember.self).value.id) } catch { reply.answering { throw error } }
            })
        }
    }

    /// An id that nobody has: what the provider says of names is not to be taken for somebody who is there.
    private func newID(_ site: Site) -> MemberID {
        let wanted = (identity.username ?? identity.verifiedEmail ?? identity.subject).prefix { $0 != "@" }
        let plain = AccountName(text: String(wanted.prefix(60)))
        let base = plain.isAllowed ? plain.text : "member-" + String(Digest(of: Array("\(identity.provider)/\(identity.subject)".utf8)).description.prefix(12))
        let free = (1...99).lazy.map { MemberID($0 == 1 ? base : "\(base)-\($0)") }.first { site.directory.members[$0] == nil }
        return free ?? MemberID("\(base)-\(Secret.make().digest.description.prefix(12))")
    }

    private func add(accountOf member: MemberID) {
        let now = services.clock(), mail = identity.verifiedEmail.flatMap { try? JSONObject([("email", .string($0))]).email() }
        services.runtime.write(
            Note(kind: "account-added", subject: member.text, detail: ["provider": .string(identity.provider)]), by: .system, from: browser.address,
            { database in
                if let account = try database.accounts.of(member) { return account }
                let account = UserAccount(name: try database.freeName(like: member.text), member: member, role: .rep, created: now)
                try database.accounts.add(account)
                try AccountName(text: account.name).note(database)
                try database.letterBoxes.put(mail, of: account.name)
                return account
            },
            reply: { result in
                services.onWeb { site in
                    switch result {
                    case .success(let account): enter(account, site, isKnown: false)
                    case .failure(let error): reply.answering { throw error }
                    }
                }
            })
    }

    private func enter(_ account: UserAccount, _ site: Site, isKnown: Bool) {
        let member = account.member.flatMap { site.directory.members[$0] }
        // Who has left may look no longer.
        guard !account.isDisabled, member?.isThere(at: services.clock()) ?? true else {
            site.incidents.noteFailure(of: account.name, from: browser.address)
            return reply.refuse(Problem(403, .noAccount))
        }
        guard let role = policy.role(for: identity.claims, having: member?.role ?? account.role) else { return open(account, site, isKnown: isKnown) }
        let last = LastAdministrator(among: site.directory, at: services.clock(), without: member?.id)
        services.runtime.readers.read(for: turnHolder) { reader in
            do {
                let reader = try reader.get()
                // The last administrator stays one, whatever the groups say.
                if (member?.role ?? account.role) == .admin, (try? last.check(without: account.name, reader.accounts)) == nil {
                    return services.onWeb { open(account, $0, isKnown: isKnown) }
                }
                give(role, to: account, member, isKnown: isKnown)
            } catch { reply.answering { throw error } }
        }
    }

    private func give(_ role: Role, to account: UserAccount, _ member: Member?, isKnown: Bool) {
        guard let member else {
            return services.runtime.write(
                Note(kind: "account-changed", subject: account.name, detail: ["role": .string(role.rawValue)]), by: .system, from: browser.address,
                { database in
                    guard var changed = try database.accounts.named(account.name) else { throw Problem.notFound }
                    changed.role = role
                    guard try database.accounts.update(changed), let stored = try database.accounts.named(account.name) else { throw Problem.stale }
                    return stored
                },
                reply: { result in
                    services.onWeb { site in
                        switch result {
                        case .success(let changed): open(changed, site, isKnown: isKnown)
                        case .failure(let error): reply.answering { throw error }
                        }
                    }
                })
        }
        var change = ChangeMember(id: member.id)
        change.role = role
        services.runtime.submit(Submission([change], by: .system, from: browser.address) { replies in
            services.onWeb { site in
                do {
                    _ = try replies.only(answerTo: ChangeMember.self)
                    open(account, site, isKnown: isKnown)
                } catch { reply.answering { throw error } }
            }
        })
    }

    private func open(_ account: UserAccount, _ site: Site, isKnown: Bool) {
        let foreign = ForeignSession(provider: identity.provider, subject: identity.subject, session: identity.session, token: identity.token)
        NewSession.begin(account, site, reply, browser, NewSession.Proof(foreign: foreign, isFirst: !isKnown))
    }
}

extension Reader {
    /// The accounts that a claim may mean.
    fileprivate func matches(_ claimed: String, byMail: Bool) throws -> [UserAccount] {
        let named = byMail ? nil : try accounts.named(claimed) ?? accounts.of(MemberID(claimed))
        // What the company chose to know people by may be an address, too: Entra vouches for none, and has `preferred_username`.
        return try named.map { [$0] } ?? (claimed.contains("@") ? letterBoxes.accounts(at: claimed).compactMap { try accounts.named($0) } : [])
    }
}

extension Database {
    /// A name that no account has, nor one that looks like it.
    func freeName(like wanted: String) throws -> String {
        for number in 1...99 {
            let name = number == 1 ? wanted : "\(wanted)-\(number)"
            guard AccountName(text: name).isAllowed, try accounts.named(name) == nil else { continue }
            do {
                try AccountName(text: name).claim(self)
                return name
            } catch is Problem { continue }
        }
        return "\(String(wanted.prefix(60)))-\(Secret.make().digest.description.prefix(12))"
    }
}
