import Identity
import JSON
import Periods
import Store
import Web

/// `GET/POST /tokens`, `DELETE /tokens/{id}`: what integrations sign in with. A token is shown once.
enum Tokens {
    static let list = Endpoint(.atLeast(.admin)) { call in
        call.read { reader in
            let tokens = try reader.tokens.list()
            return .json { writer in
                writer.page(tokens) { writer, token in
                    writer.object { writer in
                        writer.member("id", "\(token.number)")
                        writer.member("name", token.name)
                        writer.member("scopes", .array(token.scopes.map(JSONValue.string)))
                        writer.member("sources", .array(token.sources.map(JSONValue.string)))
                        writer.member("expires", orNull: token.expires)
                        writer.member("used", orNull: token.used)
                    }
                }
            }
        }
    }

    static let create = Endpoint(.atLeast(.admin)) { call in
        let body = try call.body(knowing: ["name", "scopes", "sources", "expires"])
        let name = try body.text("name", upTo: 100)
        let scopes = try (body["scopes"]?.array ?? []).enumerated().map { index, value in
            guard let scope = value.string.flatMap(Scope.init) else {
                throw Problem.malformed("a scope is one of \(Scope.allCases.map(\.rawValue).joined(separator: ", "))", at: "/scopes/\(index)")
            }
            return scope.rawValue
        }
        guard !scopes.isEmpty else { throw Problem.malformed("at least one scope", at: "/scopes") }
        let sources = (body["sources"]?.array ?? []).compactMap(\.string)
        let expires = try body.moment("expires", call.directory.programme.calendar), now = call.now
        let secret = Secret.make()
        call.write(
            Note(kind: "token-created", subject: name, detail: ["scopes": .array(scopes.map(JSONValue.string))]),
            { database in
                guard try !database.tokens.list().contains(where: { $0.name == name }) else { throw Problem(.conflict, "the name is taken", at: "/name") }
                return try database.tokens.add(secret.digest, name: name, scopes: scopes, sources: sources, created: now, expires: expires)
            },
            { number in
                .json(201) { writer in
                    writer.object { writer in
                        writer.member("id", "\(number)")
                        writer.member("name", name)
                        writer.member("token", secret.text)
                    }
                }
            })
    }

    static let revoke = Endpoint(.atLeast(.admin)) { call in
        let id = call.path("id"), services = call.site.services
        call.write(
            Note(kind: "token-revoked", subject: id, detail: [:]),
            { database in
                let isGone = try Int64(id).map { try database.tokens.revoke(number: $0) } ?? database.tokens.revoke(name: id)
                guard isGone else { throw Problem.notFound }
            },
            {
                services.onWeb { site in
                    site.authentication.forgetAll()
                    site.live.endTokens()
                }
                return .noContent
            })
    }
}
