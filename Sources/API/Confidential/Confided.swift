import CSodium
import JSON

/// What somebody tells in confidence, as it came: gone from memory when the last who works on it lets it go, and not only free to be
/// written over.
///
/// It writes over storage that Swift takes for unchanging. Nobody else reads it: the bytes came with one request, the texts were read from
/// them, and both are held here until nobody needs them.
final class Confided: Sendable {
    let texts: [String: String]
    private let bytes: [UInt8]

    init(_ texts: [String: String], in bytes: [UInt8]) { (self.texts, self.bytes) = (texts, bytes) }

    /// The text under a key that was asked for.
    subscript(key: String) -> String { texts[key] ?? "" }

    deinit {
        for text in texts.values { Self.wipe(text) }
        bytes.withUnsafeBytes { Self.wipe($0) }
    }

    /// A text that was made of others on the way.
    static func wipe(_ text: String) {
        var text = text
        text.withUTF8 { wipe(UnsafeRawBufferPointer($0)) }
    }

    private static func wipe(_ place: UnsafeRawBufferPointer) {
        guard let start = place.baseAddress else { return }
        sodium_memzero(UnsafeMutableRawPointer(mutating: start), place.count)
    }
}
