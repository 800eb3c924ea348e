import Identity
import JSON
import Mailboxes
import Periods
import Runtime
import Store
import Web

/// `POST /session`: signing in with name and password. Guessing is slowed by account and by address.
///
/// Where nobody can look or compare it is 503, and no try that failed. Who has signed in from the same address before does not wait
/// behind strangers who guess.
enum SignIn {
    static let endpoint = Endpoint(.anyone, body: 4 << 10) { call in
        let body = try call.body(knowing: ["name", "password"])
        let name = try body.text("name", upTo: 128), password = try body.text("password", upTo: 1_024)
        try call.site.attempts.begin(name, from: call.address, at: call.now)
        Attempt(
            name: name, password: password, address: call.address, agent: call.request.header("User-Agent") ?? "", asker: call.asker, reply: call.reply,
            services: call.site.services
        ).begin()
    }

    /// One try, on its way over the reader's and the password's threads.
    private struct Attempt: Sendable {
        let name: String
        let password: String
        let address: String
        let agent: String
        let asker: Asker
        let reply: Answering
        let services: Services

        func begin() {
            services.runtime.readers.read(for: asker) { reader in
                do {
                    let reader = try reader.get(), account = try reader.accounts.named(name)
                    let isKnown = try account != nil && reader.sessions.list(of: name).contains { $0.address == address }
                    compare(account, isKnown: isKnown)
                } catch { giveUp(error) }
            }
        }

        private func compare(_ account: UserAccount?, isKnown: Bool) {
            services.passwords.verify(password, account?.password, for: asker.waiting(in: isKnown ? .first : .second)) { matches in
                do {
                    let known = try matches.get() ? account : nil
                    services.onWeb { finish($0, known) }
                } catch { giveUp(error) }
            }
        }

        /// Nothing was learnt of the password, so that nothing is counted.
        private func giveUp(_ error: any Error) {
            services.onWeb { $0.attempts.withdraw(name) }
            reply.answering { throw error }
        }

        private func finish(_ site: Site, _ account: UserAccount?) {
            guard let account, !account.isDisabled, isThere(account, site) else {
                site.attempts.failed(from: address, at: site.services.clock())
                var problem = Problem(401, "wrong-credentials")
                problem.extra = ["left": .number(Decimal(site.attempts.left(for: name)))]
                return reply.refuse(problem)
            }
            site.attempts.succeeded(name)
            NewSession.begin(account, site, reply, address: address, agent: agent)
        }

        /// Who has left may look no longer.
        private func isThere(_ account: UserAccount, _ site: Site) -> Bool {
            account.member.flatMap { site.directory.members[$0] }?.isThere(at: site.services.clock()) ?? true
        }
    }
}

extension Attempts {
    /// Counts a try of a password, or says how long to wait for one.
    mutating func begin(_ name: String, from address: String, at now: Instant) throws {
        if let wait = wait(for: name, from: address, at: now) {
            var problem = Problem(429, "overloaded", "too many tries")
            problem.retryAfter = wait
            throw problem
        }
        begun(name, at: now)
    }
}
