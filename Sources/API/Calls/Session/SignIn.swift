import Identity
import JSON
import Periods
import Store
import Web

/// `POST /session`: signing in with name and password. Guessing is slowed by account and by address.
enum SignIn {
    static let endpoint = Endpoint(.anyone, body: 4 << 10) { call in
        let body = try call.body(knowing: ["name", "password"])
        guard let name = body["name"]?.string, let password = body["password"]?.string, password.utf8.count <= 1_024 else {
            throw Problem.malformed("name and password are texts", at: "/name")
        }
        let now = call.now, address = call.address
        if let wait = call.site.attempts.wait(for: name, from: address, at: now) {
            var problem = Problem(429, "overloaded")
            problem.retryAfter = wait
            throw problem
        }
        let attempt = Attempt(name: name, password: password, now: now, address: address, agent: call.request.header("User-Agent") ?? "")
        attempt.begin(call)
    }

    /// One try, on its way over the reader's and the password's threads.
    private struct Attempt: Sendable {
        let name: String
        let password: String
        let now: Instant
        let address: String
        let agent: String

        func begin(_ call: Call) {
            let reply = call.reply, services = call.site.services
            let isTaken = services.runtime.readers.read { reader in
                let account = (try? reader.accounts.named(name)) ?? nil
                let isTaken = services.passwords.perform {
                    // A name that is not there takes as long as one that is.
                    let hash = account?.password ?? Self.decoy
                    let matches = Password.matches(password, hash)
                    services.onWeb { finish($0, reply, matches && account?.isDisabled == false && account?.password != nil ? account : nil) }
                }
                if !isTaken { reply.refuse(Problem(.overloaded)) }
            }
            if !isTaken { reply.refuse(Problem(.overloaded)) }
        }

        private func finish(_ site: Site, _ reply: Answering, _ account: UserAccount?) {
            guard let account else {
                site.attempts.failed(name, from: address, at: now)
                return reply.refuse(Problem(401, "wrong-credentials"))
            }
            site.attempts.succeeded(name)
            NewSession.begin(account, site, reply, address: address, agent: agent)
        }

        /// The hash of a password that nobody knows.
        private static let decoy = Password.hash(Secret.make().text) ?? ""
    }
}

/// Begins a session for an account and answers with it and its cookie.
enum NewSession {
    static func begin(_ account: UserAccount, _ site: Site, _ reply: Answering, address: String, agent: String, status: Int = 200) {
        let secret = Secret.make(), now = site.services.clock()
        let session = Session(token: secret.digest, account: account.name, created: now, address: address, agent: String(agent.prefix(200)))
        let member = account.member.flatMap { site.directory.members[$0] }
        let person = Caller.Person(
            account: account.name, member: member?.id, role: member?.role ?? account.role, language: account.language, session: session,
            csrf: Authentication.csrf(of: session.token))
        let view = SessionView(person, site.directory, at: now)
        let cookie = site.authentication.setCookie(secret.text)
        site.services.runtime.write(
            Note(kind: "signed-in", subject: account.name, detail: [:]), by: Caller(kind: .person(person)).actor, from: address,
            { database in
                try database.sessions.endThose(
                    unusedSince: now.adding(microseconds: -Authentication.idleMicroseconds),
                    orBegunBefore: now.adding(microseconds: -Authentication.absoluteMicroseconds))
                try database.sessions.add(session)
                try database.accounts.noteSignIn(of: account.name, at: now)
            },
            reply: { result in
                reply.answering {
                    try result.get()
                    var response = Response.json(status) { view.write(to: &$0) }
                    response.headers.append(.init("Set-Cookie", cookie))
                    return response
                }
            })
    }
}
