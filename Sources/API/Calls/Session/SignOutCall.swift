import JSON
import PointsEngine
import Store
import Web

/// `DELETE /session`: signing out; live connections of the session end too.
enum SignOutCall {
    static let endpoint = Endpoint(
        .delete, "/session", .signedIn(nil),
        "Sign out.",
        gives: .nothing
    ) { call in
        guard let person = call.caller.person else { throw Problem.notSignedIn }
        let token = person.session.token, services = call.site.services
        let cookie = call.cookies.noSession
        call.write(Note(kind: "signed-out", subject: person.account, detail: [:]), { try $0.sessions.end(token) }) {
            services.onWeb { $0.end { $0.person?.session.token == token } }
            var response = Response.noContent
            response.headers.append(.init("Set-Cookie", cookie))
            return response
        }
    }
}
