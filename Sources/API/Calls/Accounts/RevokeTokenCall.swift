import JSON
import PointsEngine
import Store
import Web

/// Ends tokens, and what they had open.
enum RevokeTokenCall {
    /// `DELETE /tokens/{id}`: one, by number or by name.
    static let one = Endpoint(
        .delete, "/tokens/{id}", .atLeast(.admin), "Revoke a token, by its number or its name.", gives: .nothing
    ) { call in
        let id = call.path("id"), services = call.site.services
        call.write(
            Note(kind: "token-revoked", subject: id, detail: [:]),
            { database in
                // A name may be made of digits too.
                let tokens = try database.tokens.list()
                guard let token = tokens.first(where: { "\($0.number)" == id }) ?? tokens.first(where: { $0.name == id }) else { throw Problem.notFound }
                _ = try database.tokens.revoke(number: token.number)
                return token.name
            },
            { name in
                services.onWeb { $0.end { $0.token?.name == name } }
                return .noContent
            })
    }

    /// `DELETE /tokens`: all of them, when nobody knows which one got out.
    static let all = Endpoint(
        .delete, "/tokens", .atLeast(.admin), "Revoke every token, also the one that asks.", gives: .nothing
    ) { call in
        let services = call.site.services
        call.write(Note(kind: "tokens-revoked", subject: nil, detail: [:]), { try $0.tokens.revokeAll() }) {
            services.onWeb { $0.end { $0.token != nil } }
            return .noContent
        }
    }
}
