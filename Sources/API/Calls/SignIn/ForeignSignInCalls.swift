import Identity
import JSON
import Periods
import PointsEngine
import SignIn
import Store
import Web

/// Signing in by a provider. The page sends the browser there and comes back with the answer; both go through calls of ours, so that
/// nothing changes by an address alone.
enum ForeignSignInCalls {
    /// `POST /session/begin`: where the browser goes; what it has to bring back is sealed in a cookie of its own.
    static let begin = Endpoint(
        .post, "/session/begin", .anyone,
        "Begin to sign in by a provider: the answer says where the browser goes, which comes back to /login/{provider}.",
        takes: .body(["provider": .words(ProviderKind.self)]),
        gives: .json(["url": .text])
    ) { call in
        let body = try call.body()
        guard let kind: ProviderKind = try body.word("provider"), let provider = call.site.signIn.provider(kind) else { throw Problem.notFound }
        let attempt = SignInAttempt(kind, at: call.now)
        let back = address(call, kind), now = call.now, cookie = call.cookies.attempt(call.site.signIn.seal.close(attempt)), reply = call.reply
        try call.site.signIn.ask(kind, call) { fetcher throws(ProviderFault) in
            try provider.address(for: attempt, back: back, fetcher, at: now)
        } _: { result in
            reply.answering {
                guard case .success(let url) = result else { throw refusal(result, kind) }
                var response = Response.json { $0.object { $0.member("url", url) } }
                response.headers.append(.init("Set-Cookie", cookie))
                return response
            }
        }
    }.takingTime()

    /// `POST /session/finish`: what the browser brought back.
    static let finish = Endpoint(
        .post, "/session/finish", .anyone,
        "Finish signing in with what the provider gave the browser. The answer counts once, and in the browser that began.",
        takes: .body(["provider": .words(ProviderKind.self), "code": .text, "state": .text, "iss?": .orNull(.text)]),
        gives: .json("Session")
    ) { call in
        let body = try call.body(), now = call.now, site = call.site
        let code = try body.text("code", upTo: 4_096), state = try body.text("state", upTo: 200), issuer = try body.optionalText("iss", upTo: 2_000)
        guard let kind: ProviderKind = try body.word("provider") else { throw Problem.malformed("provider is a word", at: "/provider") }
        let attempt = call.attempt
        // Of another browser, another provider, or too late: none of them is said, for none of them is the person's doing.
        guard let attempt, attempt.state == state, attempt.provider == kind, !attempt.isOver(at: now), let provider = site.signIn.provider(kind), site.signIn.spend(state, at: now) else {
            throw Problem(401, .signInRefused)
        }
        let back = address(call, kind), policy = site.signIn.policy, browser = call.browser, turnHolder = call.turnHolder, reply = call.reply, services = site.services
        do {
            try site.signIn.ask(kind, call) { fetcher throws(ProviderFault) in
                if let openID = provider as? OpenIDProvider { try openID.check(issuer: issuer, fetcher, at: now) }
                return try provider.identity(behind: code, of: attempt, back: back, fetcher, at: now)
            } _: { result in
                switch result {
                case .success(let identity): Arrival(identity: identity, policy: policy, browser: browser, turnHolder: turnHolder, reply: reply, services: services).begin()
                case .failure:
                    services.onWeb { $0.incidents.noteFailure(of: nil, from: browser.address) }
                    reply.refuse(refusal(result, kind))
                }
            }
        } catch {
            site.signIn.giveBack(state)
            throw error
        }
    }.takingTime()

    /// `POST /session/logout`: a provider says that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0).
    static let logout = Endpoint(
        .post, "/session/logout", .anyone,
        "For the OpenID provider: ends the sessions that a logout token names.",
        takes: Input(body: .file("application/x-www-form-urlencoded", upTo: 40 << 10)), gives: .nothing.or(200)
    ) { call in
        guard let openID = call.site.signIn.openID else { throw Problem.notFound }
        guard let token = FormText.decode(String(decoding: call.content.file, as: UTF8.self))?["logout_token"] else { throw refused("no logout_token") }
        let now = call.now, issuer = openID.settings.issuer, services = call.site.services, reply = call.reply, address = call.address
        try call.site.signIn.ask(.openID, call) { fetcher throws(ProviderFault) in
            try openID.logout(token, fetcher, at: now)
        } _: { result in
            guard case .success(let logout) = result else { return reply.answering { throw refused((try? result.get()) == nil ? "the token does not hold" : "") } }
            services.runtime.write(
                Note(kind: "sessions-ended", subject: logout.subject, detail: ["provider": .string(issuer)]), by: .system, from: address,
                { database in
                    let over = try database.sessions.find(provider: issuer, subject: logout.subject, session: logout.session)
                    for token in over { try database.sessions.end(token) }
                    return Set(over)
                },
                reply: { result in
                    if case .success(let over) = result { services.onWeb { $0.end { $0.person.map { over.contains($0.session.token) } ?? false } } }
                    reply.answering {
                        _ = try result.get()
                        return Response(status: 200, headers: [.init("Cache-Control", "no-store")])
                    }
                })
        }
    }.takingTime()

    /// As the specification wants it: 400, whatever was wrong.
    private static func refused(_ detail: String) -> Problem { Problem(400, ProblemCode(Code.malformed), detail) }

    private static func refusal<Value>(_ result: Result<Value, ProviderFault>, _ kind: ProviderKind) -> Problem {
        if case .failure(let fault) = result { Problem.of(fault, kind) } else { Problem(500, .internal) }
    }

    /// Where a provider sends the browser back to: another address for each, so that none can pass its answer off as another's.
    static func address(_ call: Call, _ kind: ProviderKind) -> String { "\(call.base)/login/\(kind.rawValue)" }
}

extension Call {
    /// What the browser keeps of the way that it is on; nil: nothing of ours.
    var attempt: SignInAttempt? { browser.attempt.flatMap(site.signIn.seal.open) }
}
