import Foundation

/// How a name looks to a reader: without regard to capital letters, spaces, width, invisible characters and the way in which accents are encoded.
package enum NameLook {
    /// Equal for names that a reader would take for one.
    package static func of(_ name: String) -> String {
        if name.utf8.allSatisfy({ $0 < 0x80 && $0 > 0x20 }) { return name.lowercased() }
        return visible(name.precomposedStringWithCompatibilityMapping.lowercased().precomposedStringWithCompatibilityMapping)
    }

    /// Single spaces between words, and nothing that is not seen.
    private static func visible(_ text: String) -> String {
        let shown = text.unicodeScalars.filter { !isInvisible($0) }
        return shown.split { $0.properties.isWhitespace }.map { String(Substring.UnicodeScalarView($0)) }.joined(separator: " ")
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        // Tabs and line ends are control characters too, and spaces.
        scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .control && !scalar.properties.isWhitespace
    }

    /// What tells two names of one look apart.
    package static func difference(_ left: String, _ right: String) -> String {
        if left == right { return "the encoding of accents (NFC and NFD)" }
        if visible(left) == visible(right) { return "spaces or invisible characters" }
        return left.lowercased() == right.lowercased() ? "capital letters" : "capital letters, spaces or width"
    }

    /// In quotes, with everything that is not seen spelt out.
    package static func shown(_ name: String) -> String {
        let scalars = name.unicodeScalars.prefix(80).map { scalar in
            let isSeen = scalar == " " || !scalar.properties.isWhitespace && !isInvisible(scalar)
            return isSeen ? String(scalar) : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
        return "\"\(scalars.joined())\""
    }
}
