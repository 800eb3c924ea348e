import CSQLite
import Glibc

/// What SQLite, or the file system beneath it, refused.
///
/// `code` is the primary result code, `extendedCode` the precise one, `message` SQLite's sentence in English, `sql` the
/// statement it was about. Bound values are left out on purpose: errors are logged, and values may be personal.
package struct SQLiteError: Error, Equatable, Sendable {
    package let code: Int32
    package let extendedCode: Int32
    package let message: String
    package let sql: String?
    /// `errno` of the system call that failed beneath SQLite; 0 where there was none.
    package let systemError: Int32

    package init(extendedCode: Int32, message: String, sql: String? = nil, systemError: Int32 = 0) {
        self.code = extendedCode & 0xFF
        self.extendedCode = extendedCode
        self.message = message
        self.sql = sql
        self.systemError = systemError
    }

    /// What a call of the system refused, by `errno`.
    package init(system call: String) {
        let number = errno
        self.init(extendedCode: SQLITE_IOERR, message: "\(call): \(String(cString: strerror(number)))", systemError: number)
    }

    init(_ result: Int32, of handle: OpaquePointer?, sql: String?) {
        let described = handle.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(result)
        self.init(
            extendedCode: result,
            message: described.map { String(cString: $0) } ?? "unknown error",
            sql: sql,
            systemError: handle.map { sqlite3_system_errno($0) } ?? 0)
    }
}

extension SQLiteError {
    /// Another connection holds what is needed; the same call may succeed later.
    package var isBusy: Bool { code == SQLITE_BUSY || code == SQLITE_LOCKED }
    /// The volume or the quota is full.
    package var isFull: Bool { code == SQLITE_FULL }
    /// A read, write or sync failed: what is on disk is unknown until the database is opened again.
    package var isInputOutput: Bool { code == SQLITE_IOERR }
    /// The file, the disk beneath it or the memory fails, and not what was asked for.
    package var isStorage: Bool {
        isFull || isInputOutput || isDamage || isBusy || [SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_NOMEM, SQLITE_PERM, SQLITE_AUTH, SQLITE_PROTOCOL].contains(code)
    }
    package var isConstraint: Bool { code == SQLITE_CONSTRAINT }
    /// The file is damaged, or is no database: SQLite says so, or a page is not as it was written.
    package var isDamage: Bool { code == SQLITE_CORRUPT || code == SQLITE_NOTADB || extendedCode == Self.wrongPage }
    /// SQLITE_IOERR_DATA, which our own file layer says of a page.
    private static let wrongPage = SQLITE_IOERR | 32 << 8
    /// The deadline of a read passed (`Connection.limitReads`).
    package var isInterrupted: Bool { code == SQLITE_INTERRUPT }
}

extension SQLiteError: CustomStringConvertible {
    package var description: String {
        var text = "SQLite error \(extendedCode): \(message)"
        if systemError != 0 { text += " (errno \(systemError))" }
        if let sql { text += " - while executing `\(sql)`" }
        return text
    }
}
