import CSodium
import Identity
import JSON
import Receivers
import Synchronization

/// An OpenID provider of a test's own, over real sockets: honest, unless a test tells it how to cheat.
package final class OpenIDServer: Sendable {
    /// What it does otherwise than an honest one.
    package struct Cheat: Sendable {
        /// Changes of the discovery document; null takes a member away.
        package var document: JSONObject = [:]
        /// Changes of the claims of an ID token.
        package var claims: JSONObject = [:]
        /// Changes of the token's header.
        package var header: JSONObject = [:]
        /// Makes the token instead.
        package var token: (@Sendable (JSONObject) -> String)?
        /// What answers instead, by path.
        package var answers: [String: Receiver.Answer] = [:]
        /// Whether a code is good more than once.
        package var forgetsCodes = false

        package init() {}
    }

    private struct Grant {
        let nonce: String
        let challenge: String
        let redirect: String
    }

    private struct State {
        var keys: [SigningKey]
        var cheat = Cheat()
        var grants: [String: Grant] = [:]
        var person: JSONObject
        /// What is told only by the place for it, and not in the token.
        var told: JSONObject = [:]
    }

    private let receiver = Receiver()
    private let state: Mutex<State>
    package let client = "laurel"
    package let secret = "a secret: of both"

    package init(_ person: JSONObject, keys: [SigningKey] = [SigningKey(.rsa, id: "k1")]) {
        state = Mutex(State(keys: keys, person: person))
        receiver.answers { [weak self] request, _ in self?.answer(request) ?? .hangUp }
    }

    package var issuer: String { "http://127.0.0.1:\(receiver.port)" }
    package func stop() { receiver.stop() }

    package func cheats(_ change: @Sendable (inout Cheat) -> Void) { state.withLock { change(&$0.cheat) } }
    package func isNow(_ person: JSONObject) { state.withLock { $0.person = person } }
    package func tells(_ claims: JSONObject) { state.withLock { $0.told = claims } }
    package func rotate(to keys: [SigningKey]) { state.withLock { $0.keys = keys } }
    /// How often a path was asked for.
    package func count(_ path: String) -> Int { receiver.received.count { $0.path.prefix { $0 != "?" } == path } }

    /// What somebody does there in a browser: agrees, and is sent back.
    /// - Returns: what stands behind the question mark then.
    package func visit(_ address: String) -> [String: String] {
        let asked = Self.fields(address.split(separator: "?", maxSplits: 1).last.map(String.init) ?? "")
        var bytes = [UInt8](repeating: 0, count: 16)
        randombytes_buf(&bytes, bytes.count)
        let code = Base64URL.encode(bytes)
        state.withLock { $0.grants[code] = Grant(nonce: asked["nonce"] ?? "", challenge: asked["code_challenge"] ?? "", redirect: asked["redirect_uri"] ?? "") }
        return ["code": code, "state": asked["state"] ?? "", "redirect": asked["redirect_uri"] ?? "", "method": asked["code_challenge_method"] ?? "", "client": asked["client_id"] ?? ""]
    }

    /// A token that tells of signing out.
    package func logoutToken(_ changes: JSONObject, at seconds: Int64) -> String {
        var claims: JSONObject = [
            "iss": .string(issuer), "aud": .string(client), "iat": .number(Decimal(seconds)), "exp": .number(Decimal(seconds + 120)), "jti": "j1",
            "events": ["http://schemas.openid.net/event/backchannel-logout": [:]],
        ]
        for member in changes { claims[member.key] = member.value.isNull ? nil : member.value }
        return state.withLock { $0.keys[0] }.sign(claims, header: ["typ": "logout+jwt"])
    }

    private func answer(_ request: Receiver.Request) -> Receiver.Answer {
        let path = String(request.path.prefix { $0 != "?" }), state = state.withLock { $0 }
        if let instead = state.cheat.answers[path] { return instead }
        switch path {
        case "/.well-known/openid-configuration": return json(document(state.cheat))
        case "/keys": return json(["keys": .array(state.keys.map { .object($0.json) })])
        case "/token": return token(request, state)
        case "/userinfo":
            var told = state.told
            if told["sub"] == nil { told["sub"] = state.person["sub"] }
            return request.headers["authorization"] == "Bearer at-1" ? json(told) : .status(401)
        case "/authorize":
            // As a browser comes, which is sent back at once.
            let back = visit(issuer + request.path)
            return .status(302, headers: ["Location: \(back["redirect"] ?? "")?code=\(back["code"] ?? "")&state=\(back["state"] ?? "")"])
        default: return .status(404)
        }
    }

    private func document(_ cheat: Cheat) -> JSONObject {
        var document: JSONObject = [
            "issuer": .string(issuer), "authorization_endpoint": .string(issuer + "/authorize"), "token_endpoint": .string(issuer + "/token"), "jwks_uri": .string(issuer + "/keys"),
            "userinfo_endpoint": .string(issuer + "/userinfo"), "end_session_endpoint": .string(issuer + "/logout"),
        ]
        for member in cheat.document { document[member.key] = member.value.isNull ? nil : member.value }
        return document
    }

    private func token(_ request: Receiver.Request, _ state: State) -> Receiver.Answer {
        let form = Self.fields(request.text), code = form["code"] ?? ""
        guard let grant = state.grants[code] else { return .status(400, body: #"{"error":"invalid_grant"}"#) }
        if !state.cheat.forgetsCodes { self.state.withLock { $0.grants[code] = nil } }
        let basic = Self.base64("\(client):a%20secret%3A%20of%20both")
        guard request.headers["authorization"] == "Basic \(basic)" || (form["client_id"] == client && form["client_secret"] == secret) else {
            return .status(401, body: #"{"error":"invalid_client"}"#)
        }
        guard Self.challenge(form["code_verifier"] ?? "") == grant.challenge, form["redirect_uri"] == grant.redirect else { return .status(400, body: #"{"error":"invalid_grant"}"#) }
        var claims: JSONObject = ["iss": .string(issuer), "aud": .string(client), "nonce": .string(grant.nonce)]
        for member in state.person { claims[member.key] = member.value }
        for member in state.cheat.claims { claims[member.key] = member.value.isNull ? nil : member.value }
        let text = state.cheat.token?(claims) ?? state.keys[0].sign(claims, header: state.cheat.header)
        return json(["access_token": "at-1", "token_type": "Bearer", "id_token": .string(text)])
    }

    private func json(_ object: JSONObject) -> Receiver.Answer {
        .status(200, body: String(decoding: JSONValue.object(object).bytes, as: UTF8.self), headers: ["Content-Type: application/json"])
    }

    package static func fields(_ text: String) -> [String: String] {
        Dictionary(text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map { unescaped(String($0)) }
            return (parts[0], parts.count > 1 ? parts[1] : "")
        }, uniquingKeysWith: { first, _ in first })
    }

    private static func unescaped(_ text: String) -> String {
        var bytes: [UInt8] = [], rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                continue
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func challenge(_ verifier: String) -> String {
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        let text = Array(verifier.utf8)
        crypto_hash_sha256(&digest, text, UInt64(text.count))
        return Base64URL.encode(digest)
    }

    private static func base64(_ text: String) -> String {
        let plain = Base64URL.encode(Array(text.utf8)).replacing("-", with: "+").replacing("_", with: "/")
        return plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)
    }
}
