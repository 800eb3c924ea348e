import Identity
import JSON
import Mailboxes
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
        let change = Change(person: person, password: password, actor: call.caller.actor, address: call.address, asker: call.asker, reply: call.reply, services: call.site.services)
        change.begin(current)
    }

    /// A change on its way over the threads of passwords and of the writer.
    private struct Change: Sendable {
        let person: Caller.Person
        let password: String
        let actor: Actor
        let address: String
        let asker: Asker
        let reply: Answering
        let services: Services

        func begin(_ current: String) {
            services.runtime.readers.read(for: asker) { reader in
                do {
                    let account = try reader.get().accounts.named(person.account)
                    services.passwords.verify(current, account?.password, for: asker) { matches in
                        do { isKnown(try matches.get() ? account : nil) } catch { giveUp(error) }
                    }
                } catch { giveUp(error) }
            }
        }

        /// Nothing was learnt of the old password, so that nothing is counted.
        private func giveUp(_ error: any Error) {
            services.onWeb { $0.attempts.withdraw(person.account) }
            reply.answering { throw error }
        }

        /// - Parameter account: nil where the old password was wrong.
        private func isKnown(_ account: UserAccount?) {
            guard let account else {
                services.onWeb { $0.attempts.failed(from: address, at: $0.services.clock()) }
                return reply.refuse(Problem(422, "wrong-credentials"))
            }
            services.onWeb { $0.attempts.succeeded(account.name) }
            services.passwords.hash(password, for: asker) { hash in
                do { write(account, try hash.get()) } catch { reply.answering { throw error } }
            }
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
