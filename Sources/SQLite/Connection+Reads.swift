import CSQLite

/// When the reads of a connection must be over.
final class ReadDeadline {
    let instant: ContinuousClock.Instant
    init(_ instant: ContinuousClock.Instant) { self.instant = instant }
}

extension Connection {
    /// Runs `body`; statements that still run after `limit` are interrupted (`SQLiteError.isInterrupted`).
    package func limitReads<Result>(to limit: Duration, _ body: () throws -> Result) throws -> Result {
        let deadline = ReadDeadline(.now + limit)
        readDeadline = deadline
        // Every 10,000 steps of SQLite's machine: below a millisecond, and too seldom to be felt.
        sqlite3_progress_handler(handle, 10_000, { context in
            guard let context else { return 0 }
            let deadline = Unmanaged<ReadDeadline>.fromOpaque(context).takeUnretainedValue()
            return ContinuousClock.now > deadline.instant ? 1 : 0
        }, Unmanaged.passUnretained(deadline).toOpaque())
        defer {
            sqlite3_progress_handler(handle, 0, nil, nil)
            readDeadline = nil
        }
        return try body()
    }
}
