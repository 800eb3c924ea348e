import Identity
import CSodium
import Store

/// 256 random bits, as they stand in a cookie, a link or a token. Only their SHA-256 is stored.
package struct Secret: Sendable {
    /// Base64url without padding: 43 letters.
    package let text: String

    package var digest: Digest { Digest(of: Array(text.utf8)) }

    package static func make() -> Secret { Secret(text: Base64URL.encode(bytes())) }

    /// 32 of them, at random.
    static func bytes() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 32)
        randombytes_buf(&bytes, bytes.count)
        return bytes
    }

    /// What a client sent; nil where it cannot be one.
    init?(_ text: String) {
        guard text.utf8.count == 43, Base64URL.decode(text) != nil else { return nil }
        self.text = text
    }

    private init(text: String) { self.text = text }
}
