import Identity
import JSON
import Mailboxes
import PointsEngine
import Store
import Web

/// `POST /session/password`: a new password for who knows the old one. Every session of the account ends and the browser gets a new
/// one (ASVS 7.4.3); links by which the password could be chosen are void.
enum ChangePasswordCall {
    static let endpoint = Endpoint(
        .post, "/session/password", .signedIn(nil),
        "Change the own password. Every session ends, and the browser gets a new one: read GET /session for its token.",
        takes: .body(["current": .text, "password": .text]),
        gives: .nothing
    ) { call in
        guard let person = call.caller.person else { throw Problem.notSignedIn }
        let body = try call.body()
        let current = try body.text("current", upTo: 1_024), password = try body.text("password", upTo: 1_024)
        try PasswordRules.check(password, for: person.account)
        // Counted by the session: what strangers try elsewhere does not concern who is signed in.
        let attempt = try call.site.begin(person.account, from: .device(person.session.token.bytes), at: call.address)
        Change(
            person: person, password: password, attempt: attempt, actor: call.caller.actor, browser: call.browser, turnHolder: call.turnHolder, reply: call.reply,
            services: call.site.services
        ).begin(current)
    }

    /// A change on its way over the threads of passwords and of the writer.
    private struct Change: Sendable {
        let person: Caller.Person
        let password: String
        let attempt: Attempts.Try
        let actor: Actor
        let browser: Browser
        let turnHolder: TurnHolder
        let reply: Answering
        let services: Services

        func begin(_ current: String) {
            services.runtime.readers.read(for: turnHolder) { reader in
                do {
                    let account = try reader.get().accounts.named(person.account)
                    services.passwords.verify(current, account?.password, for: turnHolder) { matches in
                        do { isKnown(matches: try matches.get(), account) } catch { giveUp(error) }
                    }
                } catch { giveUp(error) }
            }
        }

        /// Nothing was learnt of the old password: that is no failure.
        private func giveUp(_ error: any Error) {
            services.onWeb { site in
                site.attempts.end(attempt, .unheard, at: services.clock())
                reply.answering { throw error }
            }
        }

        private func isKnown(matches: Bool, _ account: UserAccount?) {
            guard matches, let account else {
                return services.onWeb { site in
                    site.attempts.end(attempt, .wrong, at: services.clock())
                    site.incidents.noteFailure(of: person.account, from: browser.address)
                    reply.refuse(Problem(422, .wrongCredentials))
                }
            }
            services.onWeb { $0.attempts.end(attempt, .right, at: services.clock()) }
            services.passwords.hash(password, for: turnHolder) { hash in
                do {
                    let hash = try hash.get()
                    services.onWeb { write(account, hash, $0) }
                } catch { reply.answering { throw error } }
            }
        }

        private func write(_ account: UserAccount, _ hash: String, _ site: Site) {
            let new = NewSession(account, site, browser, NewSession.Proof(hasSecondFactor: person.hasSecondFactor)), old = person.session.token
            var changed = account
            changed.password = hash
            services.runtime.write(
                Note(kind: "password-changed", subject: account.name, detail: [:]), by: actor, from: browser.address,
                { [changed] database in
                    // Somebody may have ended it meanwhile.
                    guard try database.sessions.find(old) != nil else { throw Problem.notSignedIn }
                    guard try database.accounts.update(changed) else { throw Problem.stale }
                    try database.sessions.endAll(of: changed.name)
                    try database.sessions.add(new.session)
                    try database.invitations.endAll(of: changed.name)
                },
                reply: { result in
                    services.onWeb { site in
                        if case .success = result { end(site, old) }
                        reply.answering {
                            try result.get()
                            var response = Response.noContent
                            response.headers += new.cookies.map { .init("Set-Cookie", $0) }
                            return response
                        }
                    }
                })
        }

        /// Other browsers are signed out; this one comes back with its new session.
        private func end(_ site: Site, _ old: Digest) {
            site.end(.goingAway) { $0.person?.session.token == old }
            site.end { $0.person?.account == person.account }
        }
    }
}
