import CPageSums
import CSQLite

/// Checksums in every page of the database file, so that a changed byte is found wherever it is.
package enum PageSums {
    /// The file layer that keeps them over another one; nil is the system's.
    static func layer(over vfs: String?) throws(SQLiteError) -> UnsafePointer<CChar> {
        let name = vfs.map { $0.withCString { pagesums_over($0) } } ?? pagesums_over(nil)
        guard let name else { throw SQLiteError(extendedCode: SQLITE_NOMEM, message: "no file layer") }
        return name
    }

    /// Room for the checksum, asked for before the first page of a new database is written; an old one keeps what it has.
    static func reserve(on handle: OpaquePointer) {
        var bytes = Int32(PAGESUMS_RESERVED)
        sqlite3_file_control(handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes)
    }

    /// What reading every page of a file gives, also those that belong to no table.
    package enum Check: Hashable, Sendable {
        /// How many pages are not as they were written, and the number of the first of them.
        case wrong(Int, first: Int)
        /// The file is shorter or longer than its header says.
        case otherLength(expected: Int, actual: Int)
        /// It does not begin as a database with checksums does.
        case noDatabase
    }

    /// Of a file that nobody in this process has open; nil where it cannot be read.
    package static func check(_ path: String) -> Check? {
        var result = pagesums_result()
        return pagesums_check(path, &result) ? Check(result) : nil
    }

    /// Of the file that a connection has open, whose log must be checkpointed; nil where it cannot be read.
    package static func check(_ connection: Connection) -> Check? {
        var result = pagesums_result()
        return pagesums_check_open(connection.handle, &result) ? Check(result) : nil
    }
}

extension PageSums.Check {
    fileprivate init(_ result: pagesums_result) {
        if !result.is_database {
            self = .noDatabase
        } else if result.wrong == 0, result.actual != result.expected {
            self = .otherLength(expected: Int(result.expected), actual: Int(result.actual))
        } else {
            self = .wrong(Int(result.wrong), first: Int(result.first))
        }
    }
}
