import CSodium

/// HMAC of SHA-2, as senders of hooks sign.
enum MessageCode {
    static func of(_ pieces: [[UInt8]], by key: [UInt8], _ algorithm: HookVerification.Algorithm) -> [UInt8] {
        switch algorithm {
        case .sha256:
            var state = crypto_auth_hmacsha256_state(), result = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
            crypto_auth_hmacsha256_init(&state, key, key.count)
            for piece in pieces { crypto_auth_hmacsha256_update(&state, piece, UInt64(piece.count)) }
            crypto_auth_hmacsha256_final(&state, &result)
            return result
        case .sha512:
            var state = crypto_auth_hmacsha512_state(), result = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha512_BYTES))
            crypto_auth_hmacsha512_init(&state, key, key.count)
            for piece in pieces { crypto_auth_hmacsha512_update(&state, piece, UInt64(piece.count)) }
            crypto_auth_hmacsha512_final(&state, &result)
            return result
        }
    }

    /// In constant time.
    static func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && sodium_memcmp(left, right, left.count) == 0
    }

    /// A signature as it is written: Base64 or hexadecimal, `sha256=` before it or not; nil: it is none.
    static func bytes(of text: String, _ algorithm: HookVerification.Algorithm) -> [UInt8]? {
        let prefix = algorithm.rawValue + "="
        let plain = text.lowercased().hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
        let size = algorithm == .sha256 ? 32 : 64
        guard plain.utf8.count <= 2 * size else { return nil }
        if plain.utf8.count == 2 * size, let bytes = hexadecimal(plain) { return bytes }
        return base64(plain).flatMap { $0.count == size ? $0 : nil }
    }

    /// The bytes of a secret of Standard Webhooks: `whsec_` and Base64, or a text as it is.
    static func key(ofStandard secret: String) -> [UInt8]? {
        guard secret.hasPrefix("whsec_") else { return Array(secret.utf8) }
        return base64(String(secret.dropFirst("whsec_".count)))
    }

    private static func base64(_ text: String) -> [UInt8]? {
        for variant in [sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_URLSAFE_NO_PADDING] {
            var bytes = [UInt8](repeating: 0, count: text.utf8.count + 1), count = 0
            if sodium_base642bin(&bytes, bytes.count, text, text.utf8.count, nil, &count, nil, variant) == 0, count > 0 { return Array(bytes.prefix(count)) }
        }
        return nil
    }

    private static func hexadecimal(_ text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: text.utf8.count / 2), count = 0
        guard sodium_hex2bin(&bytes, bytes.count, text, text.utf8.count, nil, &count, nil) == 0, count == bytes.count else { return nil }
        return bytes
    }
}
