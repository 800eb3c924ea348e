import Identity
import JSON
import PointsEngine
import Projection
import SignIn
import Store
import Web

/// How people sign in, for administrators. Secrets go in and never come out.
enum SignInSettingsCalls {
    /// `GET /settings/sign-in`.
    static let read = Endpoint(
        .get, "/settings/sign-in", .atLeast(.admin), "How people sign in.", gives: .json("SignInSettings")
    ) { call in
        let view = SignInSettingsView(policy: call.site.signIn.policy, base: call.base)
        call.reply.answer(.json(etag: view.policy.version) { view.write(to: &$0) })
    }

    /// `PUT /settings/sign-in`: all of it; a secret that is left out stays.
    static let put = Endpoint(
        .put, "/settings/sign-in", .atLeast(.admin), "Change how people sign in. A secret that is left out stays as it is.",
        takes: Input(body: .json("SignInDraft"), headers: [.ifMatch]), gives: .json("SignInSettings")
    ) { call in
        let revision = try call.revision(), known = call.site.signIn.policy, base = call.base, services = call.site.services, reply = call.reply
        var policy = try SignInDraft(try call.body(), over: known).policy
        policy.version = revision + 1
        let directory = call.directory, caller = call.caller.person
        services.runtime.write(
            Note(kind: "sign-in-changed", subject: nil, detail: policy.told), by: call.caller.actor, from: call.address,
            { [policy] database in
                let stored = SignInPolicy(stored: try database.settings.value(SignInPolicy.setting), fixed: known.openID.flatMap { $0.isFixed ? $0 : nil })
                guard stored.version == revision else { throw Problem.stale }
                try policy.check(database, directory)
                try database.settings.set(SignInPolicy.setting, policy.stored)
            },
            reply: { [policy] result in
                services.onWeb { site in
                    if case .success = result {
                        site.signIn.adopt(policy)
                        // Who owes a second factor from now on comes back to set it up.
                        site.end(.goingAway) { $0.person.map { $0.session.token != caller?.session.token && policy.asksSecondFactor(of: $0.role) } ?? false }
                    }
                    reply.answering {
                        try result.get()
                        return .json(etag: policy.version) { SignInSettingsView(policy: policy, base: base).write(to: &$0) }
                    }
                }
            })
    }

    /// `POST /settings/sign-in/check`: asks the OpenID provider what it says of itself.
    static let check = Endpoint(
        .post, "/settings/sign-in/check", .atLeast(.admin), "Ask the OpenID provider for what it says of itself, and for its keys.",
        gives: .json(["reachable": .flag, "detail": .orNull(.text)])
    ) { call in
        guard let openID = call.site.signIn.openID else { throw Problem.notFound }
        let now = call.now, reply = call.reply
        try call.site.signIn.ask(.openID, call) { fetcher throws(ProviderFault) in
            try openID.examine(fetcher, at: now)
        } _: { result in
            var detail: String?
            if case .failure(let fault) = result { detail = fault.detail }
            reply.answering { [detail] in
                .json { writer in
                    writer.object { writer in
                        writer.member("reachable", detail == nil)
                        writer.member("detail", orNull: detail)
                    }
                }
            }
        }
    }.takingTime()
}

extension SignInPolicy {
    /// For the audit trail; without secrets.
    fileprivate var told: JSONObject {
        [
            "providers": .array(kinds.map { .string($0.rawValue) }), "passwords": .bool(onlyPasswordOf == nil), "second_factor": .bool(needsSecondFactor),
            "create": .bool(createsMembers),
        ]
    }

    /// Passwords go only where somebody still gets in: by a provider, and by the one account that keeps its own.
    fileprivate func check(_ database: Database, _ directory: Directory) throws {
        guard let name = onlyPasswordOf else { return }
        guard !kinds.isEmpty else { throw Problem(.conflict, "without passwords somebody has to vouch for people", at: "/passwords") }
        guard let account = try database.accounts.named(name), !account.isDisabled, account.password != nil,
            (account.member.flatMap { directory.members[$0]?.role } ?? account.role) == .admin
        else { throw Problem.malformed("an administrator's account with a password", at: "/passwords/but") }
    }
}
