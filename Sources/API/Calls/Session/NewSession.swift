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

    /// What somebody proved, beside what every session needs.
    struct Proof: Sendable {
        /// Who vouched for it; nil: it was a password, or a link.
        var foreign: ForeignSession?
        /// Whether it is for the first time that the provider names them.
        var isFirst = false
        /// Whether the account has a second factor.
        var hasSecondFactor = false

        init(foreign: ForeignSession? = nil, isFirst: Bool = false, hasSecondFactor: Bool = false) {
            (self.foreign, self.isFirst, self.hasSecondFactor) = (foreign, isFirst, hasSecondFactor)
        }
    }

    init(_ account: UserAccount, _ site: Site, _ browser: Browser, _ proof: Proof = Proof()) {
        let secret = Secret.make()
        session = Session(
            token: secret.digest, account: account.name, created: site.services.clock(), address: browser.address, agent: browser.agent, foreign: proof.foreign)
        person = Caller.Person(account, session, site, hasSecondFactor: proof.hasSecondFactor)
        let marks = site.marks.cookie(for: account.name, keeping: browser.marks)
        cookies = [browser.cookies.session(secret.text), browser.cookies.device(marks)]
    }

    /// Begins one and answers with it. The one in which the browser was until now ends.
    static func begin(_ account: UserAccount, _ site: Site, _ reply: Answering, _ browser: Browser, _ proof: Proof = Proof()) {
        let new = NewSession(account, site, browser, proof), now = new.session.created, signIn = site.signIn.policy
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
                if let foreign = proof.foreign { try database.note(foreign, of: account.name, isFirst: proof.isFirst, at: now) }
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
                SessionView.answer(new.person, directory, reply, services, signIn, cookies: new.cookies + (proof.foreign == nil ? [] : [browser.cookies.noAttempt]))
            })
    }
}

extension Database {
    /// An account is one person's at a provider, and a person has one account: whoever comes by another name, or was moved meanwhile, is refused.
    fileprivate func note(_ foreign: ForeignSession, of account: String, isFirst: Bool, at now: Instant) throws {
        let known = try foreignIdentities.account(foreign.provider, foreign.subject)
        if isFirst, known == nil, try !foreignIdentities.has(account, at: foreign.provider) {
            return try foreignIdentities.add(foreign.provider, foreign.subject, account: account, at: now)
        }
        guard known == account else { throw Problem(403, .noAccount) }
    }
}
