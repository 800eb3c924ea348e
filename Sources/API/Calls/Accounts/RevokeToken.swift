import JSON
import PointsEngine
import Store
import Web

/// `DELETE /tokens/{id}`: by number, or by name. What it had open ends.
enum RevokeToken {
    static let endpoint = Endpoint(.atLeast(.admin)) { call in
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
}
