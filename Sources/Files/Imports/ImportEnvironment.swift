import Expressions

/// What the expressions of an import map may name: `row`, and the lookups by their names (imports.md).
struct ImportEnvironment {
    let environment: Environment
    /// The columns of the file; nil while a map is checked without one.
    let rowType: RecordType?

    /// For checking a map before any file is there: every column is taken to exist.
    init(lookups: [String]) {
        let texts = CELType.map(.string, .string)
        rowType = nil
        environment = Environment(variables: [("row", texts)] + lookups.map { ($0, .map(.string, texts)) })
    }

    /// For a file with these columns; a column that it does not have is found when the map is bound.
    init(columns: [String], lookups: [ImportLookup]) {
        let row = RecordType("row", columns.map { ($0, .string) })
        rowType = row
        environment = Environment(variables: [("row", .record(row))] + lookups.map { ($0.name, .map(.string, .record($0.type))) })
    }
}
