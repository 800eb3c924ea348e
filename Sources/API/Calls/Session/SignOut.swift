import Store
import Web

/// `DELETE /session`: signing out; live connections of the session end too.
enum SignOut {
    static let endpoint = Endpoint(.signedIn(nil)) { call in
        guard let person = call.caller.person else { throw Problem.notSignedIn }
        let token = person.session.token
        call.site.authentication.forget(token)
        call.site.live.end(session: token)
        let cookie = call.site.authentication.clearCookie
        call.write(Note(kind: "signed-out", subject: person.account, detail: [:]), { try $0.sessions.end(token) }) {
            var response = Response.noContent
            response.headers.append(.init("Set-Cookie", cookie))
            return response
        }
    }
}
