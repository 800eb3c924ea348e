import CSQLite

/// A connection to a database, born on its thread and used by no other.
///
/// A process has **one writer**, which alone writes and checkpoints, opens first and closes last, and any number of
/// readers. SQLite 3.40.1 can corrupt a file whose log two connections reset at once (fixed in 3.51.3), hence the rule;
/// `FileLock` keeps other processes out.
///
/// ```swift
/// let writer = try Connection(path, as: .writer)
/// try writer.run("INSERT INTO note (text) VALUES (?)", "hello")
/// let texts = try writer.rows("SELECT text FROM note") { $0.text(0) }
/// ```
package final class Connection {
    package enum Role: Sendable {
        /// Creates the file where there is none; write-ahead log, every commit synced, checkpoints only when asked for.
        case writer
        /// Never writes and never checkpoints.
        case reader
    }

    package let path: String
    package let role: Role
    let handle: OpaquePointer
    let log = LogPosition()
    var readDeadline: ReadDeadline?
    private var statements: [String: Statement] = [:]

    /// Statements kept prepared. Their texts are constants of the program, so this is never reached but by mistake.
    private static let statementLimit = 512

    /// - Parameters:
    ///   - vfs: a file layer registered with SQLite, for tests that let the disk fail; nil is the system's.
    ///   - busyTimeout: milliseconds to wait for a lock. Short: there is one writer, so only checkpoints are waited for.
    package init(_ path: String, as role: Role, vfs: String? = nil, busyTimeout: Int32 = 250) throws(SQLiteError) {
        self.path = path
        self.role = role
        self.handle = try Self.open(path, role, vfs)
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, busyTimeout)
        try configure()
    }

    deinit {
        // Statements go first: a connection closes only when nothing of it is left.
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    private static func open(_ path: String, _ role: Role, _ vfs: String?) throws(SQLiteError) -> OpaquePointer {
        var opened: OpaquePointer?
        let layer = try PageSums.layer(over: vfs)
        let mode = role == .writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
        let result = sqlite3_open_v2(path, &opened, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, layer)
        guard result == SQLITE_OK, let opened else {
            let error = SQLiteError(result, of: opened, sql: nil)
            sqlite3_close_v2(opened)
            throw error
        }
        if role == .writer { PageSums.reserve(on: opened) }
        return opened
    }

    private func configure() throws(SQLiteError) {
        try execute("PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY")
        switch role {
        case .reader:
            try execute("PRAGMA query_only = ON")
        case .writer:
            guard try first("PRAGMA journal_mode = WAL", read: { $0.text(0) }) == "wal" else {
                throw SQLiteError(extendedCode: SQLITE_CANTOPEN, message: "the file system does not allow a write-ahead log")
            }
            // What is deleted is overwritten: names of people are forgotten, and must not be read from what a page has left over.
            try execute("PRAGMA secure_delete = ON")
            try execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -65536")
            log.follow(handle, pageSize: Int(try first("PRAGMA page_size") { $0.integer(0) } ?? 0))
        }
    }
}

// MARK: Statements

extension Connection {
    /// The statement of this text, prepared once and kept, without parameters.
    package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        if let known = statements[sql] {
            known.forgetParameters()
            return known
        }
        if statements.count >= Self.statementLimit { statements.removeAll() }
        let statement = try Statement(sql, on: handle)
        statements[sql] = statement
        return statement
    }

    /// Runs several statements without parameters, such as a schema; nothing is kept.
    package func execute(_ script: String) throws(SQLiteError) {
        let result = sqlite3_exec(handle, script, nil, nil, nil)
        guard result == SQLITE_OK else { throw SQLiteError(result, of: handle, sql: script) }
    }

    /// Runs a statement to its end.
    package func run(_ sql: String, _ values: any SQLBindable...) throws(SQLiteError) {
        let statement = try prepare(sql)
        defer { statement.reset() }
        try statement.bind(all: values)
        while try statement.step() {}
    }

    /// All rows of a query, each read by `read`.
    package func rows<Row>(_ sql: String, _ values: any SQLBindable..., read: (Statement) throws -> Row) throws -> [Row] {
        var rows: [Row] = []
        try forEach(sql, values) { rows.append(try read($0)) }
        return rows
    }

    /// Calls `body` at each row of a query, in constant memory.
    package func forEach(_ sql: String, _ values: [any SQLBindable] = [], _ body: (Statement) throws -> Void) throws {
        let statement = try prepare(sql)
        defer { statement.reset() }
        try statement.bind(all: values)
        while try statement.step() { try body(statement) }
    }

    /// The first row of a query; nil where it has none.
    package func first<Row>(_ sql: String, _ values: any SQLBindable..., read: (Statement) throws(SQLiteError) -> Row) throws(SQLiteError) -> Row? {
        let statement = try prepare(sql)
        defer { statement.reset() }
        try statement.bind(all: values)
        return try statement.step() ? try read(statement) : nil
    }

    /// Rows that the last INSERT, UPDATE or DELETE changed.
    package var changeCount: Int { Int(sqlite3_changes64(handle)) }

    /// Rows that all of them have changed on this connection.
    package var changedRows: Int { Int(sqlite3_total_changes64(handle)) }

    package var lastRowNumber: Int64 { sqlite3_last_insert_rowid(handle) }
}

// A connection belongs to one thread: it was opened without mutexes.
@available(*, unavailable)
extension Connection: Sendable {}

@available(*, unavailable)
extension Statement: Sendable {}
