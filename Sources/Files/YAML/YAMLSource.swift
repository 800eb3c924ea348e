/// The file that a document came from, for diagnostics.
package final class YAMLSource: Sendable {
    /// As the reader of the message knows it.
    package let file: String
    /// Empty for a value that came as JSON.
    private let lines: [Substring]

    package init(file: String, text: String) {
        self.file = file
        // The line breaks that YAML 1.1, and with it libyaml, counts.
        lines = text.split(omittingEmptySubsequences: false) { character in
            character.unicodeScalars.first.map { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) } ?? false
        }
    }

    /// The line on which a key of a block mapping stands for the second time; nil where that cannot be told.
    func line(ofSecond key: String, from first: Int, column: Int) -> Int? {
        let places = lines.indices.dropFirst(first - 1).filter { index in
            let line = lines[index].dropFirst(column - 1)
            let isWhole = lines[index].prefix(column - 1).allSatisfy { $0 == " " || (index == first - 1 && $0 == "-") }
            return isWhole && line.hasPrefix(key) && line.dropFirst(key.count).drop { $0 == " " || $0 == "\"" || $0 == "'" }.first == ":"
        }
        return places.dropFirst().first.map { $0 + 1 }
    }

    /// A line by its number, from 1.
    package func line(_ number: Int) -> String? {
        lines.indices.contains(number - 1) ? String(lines[number - 1]) : nil
    }
}
