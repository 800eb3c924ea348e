import JSON
import PointsEngine
import Store
import Web

/// Ends sessions one by one, or all (ASVS 7.4.5, 7.5.2). What they have open is closed with them.
enum EndSessionsCall {
    /// `DELETE /sessions`: every other of the caller's; `DELETE /session` ends this one.
    static let othersOfCaller = Endpoint(
        .delete, "/sessions", .signedIn(nil),
        "Sign the caller out everywhere else.",
        gives: .nothing
    ) { call in
        guard let person = call.caller.person else { throw Problem.notSignedIn }
        endAll(call, of: person.account, but: person.session.token)
    }

    /// `DELETE /sessions/{id}`: one of the caller's, this one too.
    static let oneOfCaller = Endpoint(
        .delete, "/sessions/{id}", .signedIn(nil),
        "End one of the caller's sessions.",
        gives: .nothing
    ) { call in
        guard let person = call.caller.person else { throw Problem.notSignedIn }
        endOne(call, of: person.account)
    }

    /// `DELETE /users/{name}/sessions`.
    static let allOfUser = Endpoint(
        .delete, "/users/{name}/sessions", .atLeast(.admin),
        "Sign an account out everywhere.",
        gives: .nothing
    ) { call in endAll(call, of: call.path("name"), but: nil) }

    /// `DELETE /users/{name}/sessions/{id}`.
    static let oneOfUser = Endpoint(
        .delete, "/users/{name}/sessions/{id}", .atLeast(.admin),
        "End one session of an account.",
        gives: .nothing
    ) { call in endOne(call, of: call.path("name")) }

    private static func endAll(_ call: Call, of account: String, but kept: Digest?) {
        let services = call.site.services
        call.write(
            Note(kind: "sessions-ended", subject: account, detail: [:]),
            { database in
                guard try database.accounts.named(account) != nil else { throw Problem.notFound }
                try database.sessions.endAll(of: account, but: kept)
            },
            {
                services.onWeb { $0.end { $0.person.map { $0.account == account && $0.session.token != kept } ?? false } }
                return .noContent
            })
    }

    private static func endOne(_ call: Call, of account: String) {
        let services = call.site.services, id = call.path("id")
        call.write(
            Note(kind: "session-ended", subject: account, detail: [:]),
            { database in
                guard let session = try database.sessions.list(of: account).first(where: { $0.id == id }) else { throw Problem.notFound }
                try database.sessions.end(session.token)
                return session.token
            },
            { token in
                services.onWeb { $0.end { $0.person?.session.token == token } }
                return .noContent
            })
    }
}
