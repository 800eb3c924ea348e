import CJose
import CSodium
import Identity
import JSON

/// Whether a token was signed by a key: by cjose, which is OpenSSL's with the forms of JOSE around it; EdDSA, which cjose does not have,
/// by libsodium. Nothing here computes anything itself.
enum SignatureCheck {
    /// - Throws: `unknownKey` where none of the keys may have signed it, `wrongSignature` where none has.
    static func check(_ token: SignedToken, by keys: KeySet) throws(TokenFault) {
        let candidates = keys.candidates(for: token)
        guard !candidates.isEmpty else { throw .unknownKey }
        guard candidates.contains(where: { isSigned(token, by: $0) }) else { throw .wrongSignature }
    }

    private static func isSigned(_ token: SignedToken, by key: KeySet.Key) -> Bool {
        token.algorithm == .edDSA ? isSignedByEdwards(token, key) : isSignedByJose(token, key)
    }

    private static func isSignedByJose(_ token: SignedToken, _ key: KeySet.Key) -> Bool {
        // 64 bytes are both numbers of P-256; what is longer or shorter is no signature by it.
        if token.algorithm == .es256, token.signature.count != 64 { return false }
        let json = JSONValue.object(JSONObject([("kty", .string(key.type))] + key.numbers.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })).bytes
        var failure = cjose_err()
        let imported = json.withUnsafeBytes { cjose_jwk_import($0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count, &failure) }
        guard let jwk = imported else { return false }
        defer { cjose_jwk_release(jwk) }
        guard let jws = cjose_jws_import(token.text, token.text.utf8.count, &failure) else { return false }
        defer { cjose_jws_release(jws) }
        return cjose_jws_verify(jws, jwk, &failure)
    }

    private static func isSignedByEdwards(_ token: SignedToken, _ key: KeySet.Key) -> Bool {
        guard let point = key.numbers["x"].flatMap(Base64URL.decode), point.count == Int(crypto_sign_PUBLICKEYBYTES), token.signature.count == Int(crypto_sign_BYTES) else {
            return false
        }
        return crypto_sign_verify_detached(token.signature, token.signed, UInt64(token.signed.count), point) == 0
    }
}
