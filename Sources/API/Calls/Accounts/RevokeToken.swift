import JSON
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
                let isGone = try Int64(id).map { try database.tokens.revoke(number: $0) } ?? false
                guard try isGone || database.tokens.revoke(name: id) else { throw Problem.notFound }
            },
            {
                // Those that still hold come back.
                services.onWeb { $0.end { $0.token != nil } }
                return .noContent
            })
    }
}
