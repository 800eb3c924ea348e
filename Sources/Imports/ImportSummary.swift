import Files
import JSON

/// How often each thing happened. Things are counted one by one: a row that names a team and an activity counts twice.
package struct ImportCounts: Hashable, Sendable {
    package internal(set) var recorded = 0
    package internal(set) var duplicate = 0
    package internal(set) var conflicting = 0
    package internal(set) var refused = 0

    package init() {}

    package var json: JSONValue {
        ["recorded": .number(Decimal(recorded)), "duplicate": .number(Decimal(duplicate)), "conflicting": .number(Decimal(conflicting)), "refused": .number(Decimal(refused))]
    }
}

/// A row, or something in it, that was not taken.
package struct ImportRefusal: Hashable, Sendable {
    package let line: Int
    /// A stable code: `conflict`, `unknown-member` …; `malformed` where the row gave no value that fits.
    package let code: String
    package let message: String
    /// Nil where the row itself could not be read.
    package let record: CSVRecord?
}

/// What came of an import.
package struct ImportSummary: Hashable, Sendable {
    package internal(set) var rows = 0
    /// Activities, and rows that could not be read at all.
    package internal(set) var activities = ImportCounts()
    package internal(set) var members = ImportCounts()
    package internal(set) var teams = ImportCounts()
    /// Sections of the map that are about another file, as sentences.
    package internal(set) var notes: [String] = []

    package init() {}

    /// Whether everything was taken.
    package var isClean: Bool {
        [activities, members, teams].allSatisfy { $0.conflicting == 0 && $0.refused == 0 }
    }
}
