import Identity
import JSON
import Mailboxes
import Periods
import Runtime
import Store
import Web

/// `POST /session`: signing in with name and password. Guessing is slowed by `Attempts`.
///
/// Where nobody can look or compare it is 503, and no try that failed. A device that has signed in before, and who has a session from the
/// same address, do not wait behind strangers who guess.
enum SignInCall {
    static let endpoint = Endpoint(
        .post, "/session", .anyone,
        "Sign in.",
        takes: .body(["name": .text, "password": .text]),
        gives: .json("Session")
    ) { call in
        let body = try call.body()
        let name = try body.text("name", upTo: 128), password = try body.text("password", upTo: 1_024)
        let browser = call.browser, network = IPAddress(call.address)?.network.text ?? call.address
        let device = call.site.marks.device(of: name, in: browser.marks)
        let attempt = try call.site.begin(name, from: device.map(Attempts.Origin.device) ?? .stranger(address: network), at: call.address)
        Attempt(
            name: name, password: password, attempt: attempt, isKnownDevice: device != nil, browser: browser, asker: call.asker, reply: call.reply,
            services: call.site.services
        ).begin()
    }

    /// One try, on its way over the reader's and the password's threads.
    private struct Attempt: Sendable {
        let name: String
        let password: String
        let attempt: Attempts.Try
        let isKnownDevice: Bool
        let browser: Browser
        let asker: Asker
        let reply: Answering
        let services: Services

        func begin() {
            services.runtime.readers.read(for: asker) { reader in
                do {
                    let reader = try reader.get(), account = try reader.accounts.named(name)
                    let isKnown = try account != nil && (isKnownDevice || reader.sessions.list(of: name).contains { $0.address == browser.address })
                    compare(account, isKnown: isKnown)
                } catch { giveUp(error) }
            }
        }

        private func compare(_ account: UserAccount?, isKnown: Bool) {
            services.passwords.verify(password, account?.password, for: asker.waiting(in: isKnown ? .first : .second)) { matches in
                do {
                    let matches = try matches.get()
                    services.onWeb { finish($0, account, matches: matches) }
                } catch { giveUp(error) }
            }
        }

        /// Nobody has looked at it: that is no failure of who tries.
        private func giveUp(_ error: any Error) {
            services.onWeb { site in
                site.attempts.end(attempt, .unheard, at: services.clock())
                reply.answering { throw error }
            }
        }

        private func finish(_ site: Site, _ account: UserAccount?, matches: Bool) {
            let now = services.clock()
            guard matches, let account, !account.isDisabled, isThere(account, site) else {
                site.attempts.end(attempt, .wrong, at: now)
                site.incidents.noteFailure(of: account?.name, from: browser.address)
                var problem = Problem(401, .wrongCredentials)
                problem.extra = ["left": .number(Decimal(site.attempts.left(after: attempt, at: now)))]
                return reply.refuse(problem)
            }
            site.attempts.end(attempt, .right, at: now)
            NewSession.begin(account, site, reply, browser)
        }

        /// Who has left may look no longer.
        private func isThere(_ account: UserAccount, _ site: Site) -> Bool {
            account.member.flatMap { site.directory.members[$0] }?.isThere(at: site.services.clock()) ?? true
        }
    }
}

extension Site {
    /// Counts a try of a password, or says how long to wait for one.
    func begin(_ account: String, from origin: Attempts.Origin, at address: String) throws -> Attempts.Try {
        let now = services.clock()
        if let wait = attempts.wait(for: account, from: origin, at: now) {
            incidents.noteWait(of: account, from: address)
            var problem = Problem(429, ProblemCode(.overloaded), "too many tries")
            problem.retryAfter = wait
            throw problem
        }
        return attempts.begin(for: account, from: origin, at: now)
    }
}
