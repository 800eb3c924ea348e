import Identity
import JSON
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Store
import Web

/// `POST /setup`: a link lets someone choose a password, once: the first administrator, a new account, or after a reset.
enum SetUpCall {
    static let endpoint = Endpoint(
        .post, "/setup", .anyone,
        "Follow an invitation, or be the first administrator. 204 to who signs in nowhere by it: the owner at the command line, and who has a second factor to prove.",
        takes: .body(["token": .text, "name?": .orNull(.text), "password": .text]),
        gives: .json("Session").or(204)
    ) { call in
        let body = try call.body()
        guard let secret = Secret(try body.text("token")) else { throw Problem.notFound }
        let use = Use(
            token: secret.digest, name: try body.optionalText("name", upTo: 128), password: try body.text("password", upTo: 1_024), now: call.now,
            browser: call.isLocal ? nil : call.browser, address: call.address, turnHolder: call.turnHolder, reply: call.reply,
            services: call.site.services, allowsPassword: { [policy = call.site.signIn.policy] in policy.allowsPassword(of: $0) })
        // Looked at before anything is hashed: a stranger without a link costs nothing.
        call.site.services.runtime.readers.read(for: call.turnHolder) { use.begin($0) }
    }

    /// The use of a link, on its way over the threads of readers, passwords and the writer.
    private struct Use: Sendable {
        let token: Digest
        let name: String?
        let password: String
        let now: Instant
        /// Nil: the owner chose it at the command line, and signs in nowhere.
        let browser: Browser?
        let address: String
        let turnHolder: TurnHolder
        let reply: Answering
        let services: Services
        let allowsPassword: @Sendable (String) -> Bool

        func begin(_ reader: Result<Reader, Unavailable>) {
            do {
                let reader = try reader.get()
                guard let invitation = try reader.invitations.holding(token, at: now, reader.accounts) else { throw Problem.notFound }
                try check(invitation) { try reader.accounts.named($0) }
                let subject = invitation.account ?? name
                // Whoever holds a link is no stranger.
                services.passwords.hash(password, for: turnHolder.waiting(in: .first)) { hash in
                    do { write(try hash.get(), subject: subject) } catch { reply.answering { throw error } }
                }
            } catch {
                reply.answering { throw error }
            }
        }

        private func check(_ invitation: Invitation, _ account: (String) throws -> UserAccount?) throws {
            if invitation.account == nil {
                guard let name else { throw Problem.malformed("name is a text", at: "/name") }
                try AccountName(text: name).checkAllowed()
                guard try account(name) == nil else { throw Problem(.conflict, "the name is taken", at: "/name") }
            }
            try PasswordRules.check(password, for: invitation.account ?? name ?? "")
        }

        private func write(_ hash: String, subject: String?) {
            services.runtime.write(
                Note(kind: "password-set", subject: subject, detail: [:]), by: .system, from: address, { try use(hash, $0) },
                reply: { result in
                    services.onWeb { site in
                        guard case .success(let account) = result else { return reply.answering { _ = try result.get(); return .noContent } }
                        site.end { $0.person?.account == account.account.name }
                        guard let browser, !account.hasSecondFactor else { return reply.answer(.noContent) }
                        NewSession.begin(account.account, site, reply, browser)
                    }
                })
        }

        private func use(_ hash: String, _ database: Database) throws -> (account: UserAccount, hasSecondFactor: Bool) {
            guard let invitation = try database.invitations.holding(token, at: now, database.accounts), try database.invitations.use(token, at: now) else {
                throw Problem.notFound
            }
            try check(invitation) { try database.accounts.named($0) }
            guard let known = invitation.account else {
                try AccountName(text: name ?? "").claim(database)
                let first = UserAccount(name: name ?? "", member: nil, role: .admin, password: hash, created: now)
                try database.accounts.add(first)
                try AccountName(text: first.name).note(database)
                return (first, false)
            }
            // A link is no way around what the company has switched off.
            guard allowsPassword(known) else { throw Problem(403, .passwordsOff) }
            guard var account = try database.accounts.named(known) else { throw Problem.notFound }
            account.password = hash
            guard try database.accounts.update(account), let changed = try database.accounts.named(known) else { throw Problem.stale }
            try database.sessions.endAll(of: known)
            try database.invitations.endAll(of: known)
            // Whoever has the link has not shown the telephone.
            return (changed, try database.secondFactors.isOn(known))
        }
    }
}
