import Identity
import JSON
import Store
import Web

/// `PATCH /session`: the language that a person chose; null leaves it to the browser.
enum ChangeLanguageCall {
    static let endpoint = Endpoint(
        .patch, "/session", .signedIn(nil).withThoseWhoOwe,
        "Choose a language; null leaves it to the browser.",
        takes: .body(["language": .orNull(.words(Language.self))]),
        gives: .json("Session")
    ) { call in
        guard let person = call.caller.person else { throw Problem.notSignedIn }
        let body = try call.body()
        let language = try body.optionalText("language")
        if let language, Language(rawValue: language) == nil { throw Problem.malformed("language is zh-Hans, zh-Hant or en", at: "/language") }
        let reply = call.reply, services = call.site.services
        services.runtime.write(
            nil, by: call.caller.actor, from: call.address,
            { database in
                guard var account = try database.accounts.named(person.account) else { throw Problem.notFound }
                account.language = language
                guard try database.accounts.update(account), let changed = try database.accounts.named(person.account) else { throw Problem.stale }
                return changed
            },
            reply: { result in
                services.onWeb { site in
                    site.authentication.forgetAll()
                    guard case .success(let account) = result else { return reply.answering { _ = try result.get(); return .noContent } }
                    SessionView.answer(Caller.Person(account, person.session, site, hasSecondFactor: person.hasSecondFactor), site.directory, reply, services, site.signIn.policy)
                }
            })
    }
}
