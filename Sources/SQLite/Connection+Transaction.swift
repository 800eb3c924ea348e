import CSQLite

extension Connection {
    /// Runs `body` as one transaction and commits it; with FULL synchronisation, what is committed is on disk when this returns.
    ///
    /// Whatever `body` or the commit throws, nothing of it is kept. Transactions do not nest.
    package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            rollback()
            throw error
        }
    }

    /// Runs `body` on one snapshot of the database.
    ///
    /// A snapshot keeps the log from being reused, so it is short: `limitReads` ends the ones that are not.
    package func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
        try execute("BEGIN")
        defer { rollback() }
        return try body()
    }

    /// Begins a snapshot of what is committed now, for who reads from it bit by bit; `endSnapshot` must follow.
    package func beginSnapshot() throws {
        try run("BEGIN")
        // A snapshot is of the moment of its first read.
        do { _ = try first("SELECT 1 FROM sqlite_schema LIMIT 1") { $0.integer(0) } } catch {
            rollback()
            throw error
        }
    }

    package func endSnapshot() { rollback() }

    /// True within a transaction or snapshot.
    package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// SQLite rolls back by itself after some failures of the disk; a second ROLLBACK would only report that.
    private func rollback() {
        guard isInTransaction else { return }
        sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
    }
}
