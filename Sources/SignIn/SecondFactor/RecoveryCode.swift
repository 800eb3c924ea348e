import CSodium

/// A way in for who has lost the telephone: written down when the second factor is set up, and good once. 80 random bits, so that a
/// plain hash of it is enough to keep.
package enum RecoveryCode {
    package static let count = 10

    /// `abcd-efgh-ijkl-mnop`.
    package static func make() -> String {
        var bytes = [UInt8](repeating: 0, count: 10)
        randombytes_buf(&bytes, bytes.count)
        let letters = Array(Base32.encode(bytes).lowercased())
        return stride(from: 0, to: 16, by: 4).map { String(letters[$0..<$0 + 4]) }.joined(separator: "-")
    }

    /// As somebody typed it; nil: it cannot be one.
    package static func read(_ text: String) -> String? {
        let letters = text.lowercased().filter { $0 != "-" && $0 != " " }
        guard letters.utf8.count == 16, letters.utf8.allSatisfy({ 0x61...0x7A ~= $0 || 0x32...0x37 ~= $0 }) else { return nil }
        return letters
    }
}
