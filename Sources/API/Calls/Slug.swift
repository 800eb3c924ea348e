import Identity
import RuleEngine

/// Makes an id out of a title.
enum Slug {
    /// Latin letters and digits of the text; where nothing is left, something that nobody has, and that is the same for
    /// the same `Idempotency-Key`.
    static func make(from text: LocalizedText?, _ call: Call) throws -> String {
        let source = text?.text(in: ["en"]) ?? ""
        let letters = source.lowercased().unicodeScalars.map { scalar -> Character in
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)) ? Character(scalar) : "-"
        }
        let words = String(letters).split(separator: "-").joined(separator: "-").prefix(60)
        return words.isEmpty ? try call.requestKey("id") : String(words)
    }
}
