import CSQLite

/// How far the write-ahead log has grown, and how much of it has been copied into the database file.
final class LogPosition {
    private(set) var pages: Int32 = 0
    private var copied: Int32 = 0
    private var pageSize = 0

    /// Bytes that the next checkpoint has to copy.
    var waiting: Int { Int(max(0, pages - copied)) * pageSize }

    /// SQLite reports the length of the log after each commit.
    func follow(_ connection: OpaquePointer, pageSize: Int) {
        self.pageSize = pageSize
        // Unretained: the log lives as long as the connection, which calls it.
        sqlite3_wal_hook(connection, { context, _, _, pages in
            guard let context else { return SQLITE_OK }
            Unmanaged<LogPosition>.fromOpaque(context).takeUnretainedValue().grew(to: pages)
            return SQLITE_OK
        }, Unmanaged.passUnretained(self).toOpaque())
    }

    func checkpointed(pages: Int32, copied: Int32) {
        self.pages = max(0, pages)
        self.copied = max(0, copied)
    }

    private func grew(to pages: Int32) {
        // A log that is shorter than before was begun anew, which happens only when all of it had been copied.
        if pages <= self.pages { copied = 0 }
        self.pages = pages
    }
}

extension Connection {
    package struct Checkpoint: Equatable, Sendable {
        /// Pages in the log, and how many of them are in the database file now. Fewer: a reader still needs the rest.
        package let pages: Int
        package let copied: Int
        package var isComplete: Bool { copied == pages }
    }

    /// Bytes of the log that are not yet in the database file.
    package var logBytes: Int { log.waiting }

    /// Copies the log into the database file as far as readers allow, without waiting for them (PASSIVE).
    ///
    /// Costs 80–230 ms for 64 MB: for idle moments, or when the log is too long.
    @discardableResult
    package func checkpoint() throws(SQLiteError) -> Checkpoint {
        try checkpoint(SQLITE_CHECKPOINT_PASSIVE)
    }

    /// Copies all of the log and cuts it to nothing (TRUNCATE), so that nothing of what it held stays in it.
    ///
    /// - Throws: a busy error where a reader still needs it, for as long as `busyTimeout`.
    package func emptyLog() throws(SQLiteError) { try checkpoint(SQLITE_CHECKPOINT_TRUNCATE) }

    @discardableResult
    private func checkpoint(_ mode: Int32) throws(SQLiteError) -> Checkpoint {
        guard role == .writer else {
            throw SQLiteError(extendedCode: SQLITE_READONLY, message: "only the writer checkpoints")
        }
        var pages: Int32 = 0
        var copied: Int32 = 0
        let result = sqlite3_wal_checkpoint_v2(handle, "main", mode, &pages, &copied)
        guard result == SQLITE_OK else { throw SQLiteError(result, of: handle, sql: "checkpoint") }
        log.checkpointed(pages: pages, copied: copied)
        return Checkpoint(pages: Int(max(0, pages)), copied: Int(max(0, copied)))
    }
}
