import PointsEngine
import SQLite

/// Binds the columns of a row one after the other.
struct BoundColumns: ColumnWriter {
    let statement: Statement
    private var column: Int32 = 0

    init(_ statement: Statement) { self.statement = statement }

    mutating func add(_ value: Int64?) throws {
        column += 1
        try statement.bind(column, value)
    }

    mutating func add(_ text: String?) throws {
        column += 1
        try statement.bind(column, text)
    }

    mutating func add(utf8 bytes: [UInt8]) throws {
        column += 1
        try statement.bind(column, utf8: bytes)
    }
}

/// Reads the columns of a row one after the other.
struct ReadColumns: ColumnReader {
    private let row: Statement
    private var column: Int32

    init(_ row: Statement, from column: Int32 = 0) {
        self.row = row
        self.column = column
    }

    private mutating func next() -> Int32 {
        defer { column += 1 }
        return column
    }

    mutating func integer() -> Int64 { row.integer(next()) }
    mutating func optionalInteger() -> Int64? { row.optionalInteger(next()) }
    mutating func text() -> String { row.text(next()) }
    mutating func optionalText() -> String? { row.optionalText(next()) }
    mutating func bytes() -> [UInt8] { row.blob(next()) }
}
