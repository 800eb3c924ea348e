import Identity
import JSON
import Periods
import Store
import Web

/// `POST /session`: signing in with name and password. Guessing is slowed by account and by address.
enum SignIn {
    static let endpoint = Endpoint(.anyone, body: 4 << 10) { call in
        let body = try call.body(knowing: ["name", "password"])
        let name = try body.text("name", upTo: 128), password = try body.text("password", upTo: 1_024)
        try call.site.attempts.begin(name, from: call.address, at: call.now)
        Attempt(name: name, password: password, address: call.address, agent: call.request.header("User-Agent") ?? "").begin(call)
    }

    /// One try, on its way over the reader's and the password's threads.
    private struct Attempt: Sendable {
        let name: String
        let password: String
        let address: String
        let agent: String

        func begin(_ call: Call) {
            let reply = call.reply, services = call.site.services
            let isTaken = services.runtime.readers.read { reader in
                let account = (try? reader.accounts.named(name)) ?? nil
                let isTaken = services.passwords.verify(password, account?.password) { matches in
                    services.onWeb { finish($0, reply, matches ? account : nil) }
                }
                if !isTaken { reply.refuse(Problem(.overloaded)) }
            }
            if !isTaken { reply.refuse(Problem(.overloaded)) }
        }

        private func finish(_ site: Site, _ reply: Answering, _ account: UserAccount?) {
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
