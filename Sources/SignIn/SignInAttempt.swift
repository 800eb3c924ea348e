import CSodium
import Identity
import JSON
import Periods

/// One way out to a provider and back. The browser keeps it, sealed, in a cookie: the answer counts where the question was asked, and
/// a server that starts again has forgotten nothing.
package struct SignInAttempt: Sendable, Hashable {
    package let provider: ProviderKind
    /// Comes back with the answer (RFC 6749, 10.12).
    package let state: String
    /// Comes back within the token.
    package let nonce: String
    /// The secret half of PKCE (RFC 7636).
    package let verifier: String
    package let begun: Instant

    /// Nobody takes longer to find their telephone.
    package static let seconds: Int64 = 600

    package init(_ provider: ProviderKind, at now: Instant) {
        (self.provider, begun) = (provider, now)
        (state, nonce, verifier) = (Self.random(), Self.random(), Self.random())
    }

    /// The other half, S256.
    package var challenge: String {
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        let text = Array(verifier.utf8)
        crypto_hash_sha256(&digest, text, UInt64(text.count))
        return Base64URL.encode(digest)
    }

    package func isOver(at now: Instant) -> Bool { !(0...Self.seconds * 1_000_000 ~= now.microseconds(since: begun)) }

    private static func random() -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        randombytes_buf(&bytes, bytes.count)
        return Base64URL.encode(bytes)
    }
}

/// Seals attempts so that nobody can read or make one.
package struct AttemptSeal: Sendable {
    private let key: [UInt8]

    /// - Parameter secret: of this installation, and good for other things too.
    package init(secret: [UInt8]) {
        var key = [UInt8](repeating: 0, count: Int(crypto_secretbox_KEYBYTES))
        let text = Array("laurel-sign-in".utf8)
        crypto_generichash(&key, key.count, text, UInt64(text.count), secret, secret.count)
        self.key = key
    }

    package func close(_ attempt: SignInAttempt) -> String {
        let text = JSONValue.object([
            "provider": .string(attempt.provider.rawValue), "state": .string(attempt.state), "nonce": .string(attempt.nonce), "verifier": .string(attempt.verifier),
            "at": .number(Decimal(attempt.begun.microseconds)),
        ]).bytes
        var nonce = [UInt8](repeating: 0, count: Int(crypto_secretbox_NONCEBYTES)), box = [UInt8](repeating: 0, count: text.count + Int(crypto_secretbox_MACBYTES))
        randombytes_buf(&nonce, nonce.count)
        crypto_secretbox_easy(&box, text, UInt64(text.count), nonce, key)
        return Base64URL.encode(nonce + box)
    }

    /// Nil: it is none of ours.
    package func open(_ text: String) -> SignInAttempt? {
        let nonceBytes = Int(crypto_secretbox_NONCEBYTES), macBytes = Int(crypto_secretbox_MACBYTES)
        guard text.utf8.count <= 4_000, let bytes = Base64URL.decode(text), bytes.count > nonceBytes + macBytes else { return nil }
        let box = Array(bytes.dropFirst(nonceBytes))
        var plain = [UInt8](repeating: 0, count: box.count - macBytes)
        guard crypto_secretbox_open_easy(&plain, box, UInt64(box.count), Array(bytes.prefix(nonceBytes)), key) == 0 else { return nil }
        return (try? JSONValue.parse(plain)).flatMap(SignInAttempt.init)
    }
}

extension SignInAttempt {
    fileprivate init?(_ json: JSONValue) {
        guard let provider = json["provider"]?.string.flatMap(ProviderKind.init), let state = json["state"]?.string, let nonce = json["nonce"]?.string,
            let verifier = json["verifier"]?.string, let begun = json["at"]?.int64
        else { return nil }
        (self.provider, self.state, self.nonce, self.verifier) = (provider, state, nonce, verifier)
        self.begun = Instant(microseconds: begun)
    }
}
