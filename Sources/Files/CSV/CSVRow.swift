/// A place in a text, both from 1; columns in Unicode characters (scalars).
package struct CSVPlace: Hashable, Sendable {
    package let line: Int
    package let column: Int
}

/// One row of a CSV file.
package struct CSVRow: Hashable, Sendable {
    package let fields: [String]
    /// Where each field begins.
    package let places: [CSVPlace]

    /// The line on which the row begins.
    package var line: Int { places.first?.line ?? 0 }

    /// Whether every field is empty, or white space.
    var isBlank: Bool { fields.allSatisfy { $0.allSatisfy(\.isWhitespace) } }

    /// A blank row with as many fields as the header has.
    func widened(to count: Int) -> CSVRow {
        let place = places.first ?? CSVPlace(line: 0, column: 1)
        return CSVRow(fields: Array(repeating: "", count: count), places: Array(repeating: place, count: count))
    }
}
