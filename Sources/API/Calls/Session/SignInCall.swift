import Addresses
import Identity
import JSON
import Mailboxes
import Periods
import Runtime
import Store
import Web

/// `POST /session`: signing in with name and password. Guessing is slowed by `Attempts`.
///
/// Where nobody can look or compare it is 503, and no try that failed. A device that has signed in before, who has a session from the
/// same address, and whose address has tried nothing lately do not wait behind strangers who guess.
enum SignInCall {
    static let endpoint = Endpoint(
        .post, "/session", .anyone,
        "Sign in. Where the account has a second factor, 401 `second-factor-needed` asks for the same with its `code`, or a recovery code.",
        takes: .body(["name": .text, "password": .text, "code?": .orNull(.text)]),
        gives: .json("Session")
    ) { call in
        let body = try call.body()
        let attempt = Attempt(
            name: try body.text("name", upTo: 128), password: try body.text("password", upTo: 1_024), code: try body.optionalText("code", upTo: 64), browser: call.browser,
            network: IPAddress(call.address)?.network.text ?? call.address, turnHolder: call.turnHolder, reply: call.reply, services: call.site.services)
        try attempt.begin(call.site)
    }

    /// One try, on its way over the reader's and the password's threads.
    private struct Attempt: Sendable {
        let name: String
        let password: String
        /// Of the second factor.
        let code: String?
        let browser: Browser
        /// Where it comes from, as tries are counted.
        let network: String
        let turnHolder: TurnHolder
        let reply: Answering
        let services: Services

        func begin(_ site: Site) throws {
            if let device = site.marks.device(of: name, in: browser.marks) { return read(try site.begin(name, from: .device(device), at: browser.address), isKnownDevice: true) }
            let now = services.clock(), isSlowed = site.attempts.wait(for: name, from: .stranger(address: network), at: now) != nil
            // What others did from here, or to this account, does not hold up who has a session from here.
            if isSlowed, site.attempts.wait(for: name, from: .resident(address: network), at: now) == nil { return lookForSession() }
            read(try site.begin(name, from: .stranger(address: network), at: browser.address))
        }

        private func lookForSession() {
            services.runtime.readers.read(for: turnHolder) { reader in
                do {
                    let isResident = try hasSession(here: reader.get())
                    services.onWeb { site in
                        do {
                            read(try site.begin(name, from: isResident ? .resident(address: network) : .stranger(address: network), at: browser.address))
                        } catch { reply.answering { throw error } }
                    }
                } catch { reply.answering { throw error } }
            }
        }

        private func hasSession(here reader: Reader) throws -> Bool { try reader.sessions.list(of: name).contains { $0.address == browser.address } }

        private func read(_ attempt: Attempts.Try, isKnownDevice: Bool = false) {
            services.runtime.readers.read(for: turnHolder) { reader in
                do {
                    let reader = try reader.get(), account = try reader.accounts.named(name)
                    let isKnown = try account != nil && (isKnownDevice || hasSession(here: reader))
                    compare(account, attempt, goesFirst: isKnown || attempt.isFromQuietAddress)
                } catch { giveUp(attempt, error) }
            }
        }

        private func compare(_ account: UserAccount?, _ attempt: Attempts.Try, goesFirst: Bool) {
            services.passwords.verify(password, account?.password, for: turnHolder.waiting(in: goesFirst ? .first : .second)) { matches in
                do {
                    let matches = try matches.get()
                    services.onWeb { finish($0, account, attempt, matches: matches) }
                } catch { giveUp(attempt, error) }
            }
        }

        /// Nobody has looked at it: that is no failure of who tries.
        private func giveUp(_ attempt: Attempts.Try, _ error: any Error) {
            services.onWeb { site in
                site.attempts.end(attempt, .unheard, at: services.clock())
                reply.answering { throw error }
            }
        }

        private func finish(_ site: Site, _ account: UserAccount?, _ attempt: Attempts.Try, matches: Bool) {
            let now = services.clock()
            guard matches, let account, !account.isDisabled, isThere(account, site) else {
                site.attempts.end(attempt, .wrong, at: now)
                site.incidents.noteFailure(of: account?.name, from: browser.address)
                var problem = Problem(401, .wrongCredentials)
                problem.extra = ["left": .number(Decimal(site.attempts.left(after: attempt, at: now)))]
                return reply.refuse(problem)
            }
            guard site.signIn.policy.allowsPassword(of: account.name) else {
                // Who knows the password may know this too; nothing is forgiven for it.
                site.attempts.end(attempt, .unheard, at: now)
                return reply.refuse(Problem(403, .passwordsOff))
            }
            prove(account, attempt)
        }

        /// Where there is a second factor, the code is used up by whoever comes first with it.
        private func prove(_ account: UserAccount, _ attempt: Attempts.Try) {
            let now = services.clock()
            services.runtime.write(nil, by: .system, { try $0.secondFactors.use(code, of: account.name, at: now) }) { result in
                services.onWeb { site in
                    switch result {
                    case .success(.notAsked), .success(.right):
                        site.attempts.end(attempt, .right, at: now)
                        NewSession.begin(account, site, reply, browser, NewSession.Proof(hasSecondFactor: (try? result.get()) == .right))
                    case .success(.missing):
                        // To know the password alone forgives no code that was wrong before.
                        site.attempts.end(attempt, .unheard, at: now)
                        reply.refuse(Problem(401, .secondFactorNeeded))
                    case .success(.wrong):
                        site.attempts.end(attempt, .wrong, at: now)
                        site.incidents.noteFailure(of: account.name, from: browser.address)
                        var problem = Problem(401, .wrongCode)
                        problem.extra = ["left": .number(Decimal(site.attempts.left(after: attempt, at: now)))]
                        reply.refuse(problem)
                    case .failure(let error):
                        site.attempts.end(attempt, .unheard, at: now)
                        reply.answering { throw error }
                    }
                }
            }
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
