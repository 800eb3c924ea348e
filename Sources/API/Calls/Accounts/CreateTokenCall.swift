import JSON
import Periods
import PointsEngine
import Store
import Web

/// `POST /tokens`: a token for an integration, shown once.
enum CreateTokenCall {
    static let endpoint = Endpoint(
        .post, "/tokens", .atLeast(.admin),
        "A new token: the answer holds it, once.",
        takes: .body(["name": .text, "scopes": .list(.words(TokenScope.self)), "sources?": .orNull(.list(.text)), "expires?": .orNull(.moment)]),
        gives: .created("NewToken")
    ) { call in
        let body = try call.body()
        let name = try body.text("name", upTo: 100), now = call.now
        let scopes = try body.texts("scopes", upTo: TokenScope.allCases.count) { TokenScope(rawValue: $0) != nil }
        guard !scopes.isEmpty else { throw Problem.malformed("at least one scope", at: "/scopes") }
        let sources = try body.texts("sources", upTo: 100) { !SourceRights.isOurs($0.drop { $0 == "/" }) && !$0.contains("\n") }
        let expires = try body.moment("expires", call.directory.programme.calendar)
        if let expires, expires <= now { throw Problem(.badTime, "expires lies in the past", at: "/expires") }
        let secret = Secret.make()
        call.write(
            Note(kind: "token-created", subject: name, detail: ["scopes": .array(scopes.map(JSONValue.string))]),
            { database in
                guard try !database.tokens.list().contains(where: { $0.name == name }) else { throw Problem(.conflict, "the name is taken", at: "/name") }
                _ = try database.tokens.add(secret.digest, name: name, scopes: scopes, sources: sources, created: now, expires: expires)
                return try database.tokens.find(secret.digest, at: now)
            },
            { token in
                guard let token else { throw Problem(500, .internal) }
                return .json(201) { TokenView().write(token, secret: secret.text, to: &$0) }
            })
    }
}

extension JSONObject {
    /// A list of different texts of 1 to 200 characters, each of which `isAllowed`; empty where there is none.
    fileprivate func texts(_ key: String, upTo limit: Int, _ isAllowed: (String) -> Bool) throws -> [String] {
        guard let value = self[key], !value.isNull else { return [] }
        guard let list = value.array, list.count <= limit else { throw Problem.malformed("\(key) is a list of at most \(limit)", at: "/" + key) }
        var texts: [String] = []
        for (index, item) in list.enumerated() {
            guard let text = item.string, 1...200 ~= text.count, isAllowed(text) else { throw Problem.malformed("not one of \(key)", at: "/\(key)/\(index)") }
            if !texts.contains(text) { texts.append(text) }
        }
        return texts
    }
}
