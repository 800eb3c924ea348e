import JSON
import Periods
import Store
import Web

/// The browsers in which an account is signed in, the last used first (ASVS 7.5.2).
enum ListSessionsCall {
    /// `GET /sessions`: the caller's own.
    static let ofCaller = Endpoint(
        .get, "/sessions", .signedIn(nil),
        "Where the caller is signed in, the last used first.",
        gives: .json(.page("SessionEntry"))
    ) { call in
        guard let person = call.caller.person else { throw Problem.notSignedIn }
        read(call, person.account)
    }

    /// `GET /users/{name}/sessions`.
    static let ofUser = Endpoint(
        .get, "/users/{name}/sessions", .atLeast(.admin),
        "Where an account is signed in, the last used first.",
        gives: .json(.page("SessionEntry"))
    ) { call in read(call, call.path("name")) }

    private static func read(_ call: Call, _ account: String) {
        let own = call.caller.person?.session.token, now = call.now
        call.read { reader in
            guard try reader.accounts.named(account) != nil else { throw Problem.notFound }
            let sessions = try reader.sessions.list(of: account).filter { !Authentication.isOver($0, at: now) }
            return .json { $0.page(sessions) { SessionEntry(isCurrent: $1.token == own).write($1, to: &$0) } }
        }
    }
}

/// A session as its owner and administrators read it.
struct SessionEntry: Sendable {
    let isCurrent: Bool

    func write(_ session: Session, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", session.id)
            writer.member("created", session.created.rfc3339)
            writer.member("used", session.seen.rfc3339)
            writer.member("address", session.address)
            writer.member("agent", session.agent)
            writer.member("current", isCurrent)
        }
    }
}
