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

    /// A line by its number, from 1.
    package func line(_ number: Int) -> String? {
        lines.indices.contains(number - 1) ? String(lines[number - 1]) : nil
    }
}
