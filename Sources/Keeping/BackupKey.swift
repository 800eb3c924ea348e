import CSodium

/// The pair of keys of backups: with the public one anybody seals, with the secret one alone they are opened. The secret one is kept
/// where the server is not.
package struct BackupKey: Sendable {
    package struct Public: Hashable, Sendable {
        let bytes: [UInt8]

        /// `laurel-public-` and 64 hexadecimal digits.
        package init?(_ text: String) {
            guard let bytes = BackupKey.bytes(text, "laurel-public-") else { return nil }
            self.bytes = bytes
        }

        fileprivate init(bytes: [UInt8]) { self.bytes = bytes }

        package var text: String { "laurel-public-" + BackupKey.hexadecimal(bytes) }
    }

    package let open: Public
    let secret: [UInt8]

    /// A new pair.
    package init() {
        precondition(sodium_init() >= 0, "libsodium does not start")
        var open = [UInt8](repeating: 0, count: crypto_box_publickeybytes()), secret = [UInt8](repeating: 0, count: crypto_box_secretkeybytes())
        crypto_box_keypair(&open, &secret)
        self.open = Public(bytes: open)
        self.secret = secret
    }

    /// What `text` was written from: `laurel-secret-` and 64 hexadecimal digits.
    package init?(_ text: String) {
        guard let secret = Self.bytes(text, "laurel-secret-"), sodium_init() >= 0 else { return nil }
        var open = [UInt8](repeating: 0, count: crypto_box_publickeybytes())
        guard crypto_scalarmult_base(&open, secret) == 0 else { return nil }
        self.open = Public(bytes: open)
        self.secret = secret
    }

    package var text: String { "laurel-secret-" + Self.hexadecimal(secret) }

    private static func bytes(_ text: String, _ prefix: String) -> [UInt8]? {
        let digits = Array(text.utf8.drop { $0 == 0x20 }.prefix { !" \n\r\t".utf8.contains($0) }.dropFirst(prefix.utf8.count))
        guard text.contains(prefix), digits.count == 64 else { return nil }
        let bytes = stride(from: 0, to: 64, by: 2).compactMap { UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16) }
        return bytes.count == 32 ? bytes : nil
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
