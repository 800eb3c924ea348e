import CJose
import CSodium
import Identity
import JSON

/// A key of a provider that is made for a test: signs as providers do, and as cheats do.
package final class SigningKey: Sendable {
    package enum Kind: Sendable { case rsa, ec, edwards }

    package let id: String
    package let kind: Kind
    /// As it stands among a provider's keys.
    package let json: JSONObject
    /// With the secret half.
    private let secret: [UInt8]

    package init(_ kind: Kind, id: String) {
        (self.kind, self.id) = (kind, id)
        var failure = cjose_err()
        switch kind {
        case .rsa, .ec:
            let exponent: [UInt8] = [1, 0, 1]
            guard let made = kind == .rsa ? cjose_jwk_create_RSA_random(2_048, exponent, 3, &failure) : cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &failure) else {
                preconditionFailure("no key")
            }
            defer { cjose_jwk_release(made) }
            secret = Self.text(cjose_jwk_to_json(made, true, &failure))
            var json = (try? JSONValue.parse(Self.text(cjose_jwk_to_json(made, false, &failure))).object) ?? [:]
            (json["kid"], json["use"]) = (.string(id), "sig")
            self.json = json
        case .edwards:
            var point = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES)), secret = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
            crypto_sign_keypair(&point, &secret)
            self.secret = secret
            json = ["kty": "OKP", "crv": "Ed25519", "x": .string(Base64URL.encode(point)), "kid": .string(id), "use": "sig"]
        }
    }

    /// The algorithm that it signs by where nothing else is said.
    package var algorithm: String {
        switch kind {
        case .rsa: "RS256"
        case .ec: "ES256"
        case .edwards: "EdDSA"
        }
    }

    /// A token in compact form.
    ///
    /// - Parameter header: changes of it: another algorithm, another number of the key.
    package func sign(_ claims: JSONObject, header changes: JSONObject = [:]) -> String {
        var header: JSONObject = ["alg": .string(algorithm), "kid": .string(id), "typ": "JWT"]
        for member in changes { header[member.key] = member.value.isNull ? nil : member.value }
        if kind == .edwards { return Self.joined(header, claims) { part in self.edwards(part) } }
        return jose(header, claims)
    }

    /// Signed by nothing.
    package static func unsigned(_ claims: JSONObject, algorithm: String = "none") -> String { joined(["alg": .string(algorithm), "typ": "JWT"], claims) { _ in [] } }

    /// Signed with HMAC, by what everybody knows: the public key.
    package func signedWithPublicKey(_ claims: JSONObject) -> String {
        Self.joined(["alg": "HS256", "kid": .string(id), "typ": "JWT"], claims) { part in
            let key = JSONValue.object(self.json).bytes
            var state = crypto_auth_hmacsha256_state(), mac = [UInt8](repeating: 0, count: 32)
            crypto_auth_hmacsha256_init(&state, key, key.count)
            crypto_auth_hmacsha256_update(&state, part, UInt64(part.count))
            crypto_auth_hmacsha256_final(&state, &mac)
            return mac
        }
    }

    private func edwards(_ part: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
        crypto_sign_detached(&signature, nil, part, UInt64(part.count), secret)
        return signature
    }

    private func jose(_ header: JSONObject, _ claims: JSONObject) -> String {
        var failure = cjose_err()
        let key = secret.withUnsafeBytes { cjose_jwk_import($0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count, &failure) }
        guard let key, let made = cjose_header_new(&failure) else { preconditionFailure("no key") }
        defer {
            cjose_jwk_release(key)
            cjose_header_release(made)
        }
        for member in header { cjose_header_set(made, member.key, member.value.string ?? "", &failure) }
        let plain = JSONValue.object(claims).bytes
        guard let jws = cjose_jws_sign(key, made, plain, plain.count, &failure) else { preconditionFailure("not signed") }
        defer { cjose_jws_release(jws) }
        var text: UnsafePointer<CChar>?
        cjose_jws_export(jws, &text, &failure)
        return text.map { String(cString: $0) } ?? ""
    }

    private static func joined(_ header: JSONObject, _ claims: JSONObject, _ sign: ([UInt8]) -> [UInt8]) -> String {
        let part = [header, claims].map { Base64URL.encode(JSONValue.object($0).bytes) }.joined(separator: ".")
        return part + "." + Base64URL.encode(sign(Array(part.utf8)))
    }

    private static func text(_ pointer: UnsafeMutablePointer<CChar>?) -> [UInt8] {
        guard let pointer else { return [] }
        defer { cjose_get_dealloc()(pointer) }
        return Array(String(cString: pointer).utf8)
    }
}
