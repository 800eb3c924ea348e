import CSQLite

extension Connection {
    /// The four bytes in the file's header that say whose database it is; 0 in a new one.
    package func applicationID() throws(SQLiteError) -> Int32 {
        Int32(truncatingIfNeeded: try first("PRAGMA application_id") { $0.integer(0) } ?? 0)
    }

    package func setApplicationID(_ id: Int32) throws(SQLiteError) {
        try execute("PRAGMA application_id = \(id)")
    }

    /// The number of the schema; 0 in a new database. Set within the transaction that changes the schema.
    package func userVersion() throws(SQLiteError) -> Int {
        Int(try first("PRAGMA user_version") { $0.integer(0) } ?? 0)
    }

    package func setUserVersion(_ version: Int) throws(SQLiteError) {
        try execute("PRAGMA user_version = \(version)")
    }

    /// What `quick_check` finds wrong with the structure of the file; empty when it is sound. At most 100 lines.
    package func quickCheck() throws -> [String] {
        try rows("PRAGMA quick_check") { $0.text(0) }.filter { $0 != "ok" }
    }
}
