/// A value of a YAML document, as text: what a scalar means is decided by the place where it stands.
package struct YAMLNode: Sendable {
    package enum Content: Sendable {
        case scalar(String, Style)
        case sequence([YAMLNode])
        /// In the order of the file; keys are texts and unique.
        case mapping([Entry])
    }

    package enum Style: Sendable {
        case plain
        case quoted
        /// Literal (`|`) and folded (`>`) blocks.
        case literal, folded
    }

    package struct Entry: Sendable {
        package let key: String
        package let keyPlace: Place
        package let value: YAMLNode

        package init(key: String, keyPlace: Place = .none, value: YAMLNode) {
            self.key = key
            self.keyPlace = keyPlace
            self.value = value
        }
    }

    /// Where a value begins: line and column from 1, columns in Unicode scalars; 0 for what did not come from a file.
    package struct Place: Hashable, Sendable {
        package let line: Int
        package let column: Int

        package static let none = Place(line: 0, column: 0)
    }

    package let content: Content
    package let place: Place

    package init(_ content: Content, at place: Place) {
        self.content = content
        self.place = place
    }

    /// Nothing was written: `key:` or `key: ~`. Such a key counts as left out.
    package var isEmpty: Bool {
        if case .scalar(let text, .plain) = content { text.isEmpty || text == "~" } else { false }
    }

    /// For a text in quotes that are none in YAML.
    var quoteHint: String? {
        guard case .scalar(let text, .plain) = content, let first = text.unicodeScalars.first, "“”„‘’‚«»＂＇".unicodeScalars.contains(first) else { return nil }
        return "\(first) belongs to the text: quotes are straight, \" or '"
    }

    /// What was found, for a message.
    package var kind: String {
        switch content {
        case .scalar(let text, _): isEmpty ? "nothing" : "\"\(text.count > 40 ? text.prefix(40) + "…" : text)\""
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
