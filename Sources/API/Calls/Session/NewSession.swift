import Identity
import Periods
import PointsEngine
import Store
import Web

/// A session that begins for an account, and the cookies that tell the browser.
struct NewSession: Sendable {
    let session: Session
    let person: Caller.Person
    /// The session first.
    let cookies: [String]

    init(_ account: UserAccount, _ site: Site, _ browser: Browser) {
        let secret = Secret.make()
        session = Session(token: secret.digest, account: account.name, created: site.services.clock(), address: browser.address, agent: browser.agent)
        person = Caller.Person(account, session, site.directory)
        let marks = site.marks.cookie(for: account.name, keeping: browser.marks)
        cookies = [browser.cookies.session(secret.text), browser.cookies.device(marks)]
    }

    /// Begins one and answers with it. The one in which the browser was until now ends.
    static func begin(_ account: UserAccount, _ site: Site, _ reply: Answering, _ browser: Browser) {
        let new = NewSession(account, site, browser), now = new.session.created
        let directory = site.directory, services = site.services
        services.runtime.write(
            Note(kind: "signed-in", subject: account.name, detail: [:]), by: Caller(kind: .person(new.person)).actor, from: browser.address,
            { database in
                try database.sessions.endThose(
                    unusedSince: now.adding(microseconds: -Authentication.idleMicroseconds),
                    orBegunBefore: now.adding(microseconds: -Authentication.absoluteMicroseconds))
                // A password that was just changed, an account that was just disabled: what was looked at before no longer holds.
                guard let known = try database.accounts.named(account.name), !known.isDisabled, known.password == account.password else {
                    throw Problem(401, .wrongCredentials)
                }
                if let replaced = browser.session { try database.sessions.end(replaced) }
                try database.sessions.add(new.session)
                try database.accounts.noteSignIn(of: account.name, at: now)
                // Also who administers by the role of their member.
                if new.person.role == .admin { try database.accounts.noteAdministrator() }
            },
            reply: { result in
                guard case .success = result else { return reply.answering { try result.get(); return .noContent } }
                services.onWeb { site in
                    // What the old session had open comes back with the new one.
                    if let replaced = browser.session { site.end(.goingAway) { $0.person?.session.token == replaced } }
                }
                SessionView.answer(new.person, directory, reply, services, cookies: new.cookies)
            })
    }
}
