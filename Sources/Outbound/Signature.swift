import CSodium
import Encodings

/// How receivers know that it is us who calls.
package enum Signature {
    /// `webhook-signature` of Standard Webhooks: by each of the secrets that hold, the newest first.
    ///
    /// Nil: one of them is none (`whsec_` and Base64, or Base64 alone).
    package static func standard(id: String, timestamp: Int64, body: [UInt8], secrets: [String]) -> String? {
        let content = Array("\(id).\(timestamp).".utf8) + body
        var signatures: [String] = []
        for secret in secrets {
            guard let key = key(of: secret) else { return nil }
            signatures.append("v1," + Base64.encode(hmac(content, by: key)))
        }
        return signatures.isEmpty ? nil : signatures.joined(separator: " ")
    }

    /// The bytes of a secret; nil: it is none.
    package static func key(of secret: String) -> [UInt8]? {
        let text = secret.hasPrefix(prefix) ? String(secret.dropFirst(prefix.count)) : secret
        var bytes = [UInt8](repeating: 0, count: text.utf8.count), count = 0
        guard sodium_base642bin(&bytes, bytes.count, text, text.utf8.count, nil, &count, nil, sodium_base64_VARIANT_ORIGINAL) == 0, count > 0 else { return nil }
        return Array(bytes.prefix(count))
    }

    /// A new secret of 32 random bytes.
    package static func newSecret() -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        randombytes_buf(&bytes, bytes.count)
        return prefix + Base64.encode(bytes)
    }

    private static let prefix = "whsec_"

    /// `sign` of DingTalk: by the secret, over the time in milliseconds and the secret.
    package static func dingTalk(milliseconds: Int64, secret: String) -> String { Base64.encode(hmac(Array("\(milliseconds)\n\(secret)".utf8), by: Array(secret.utf8))) }

    /// `sign` of Feishu: by the time in seconds and the secret, over nothing.
    package static func feishu(seconds: Int64, secret: String) -> String { Base64.encode(hmac([], by: Array("\(seconds)\n\(secret)".utf8))) }

    /// Letters for an address that only who has the key can make.
    package static func mark(_ text: String, by key: [UInt8]) -> String {
        Base64.encode(hmac(Array(text.utf8), by: key)).map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }.filter { $0 != "=" }.map(String.init).joined()
    }

    /// HMAC-SHA-256; the key may be of any length.
    private static func hmac(_ content: [UInt8], by key: [UInt8]) -> [UInt8] {
        var state = crypto_auth_hmacsha256_state(), result = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        crypto_auth_hmacsha256_init(&state, key, key.count)
        crypto_auth_hmacsha256_update(&state, content, UInt64(content.count))
        crypto_auth_hmacsha256_final(&state, &result)
        return result
    }
}
