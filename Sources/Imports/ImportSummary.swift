import Files
import JSON

/// How often each thing happened. Things are counted one by one: a row that names a team and an activity counts twice.
package struct ImportCounts: Hashable, Sendable {
    package internal(set) var recorded = 0
    package internal(set) var duplicate = 0
    package internal(set) var conflicting = 0
    package internal(set) var refused = 0

    package init() {}

    fileprivate var json: JSONValue {
        let number = { (value: Int) in JSONValue.number(Decimal(value)) }
        return ["recorded": number(recorded), "duplicate": number(duplicate), "conflicting": number(conflicting), "refused": number(refused)]
    }
}

/// A row, or something in it, that was not taken.
package struct ImportRefusal: Hashable, Sendable {
    package let line: Int
    package let reason: ImportReason
    /// Nil where the row itself could not be read.
    package let record: CSVRecord?
    /// The names of the file's columns.
    package let columns: [String]

    package var code: String { reason.code }
    package var message: String { reason.message }

    init(line: Int, _ reason: ImportReason, record: CSVRecord?, columns: [String]) {
        self.line = line
        self.reason = reason
        self.record = record
        self.columns = columns
    }

    /// The file as a whole.
    package init(line: Int, message: String) { self.init(line: line, ImportReason(code: "malformed", message: message), record: nil, columns: []) }
}

/// What came of an import.
package struct ImportSummary: Hashable, Sendable {
    package internal(set) var rows = 0
    /// Rows that gave no activity, although the map makes activities of this file, or gave nothing at all.
    package internal(set) var unmatched = 0
    /// Rows in which every cell is empty, as spreadsheets leave them at the end. They are skipped, and none of `rows`.
    package internal(set) var blank = 0
    /// Activities, and rows that could not be read at all.
    package internal(set) var activities = ImportCounts()
    /// Members and teams: recorded are those that were made or changed.
    package internal(set) var members = ImportCounts()
    package internal(set) var teams = ImportCounts()
    package internal(set) var customers = ImportCounts()
    /// Sections of the map that are about another file, and names that look like others, as sentences.
    package internal(set) var notes: [String] = []
    /// Why it ended before the end of the file, as a sentence; nil: it did not.
    package internal(set) var stopped: String?

    package init() {}

    /// Whether everything was taken.
    package var isClean: Bool {
        stopped == nil && [activities, members, teams, customers].allSatisfy { $0.conflicting == 0 && $0.refused == 0 }
    }

    /// As the API and `--json` tell it: what the rows asked for one by one, and who came new.
    ///
    /// - Parameters:
    ///   - refusals: what was not taken; the first hundred are enough for anybody.
    ///   - title: the sentence of a code in the language of who reads it; nil: they read `detail`.
    package func json(isDry: Bool, _ refusals: [ImportRefusal], title: ((String) -> String)? = nil) -> JSONValue {
        let number = { (value: Int) in JSONValue.number(Decimal(value)) }
        let errors = refusals.map { refusal -> JSONValue in
            var error: JSONObject = ["line": number(refusal.line), "code": .string(refusal.code), "detail": .string(refusal.message)]
            error["title"] = title.map { .string($0(refusal.code)) }
            error["field"] = refusal.reason.field.map { .string($0) }
            error["value"] = refusal.reason.value.map { .string($0) }
            return .object(error)
        }
        return [
            "dry_run": .bool(isDry), "rows": number(rows), "unmatched": number(unmatched), "blank": number(blank), "members": number(members.recorded), "teams": number(teams.recorded),
            "customers": number(customers.recorded),
            "recorded": number(activities.recorded), "duplicate": number(activities.duplicate),
            "conflicting": number(activities.conflicting + members.conflicting + teams.conflicting + customers.conflicting),
            "refused": number(activities.refused + members.refused + teams.refused + customers.refused), "errors": .array(errors),
            "counts": ["activities": activities.json, "members": members.json, "teams": teams.json, "customers": customers.json],
            "notes": .array(notes.map { .string($0) }), "stopped": stopped.map { .string($0) } ?? .null,
        ]
    }
}
