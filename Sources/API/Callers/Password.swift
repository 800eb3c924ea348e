import CSodium
import Glibc

/// Passwords and their argon2id strings (`crypto_pwhash_str`): some 50 ms and 64 MB a call, on purpose. A server asks its
/// `PasswordPool`.
///
/// - Precondition: `sodium_init` was called, as a `PasswordPool` does.
package enum Password {
    /// Nil where memory is short.
    package static func hash(_ password: String) -> String? {
        var output = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let bytes = Array(password.utf8).map { CChar(bitPattern: $0) }
        let failed = crypto_pwhash_str(
            &output, bytes, UInt64(bytes.count), UInt64(crypto_pwhash_OPSLIMIT_INTERACTIVE), Int(crypto_pwhash_MEMLIMIT_INTERACTIVE))
        guard failed == 0 else { return nil }
        return String(decoding: output.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Nil where memory is short: that says nothing about the password.
    package static func matches(_ password: String, _ hash: String) -> Bool? {
        let bytes = Array(password.utf8).map { CChar(bitPattern: $0) }
        errno = 0
        guard crypto_pwhash_str_verify(hash, bytes, UInt64(bytes.count)) != 0 else { return true }
        return errno == ENOMEM ? nil : false
    }
}
