import JSON
import PointsEngine
import Store
import Web

/// `DELETE /tokens`: all of them, when nobody knows which one got out. The one that asks for it is among them.
enum RevokeTokens {
    static let endpoint = Endpoint(.atLeast(.admin)) { call in
        let services = call.site.services
        call.write(Note(kind: "tokens-revoked", subject: nil, detail: [:]), { try $0.tokens.revokeAll() }) {
            services.onWeb { $0.end { $0.token != nil } }
            return .noContent
        }
    }
}
