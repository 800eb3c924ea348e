/// Names a picture by what it is: half of the SHA-256 of what is served. The same picture has the same name, and another one never has.
package struct PictureID: Hashable, Sendable {
    package let text: String

    /// Hexadecimal digits.
    package static let length = 32

    /// Nil: no such name.
    package init?(_ text: String) {
        guard text.utf8.count == Self.length, text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else { return nil }
        self.text = text
    }

    /// Where its sizes stand on the server, as rewards and campaigns name it beside symbols.
    package var path: String { Self.folder + text }

    /// Nil: it is the name of a symbol, or of something else.
    package init?(path: String) {
        guard path.hasPrefix(Self.folder) else { return nil }
        self.init(String(path.dropFirst(Self.folder.count)))
    }

    private static let folder = "/pictures/"
}
