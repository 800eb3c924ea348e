import Identity
import JSON
import PointsEngine
import Store
import Web

/// `POST /session/password`: a new password for who knows the old one; every other session of the account ends.
enum ChangePassword {
    static let endpoint = Endpoint(.signedIn(nil), body: 4 << 10) { call in
        guard let person = call.caller.person else { throw Problem.notSignedIn }
        let body = try call.body(knowing: ["current", "password"])
        let current = try body.text("current", upTo: 1_024), password = try body.text("password", upTo: 1_024)
        try PasswordRules.check(password, for: person.account)
        try call.site.attempts.begin(person.account, from: call.address, at: call.now)
        let change = Change(person: person, password: password, actor: call.caller.actor, address: call.address, reply: call.reply, services: call.site.services)
        let isTaken = call.site.services.runtime.readers.read { reader in
            let account = (try? reader.accounts.named(person.account)) ?? nil
            let isTaken = change.services.passwords.verify(current, account?.password) { matches in change.isKnown(matches ? account : nil) }
            if !isTaken { change.reply.refuse(Problem(.overloaded)) }
        }
        if !isTaken { throw Problem(.overloaded) }
    }

    /// A change on its way over the threads of passwords and of the writer.
    private struct Change: Sendable {
        let person: Caller.Person
        let password: String
        let actor: Actor
        let address: String
        let reply: Answering
        let services: Services

        /// - Parameter account: nil where the old password was wrong.
        func isKnown(_ account: UserAccount?) {
            guard let account else {
                services.onWeb { $0.attempts.failed(from: address, at: $0.services.clock()) }
                return reply.refuse(Problem(422, "wrong-credentials"))
            }
            services.onWeb { $0.attempts.succeeded(account.name) }
            let isTaken = services.passwords.hash(password) { hash in
                guard let hash else { return reply.refuse(Problem(.overloaded)) }
                write(account, hash)
            }
            if !isTaken { reply.refuse(Problem(.overloaded)) }
        }

        private func write(_ account: UserAccount, _ hash: String) {
            var changed = account
            changed.password = hash
            services.runtime.write(
                Note(kind: "password-changed", subject: account.name, detail: [:]), by: actor, from: address,
                { [changed] database in
                    guard try database.accounts.update(changed) else { throw Problem.stale }
                    try database.sessions.endAll(of: changed.name, but: person.session.token)
                },
                reply: { result in
                    services.onWeb { site in
                        site.end { $0.person?.account == person.account && $0.person?.session.token != person.session.token }
                        reply.answering {
                            try result.get()
                            return .noContent
                        }
                    }
                })
        }
    }
}
