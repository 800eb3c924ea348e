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

    /// Reads the whole file, also what belongs to no table. The log must be checkpointed.
    /// - Returns: how many pages are not as they were written, and the first of them; nil where the file cannot be read.
    package static func check(_ path: String) -> (wrong: Int, first: Int)? {
        var first: Int64 = 0
        let wrong = pagesums_check(path, &first)
        return wrong < 0 ? nil : (Int(wrong), Int(first))
    }
}
