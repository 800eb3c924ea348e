import Identity

/// Ids as they stand in paths. Those of held awards are made of other ids and hold slashes, and what an id is made of, that of a
/// request or a customer, is for its source to choose: what cannot stand in a path is written in base64 behind a tilde.
extension Identifier {
    package var inPath: String { isWellFormed && !text.hasPrefix("~") && !text.contains("\\") ? text : "~" + Base64URL.encode(Array(text.utf8)) }

    package init?(inPath text: String) {
        guard text.hasPrefix("~") else {
            self.init(text)
            return
        }
        guard let bytes = Base64URL.decode(String(text.dropFirst())), let decoded = String(validating: bytes, as: UTF8.self) else { return nil }
        self.init(decoded)
    }
}
