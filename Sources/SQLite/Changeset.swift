import CSQLite

/// Records what is written to some tables, as a changeset that another database of the same schema can take over.
///
/// ```swift
/// let recorder = try ChangeRecorder(connection, of: ["account", "session"])
/// try connection.run("UPDATE account …")
/// let changes = try recorder.changes()
/// try replica.apply(changes)
/// ```
package final class ChangeRecorder {
    private let session: OpaquePointer

    /// - Parameter tables: those with a primary key, as all of ours have.
    package init(_ connection: Connection, of tables: [String]) throws(SQLiteError) {
        var made: OpaquePointer?
        let result = sqlite3session_create(connection.handle, "main", &made)
        guard result == SQLITE_OK, let made else { throw SQLiteError(result, of: connection.handle, sql: nil) }
        session = made
        for table in tables {
            let result = sqlite3session_attach(session, table)
            guard result == SQLITE_OK else { throw SQLiteError(result, of: connection.handle, sql: nil) }
        }
    }

    deinit { sqlite3session_delete(session) }

    /// Adds what makes of a table as it is in another schema of the connection the one of `main`.
    package func add(differencesOf table: String, from schema: String) throws(SQLiteError) {
        var words: UnsafeMutablePointer<CChar>?
        let result = sqlite3session_diff(session, schema, table, &words)
        defer { sqlite3_free(words) }
        guard result == SQLITE_OK else {
            throw SQLiteError(extendedCode: result, message: words.map { String(cString: $0) } ?? "tables cannot be compared", sql: table)
        }
    }

    /// All changes so far: each row once. Empty: there are none.
    package func changes() throws(SQLiteError) -> [UInt8] {
        var count: Int32 = 0, bytes: UnsafeMutableRawPointer?
        let result = sqlite3session_changeset(session, &count, &bytes)
        defer { sqlite3_free(bytes) }
        guard result == SQLITE_OK else { throw SQLiteError(result, of: nil, sql: nil) }
        guard let bytes, count > 0 else { return [] }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }
}

extension Connection {
    /// Does what a changeset says.
    /// - Throws: where a row is not as it was when the changes were recorded; then nothing of them is done.
    package func apply(_ changes: [UInt8]) throws(SQLiteError) {
        guard !changes.isEmpty else { return }
        var bytes = changes
        let result = sqlite3changeset_apply(
            handle, Int32(bytes.count), &bytes, nil,
            { _, conflict, place in
                // What a reference did by itself there it has done by itself here, too.
                var table: UnsafePointer<CChar>?, columns: Int32 = 0, operation: Int32 = 0, isIndirect: Int32 = 0
                sqlite3changeset_op(place, &table, &columns, &operation, &isIndirect)
                return isIndirect != 0 && conflict != SQLITE_CHANGESET_FOREIGN_KEY ? SQLITE_CHANGESET_OMIT : SQLITE_CHANGESET_ABORT
            }, nil)
        guard result == SQLITE_OK else { throw SQLiteError(result, of: handle, sql: nil) }
    }
}
