import CSQLite

/// A prepared statement of one connection, and of its thread.
///
/// Bind (parameters count from 1), step until `false`, reset; columns count from 0. `Connection.prepare` keeps statements
/// for the next call with the same text, so a statement is reset before it is used again.
package final class Statement {
    package let sql: String
    private let handle: OpaquePointer
    private let connection: OpaquePointer

    init(_ sql: String, on connection: OpaquePointer) throws(SQLiteError) {
        var prepared: OpaquePointer?
        let result = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard result == SQLITE_OK else { throw SQLiteError(result, of: connection, sql: sql) }
        guard let prepared else {
            throw SQLiteError(extendedCode: SQLITE_MISUSE, message: "the statement is empty", sql: sql)
        }
        self.sql = sql
        self.handle = prepared
        self.connection = connection
    }

    deinit {
        sqlite3_finalize(handle)
    }
}

// MARK: Running

extension Statement {
    /// Moves to the next row. False: there is none left.
    package func step() throws(SQLiteError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let result: throw SQLiteError(result, of: connection, sql: sql)
        }
    }

    /// Ends a run: releases locks. Parameters stay until they are bound anew, in the memory that they have.
    package func reset() {
        sqlite3_reset(handle)
    }

    /// Makes every parameter NULL.
    func forgetParameters() {
        sqlite3_clear_bindings(handle)
    }

    /// Runs to the end, for statements whose rows, if any, do not matter; then resets.
    package func run() throws(SQLiteError) {
        defer { reset() }
        while try step() {}
    }

    package var parameterCount: Int { Int(sqlite3_bind_parameter_count(handle)) }
    package var columnCount: Int { Int(sqlite3_column_count(handle)) }
    package func columnName(_ column: Int) -> String {
        sqlite3_column_name(handle, Int32(column)).map { String(cString: $0) } ?? ""
    }
}

// MARK: Parameters

extension Statement {
    package func bind(_ index: Int32, _ value: Int64) throws(SQLiteError) {
        try check(sqlite3_bind_int64(handle, index, value))
    }

    package func bind(_ index: Int32, _ value: Int64?) throws(SQLiteError) {
        if let value { try bind(index, value) } else { try bindNull(index) }
    }

    package func bind(_ index: Int32, _ value: String) throws(SQLiteError) {
        var value = value
        let result = value.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { laurel_bind_text(handle, index, $0.baseAddress ?? Self.nothing, UInt64($0.count)) }
        }
        try check(result)
    }

    package func bind(_ index: Int32, _ value: String?) throws(SQLiteError) {
        if let value { try bind(index, value) } else { try bindNull(index) }
    }

    package func bind(_ index: Int32, _ value: [UInt8]) throws(SQLiteError) {
        // A null pointer would bind NULL, and an empty array may have one.
        let result = value.withUnsafeBytes { laurel_bind_blob(handle, index, $0.baseAddress ?? UnsafeRawPointer(Self.nothing), UInt64($0.count)) }
        try check(result)
    }

    package func bind(_ index: Int32, _ value: [UInt8]?) throws(SQLiteError) {
        if let value { try bind(index, value) } else { try bindNull(index) }
    }

    /// Binds bytes that are UTF-8 as text.
    package func bind(_ index: Int32, utf8 value: [UInt8]) throws(SQLiteError) {
        let result = value.withUnsafeBytes { bytes in
            laurel_bind_text(handle, index, bytes.bindMemory(to: CChar.self).baseAddress ?? Self.nothing, UInt64(bytes.count))
        }
        try check(result)
    }

    package func bindNull(_ index: Int32) throws(SQLiteError) {
        try check(sqlite3_bind_null(handle, index))
    }

    package func bind(_ index: Int32, _ value: SQLValue) throws(SQLiteError) {
        switch value {
        case .null: try bindNull(index)
        case .integer(let number): try bind(index, number)
        case .real(let number): try check(sqlite3_bind_double(handle, index, number))
        case .text(let text): try bind(index, text)
        case .blob(let bytes): try bind(index, bytes)
        }
    }

    /// Binds all parameters in order; there must be as many values as parameters.
    package func bind(all values: [any SQLBindable]) throws(SQLiteError) {
        guard values.count == parameterCount else {
            let message = "\(values.count) values for \(parameterCount) parameters"
            throw SQLiteError(extendedCode: SQLITE_RANGE, message: message, sql: sql)
        }
        for (place, value) in values.enumerated() { try bind(Int32(place + 1), value.sqlValue) }
    }

    private func check(_ result: Int32) throws(SQLiteError) {
        guard result == SQLITE_OK else { throw SQLiteError(result, of: connection, sql: sql) }
    }

    /// The address of an empty text or blob. A C string literal in static storage lives for ever.
    private static var nothing: UnsafePointer<CChar> {
        let empty: StaticString = ""
        return UnsafeRawPointer(empty.utf8Start).assumingMemoryBound(to: CChar.self)
    }
}

// MARK: Columns of the row that `step` moved to

extension Statement {
    package func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    /// The integer of a column; 0 where it is NULL.
    package func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    package func optionalInteger(_ column: Int32) -> Int64? {
        isNull(column) ? nil : integer(column)
    }

    /// The text of a column; empty where it is NULL. What is not UTF-8 is repaired with U+FFFD.
    package func text(_ column: Int32) -> String {
        guard let bytes = sqlite3_column_text(handle, column) else { return "" }
        return String(decoding: UnsafeBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column))), as: UTF8.self)
    }

    package func optionalText(_ column: Int32) -> String? {
        isNull(column) ? nil : text(column)
    }

    /// The bytes of a blob or text; empty where it is NULL.
    package func blob(_ column: Int32) -> [UInt8] {
        guard let bytes = sqlite3_column_blob(handle, column) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column))))
    }

    package func optionalBlob(_ column: Int32) -> [UInt8]? {
        isNull(column) ? nil : blob(column)
    }

    package func kind(_ column: Int32) -> SQLKind {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: .integer
        case SQLITE_FLOAT: .real
        case SQLITE_TEXT: .text
        case SQLITE_BLOB: .blob
        default: .null
        }
    }

    package func value(_ column: Int32) -> SQLValue {
        switch kind(column) {
        case .null: .null
        case .integer: .integer(integer(column))
        case .real: .real(sqlite3_column_double(handle, column))
        case .text: .text(text(column))
        case .blob: .blob(blob(column))
        }
    }

    /// Lends the bytes of a blob or text without a copy, for hashing.
    package func withBytes<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let start = sqlite3_column_blob(handle, column)
        return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column))))
    }
}
