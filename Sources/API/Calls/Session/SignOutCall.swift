import JSON
import PointsEngine
import Store
import Web

/// `DELETE /session`: signing out; live connections of the session end too. 200 tells where a browser signs out at the provider.
enum SignOutCall {
    static let endpoint = Endpoint(
        .delete, "/session", .signedIn(nil).withThoseWhoOwe,
        "Sign out.",
        gives: .nothing.or(200, ["provider": .text])
    ) { call in
        guard let person = call.caller.person else { throw Problem.notSignedIn }
        let token = person.session.token, services = call.site.services
        let cookie = call.cookies.noSession
        // Who vouched for the session is told by the browser itself, which signs out there.
        let openID = call.site.signIn.openID, foreign = person.session.foreign
        let place = foreign.flatMap { $0.provider == openID?.settings.issuer ? openID?.signOutAddress(token: $0.token, back: call.base + "/login", at: call.now) : nil }
        call.write(Note(kind: "signed-out", subject: person.account, detail: [:]), { try $0.sessions.end(token) }) {
            services.onWeb { $0.end { $0.person?.session.token == token } }
            var response = place.map { place in Response.json { $0.object { $0.member("provider", place) } } } ?? .noContent
            response.headers.append(.init("Set-Cookie", cookie))
            return response
        }
    }
}
