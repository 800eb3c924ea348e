import CSodium
import Store

/// The passphrase of audit: argon2id makes of it a key that opens the secret part of audit's key pair. It is kept nowhere, and takes half a second
/// to try.
enum AuditPassphrase {
    static let shortest = 12

    private static let operations: UInt64 = 6
    private static let memory = 64 << 20

    /// A new key pair, sealed by the passphrase; nil where memory is short.
    static func make(_ passphrase: String, number: Int64) -> AuditKey? {
        var open = [UInt8](repeating: 0, count: Int(crypto_box_publickeybytes())), secret = [UInt8](repeating: 0, count: Int(crypto_box_secretkeybytes()))
        crypto_box_keypair(&open, &secret)
        defer { sodium_memzero(&secret, secret.count) }
        return seal(secret, open, passphrase, number)
    }

    /// The same key pair under another passphrase.
    static func change(_ key: AuditKey, from pair: SealedText.Pair, to passphrase: String) -> AuditKey? { seal(pair.secret, key.open, passphrase, key.number) }

    /// Nil where it is another passphrase.
    static func open(_ key: AuditKey, _ passphrase: String) -> SealedText.Pair? {
        guard var derived = derive(passphrase, key.salt) else { return nil }
        defer { sodium_memzero(&derived, derived.count) }
        let nonce = [UInt8](repeating: 0, count: Int(crypto_secretbox_noncebytes()))
        var secret = [UInt8](repeating: 0, count: Int(crypto_box_secretkeybytes()))
        guard key.sealed.count == secret.count + Int(crypto_secretbox_macbytes()),
            crypto_secretbox_open_easy(&secret, key.sealed, UInt64(key.sealed.count), nonce, derived) == 0
        else { return nil }
        return SealedText.Pair(open: key.open, secret: secret)
    }

    private static func seal(_ secret: [UInt8], _ open: [UInt8], _ passphrase: String, _ number: Int64) -> AuditKey? {
        var salt = [UInt8](repeating: 0, count: Int(crypto_pwhash_saltbytes()))
        randombytes_buf(&salt, salt.count)
        guard var derived = derive(passphrase, salt) else { return nil }
        defer { sodium_memzero(&derived, derived.count) }
        // Each salt seals once, so that the nonce may be nothing.
        let nonce = [UInt8](repeating: 0, count: Int(crypto_secretbox_noncebytes()))
        var sealed = [UInt8](repeating: 0, count: secret.count + Int(crypto_secretbox_macbytes()))
        crypto_secretbox_easy(&sealed, secret, UInt64(secret.count), nonce, derived)
        return AuditKey(number: number, open: open, salt: salt, sealed: sealed)
    }

    private static func derive(_ passphrase: String, _ salt: [UInt8]) -> [UInt8]? {
        var key = [UInt8](repeating: 0, count: Int(crypto_secretbox_keybytes()))
        let bytes = Array(passphrase.utf8).map { CChar(bitPattern: $0) }
        let failed = crypto_pwhash(&key, UInt64(key.count), bytes, UInt64(bytes.count), salt, operations, memory, crypto_pwhash_alg_argon2id13())
        return failed == 0 ? key : nil
    }
}
