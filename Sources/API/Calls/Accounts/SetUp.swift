import Identity
import JSON
import Periods
import Runtime
import Store
import Web

/// `POST /setup`: a link that lets someone choose a password, once: the first administrator, a new account, or a reset.
enum SetUp {
    static let check = Endpoint(.anyone, body: 4 << 10) { call in
        let body = try call.body(knowing: ["token"])
        guard let secret = Secret(try body.text("token")) else { throw Problem.notFound }
        let now = call.now, company = CompanyView.brief(call.directory.programme.company)
        call.read { reader in
            guard let invitation = try reader.invitations.find(secret.digest, at: now) else { throw Problem.notFound }
            return .json { writer in
                writer.object { writer in
                    writer.member("kind", invitation.kind.rawValue)
                    writer.member("name", orNull: invitation.account)
                    writer.member("company", .object(company))
                }
            }
        }
    }

    static let endpoint = Endpoint(.anyone, body: 4 << 10) { call in
        let body = try call.body(knowing: ["token", "name", "password"])
        guard let secret = Secret(try body.text("token")) else { throw Problem.notFound }
        let password = try body.text("password", upTo: 1_024), name = try body.optionalText("name", upTo: 128)
        try PasswordRules.check(password, for: name ?? "")
        let reply = call.reply, services = call.site.services, now = call.now, address = call.address
        let agent = call.request.header("User-Agent") ?? ""
        let isTaken = services.passwords.perform {
            guard let hash = Password.hash(password) else { return reply.refuse(Problem(.overloaded)) }
            services.runtime.write(
                Note(kind: "password-set", subject: name, detail: [:]), by: .system, from: address,
                { try Self.use(secret.digest, name: name, hash: hash, $0, now) },
                reply: { result in
                    switch result {
                    case .success(let account): services.onWeb { NewSession.begin(account, $0, reply, address: address, agent: agent) }
                    case .failure(let error): reply.answering { throw error }
                    }
                })
        }
        if !isTaken { reply.refuse(Problem(.overloaded)) }
    }

    private static func use(_ token: Digest, name: String?, hash: String, _ database: Database, _ now: Instant) throws -> UserAccount {
        guard let invitation = try database.invitations.find(token, at: now), try database.invitations.use(token, at: now) else { throw Problem.notFound }
        guard let account = invitation.account else {
            guard let name, MemberID(name).isWellFormed else { throw Problem.malformed("name is 1 to 128 letters", at: "/name") }
            guard try database.accounts.named(name) == nil else { throw Problem(.conflict, "the name is taken", at: "/name") }
            let first = UserAccount(name: name, member: nil, role: .admin, password: hash, created: now)
            try database.accounts.add(first)
            return first
        }
        guard var known = try database.accounts.named(account), !known.isDisabled else { throw Problem.notFound }
        known.password = hash
        guard try database.accounts.update(known) else { throw Problem.stale }
        try database.sessions.endAll(of: account)
        return try database.accounts.named(account) ?? known
    }
}

/// `POST /session/password`: a new password for who knows the old one; every other session ends.
enum ChangePassword {
    static let endpoint = Endpoint(.signedIn(nil), body: 4 << 10) { call in
        guard let person = call.caller.person else { throw Problem.notSignedIn }
        let body = try call.body(knowing: ["current", "password"])
        let current = try body.text("current", upTo: 1_024), password = try body.text("password", upTo: 1_024)
        try PasswordRules.check(password, for: person.account)
        let now = call.now, address = call.address
        if let wait = call.site.attempts.wait(for: person.account, from: address, at: now) {
            var problem = Problem(429, "overloaded")
            problem.retryAfter = wait
            throw problem
        }
        let reply = call.reply, services = call.site.services, actor = call.caller.actor
        let isTaken = services.runtime.readers.read { reader in
            let account = (try? reader.accounts.named(person.account)) ?? nil
            let isTaken = services.passwords.perform {
                guard var account, let old = account.password, Password.matches(current, old) else {
                    services.onWeb { $0.attempts.failed(person.account, from: address, at: now) }
                    return reply.refuse(Problem(422, "wrong-credentials"))
                }
                guard let hash = Password.hash(password) else { return reply.refuse(Problem(.overloaded)) }
                account.password = hash
                let changed = account
                services.runtime.write(
                    Note(kind: "password-changed", subject: account.name, detail: [:]), by: actor, from: address,
                    { database in
                        guard try database.accounts.update(changed) else { throw Problem.stale }
                        try database.sessions.endAll(of: changed.name, but: person.session.token)
                    },
                    reply: { result in
                        services.onWeb { $0.authentication.forgetAll() }
                        reply.answering {
                            try result.get()
                            return .noContent
                        }
                    })
            }
            if !isTaken { reply.refuse(Problem(.overloaded)) }
        }
        if !isTaken { reply.refuse(Problem(.overloaded)) }
    }
}

/// `PATCH /session`: the language that a person chose.
enum ChangeLanguage {
    static let endpoint = Endpoint(.signedIn(nil), body: 4 << 10) { call in
        guard let person = call.caller.person else { throw Problem.notSignedIn }
        let body = try call.body(knowing: ["language"])
        let language = try body.optionalText("language")
        if let language, Language(rawValue: language) == nil { throw Problem.malformed("language is zh-Hans, zh-Hant or en", at: "/language") }
        let changed = Caller.Person(
            account: person.account, member: person.member, role: person.role, language: language, session: person.session, csrf: person.csrf)
        let view = SessionView(changed, call.directory, at: call.now)
        call.site.authentication.forget(person.session.token)
        call.write(
            nil,
            { database in
                guard var account = try database.accounts.named(person.account) else { throw Problem.notFound }
                account.language = language
                guard try database.accounts.update(account) else { throw Problem.stale }
            },
            { .json { view.write(to: &$0) } })
    }
}
