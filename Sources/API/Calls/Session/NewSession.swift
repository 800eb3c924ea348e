import Identity
import Periods
import Store
import Web

/// Begins a session for an account and answers with it and its cookie.
enum NewSession {
    static func begin(_ account: UserAccount, _ site: Site, _ reply: Answering, address: String, agent: String) {
        let secret = Secret.make(), now = site.services.clock()
        let session = Session(token: secret.digest, account: account.name, created: now, address: address, agent: String(agent.prefix(200)))
        let person = Caller.Person(account, session, site.directory)
        let cookie = site.authentication.setCookie(secret.text)
        let directory = site.directory, services = site.services
        services.runtime.write(
            Note(kind: "signed-in", subject: account.name, detail: [:]), by: Caller(kind: .person(person)).actor, from: address,
            { database in
                try database.sessions.endThose(
                    unusedSince: now.adding(microseconds: -Authentication.idleMicroseconds),
                    orBegunBefore: now.adding(microseconds: -Authentication.absoluteMicroseconds))
                // A password that was just changed, an account that was just disabled: what was looked at before no longer holds.
                guard let known = try database.accounts.named(account.name), !known.isDisabled, known.password == account.password else {
                    throw Problem(401, "wrong-credentials")
                }
                try database.sessions.add(session)
                try database.accounts.noteSignIn(of: account.name, at: now)
            },
            reply: { result in
                guard case .success = result else { return reply.answering { try result.get(); return .noContent } }
                SessionView.answer(person, directory, reply, services, cookie: cookie)
            })
    }
}
