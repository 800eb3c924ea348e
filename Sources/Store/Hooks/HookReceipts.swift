import Periods
import PointsEngine
import SQLite

/// A body that a hook has received. It is on disk before anybody is told that it came.
package struct HookReceipt: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        case waiting
        /// All that it asks for is recorded.
        case taken
        /// It asks for nothing: no `when` of the map is true of it.
        case ignored
        /// It does not fit the map, or something that it asks for is refused.
        case failed
    }

    package let number: Int64
    package let hook: String
    package let at: Instant
    package let address: String
    package let media: String
    /// A JSON object.
    package let headers: String
    package let body: [UInt8]
    package let state: State
    /// What came of it, as JSON.
    package let outcome: String?
    package let settled: Instant?

    package init(
        number: Int64, _ new: NewReceipt, state: State = .waiting, outcome: String? = nil, settled: Instant? = nil
    ) {
        self.number = number
        (hook, at, address, media, headers, body) = (new.hook, new.at, new.address, new.media, new.headers, new.body)
        (self.state, self.outcome, self.settled) = (state, outcome, settled)
    }
}

/// One that has just arrived.
package struct NewReceipt: Sendable {
    package let hook: String
    package let at: Instant
    package let address: String
    package let media: String
    package let headers: String
    package let body: [UInt8]

    package init(hook: String, at: Instant, address: String, media: String, headers: String, body: [UInt8]) {
        self.hook = hook
        self.at = at
        self.address = address
        self.media = media
        self.headers = headers
        self.body = body
    }
}

package struct HookReceipts {
    let connection: Connection

    /// Those that were taken are kept for looking at; what failed is kept until it is taken, or dropped by a person.
    package static let kept = 50
    /// Of one hook that wait or failed: then no more is received, so that nothing is lost in silence.
    package static let mostOpen = 10_000
    package static let mostOpenBytes = 128 << 20

    package func add(_ receipt: NewReceipt) throws -> Int64 {
        try connection.run(
            "INSERT INTO hook_receipt (hook, at, address, media, headers, body) VALUES (?, ?, ?, ?, ?, ?)", receipt.hook, receipt.at.microseconds, receipt.address,
            receipt.media, receipt.headers, receipt.body)
        return try connection.first("SELECT last_insert_rowid()") { $0.integer(0) } ?? 0
    }

    /// Whether a hook holds as much that was not taken as it may.
    package func isFull(_ hook: String) throws -> Bool {
        let sql = "SELECT count(*), total(length(body)) FROM hook_receipt WHERE hook = ? AND state IN ('waiting', 'failed')"
        let (count, bytes) = try connection.first(sql, hook) { ($0.integer(0), $0.integer(1)) } ?? (0, 0)
        return count >= Self.mostOpen || bytes >= Int64(Self.mostOpenBytes)
    }

    package func settle(_ number: Int64, _ state: HookReceipt.State, _ outcome: String, at now: Instant) throws {
        try connection.run("UPDATE hook_receipt SET state = ?, outcome = ?, settled = ? WHERE number = ?", state.rawValue, outcome, now.microseconds, number)
    }

    /// Forgets the oldest of a hook that were taken, or asked for nothing.
    package func forget(of hook: String) throws {
        let sql = """
            DELETE FROM hook_receipt WHERE number IN (
                SELECT number FROM hook_receipt WHERE hook = ? AND state IN ('taken', 'ignored') ORDER BY number DESC LIMIT -1 OFFSET ?)
            """
        try connection.run(sql, hook, Self.kept)
    }

    /// Those that were received and not looked at, the first first.
    package func waiting(limit: Int, after number: Int64 = 0) throws -> [HookReceipt] {
        try connection.rows("SELECT \(Self.columns) FROM hook_receipt WHERE state = 'waiting' AND number > ? ORDER BY number LIMIT ?", number, limit, read: Self.read)
    }

    package func find(_ number: Int64, of hook: String) throws -> HookReceipt? {
        try connection.rows("SELECT \(Self.columns) FROM hook_receipt WHERE number = ? AND hook = ?", number, hook, read: Self.read).first
    }

    /// The latest first.
    package func list(of hook: String, state: HookReceipt.State?, before number: Int64?, limit: Int) throws -> [HookReceipt] {
        let sql = "SELECT \(Self.columns) FROM hook_receipt WHERE hook = ? AND (? IS NULL OR state = ?) AND number < ? ORDER BY number DESC LIMIT ?"
        return try connection.rows(sql, hook, state?.rawValue, state?.rawValue, number ?? .max, limit, read: Self.read)
    }

    /// How many of a hook are in each state, and when the last one came.
    package func counts(of hook: String) throws -> (states: [HookReceipt.State: Int64], last: Instant?) {
        var states: [HookReceipt.State: Int64] = [:], last: Int64?
        let rows = try connection.rows("SELECT state, count(*), max(at) FROM hook_receipt WHERE hook = ? GROUP BY state", hook) { ($0.text(0), $0.integer(1), $0.integer(2)) }
        for (word, count, at) in rows {
            if let state = HookReceipt.State(rawValue: word) { states[state] = count }
            last = max(last ?? at, at)
        }
        return (states, last.map(Instant.init(microseconds:)))
    }

    /// How many of a hook wait, and how many failed: read from the index alone.
    package func open(of hook: String) throws -> [HookReceipt.State: Int64] {
        let sql = "SELECT state, count(*) FROM hook_receipt WHERE hook = ? AND state IN ('waiting', 'failed') GROUP BY state"
        let rows = try connection.rows(sql, hook) { (HookReceipt.State(rawValue: $0.text(0)), $0.integer(1)) }
        return Dictionary(uniqueKeysWithValues: rows.compactMap { state, count in state.map { ($0, count) } })
    }

    /// Lets one be looked at again, or all of a hook that failed; how many.
    package func renew(of hook: String, _ number: Int64?) throws -> Int {
        if let number {
            try connection.run("UPDATE hook_receipt SET state = 'waiting' WHERE hook = ? AND number = ?", hook, number)
        } else {
            try connection.run("UPDATE hook_receipt SET state = 'waiting' WHERE hook = ? AND state = 'failed'", hook)
        }
        return connection.changeCount
    }

    /// Drops one that failed and is of no use. False: there is none.
    package func drop(_ number: Int64, of hook: String) throws -> Bool {
        try connection.run("DELETE FROM hook_receipt WHERE hook = ? AND number = ? AND state != 'waiting'", hook, number)
        return connection.changeCount == 1
    }

    private static let columns = "number, hook, at, address, media, headers, body, state, outcome, settled"

    private static func read(_ row: Statement) throws -> HookReceipt {
        guard let state = HookReceipt.State(rawValue: row.text(7)) else { throw DamagedRecord("receipt \(row.integer(0))") }
        let received = NewReceipt(
            hook: row.text(1), at: Instant(microseconds: row.integer(2)), address: row.text(3), media: row.text(4), headers: row.text(5), body: row.blob(6))
        return HookReceipt(
            number: row.integer(0), received, state: state, outcome: row.optionalText(8), settled: row.optionalInteger(9).map(Instant.init(microseconds:)))
    }
}
