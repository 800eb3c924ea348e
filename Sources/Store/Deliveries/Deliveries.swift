import Periods
import PointsEngine
import SQLite

extension Database {
    /// A webhook as it was last committed.
    package func webhook(_ id: String) throws -> Webhook? { try connection.find(Webhook.self, id) }
}

/// The rows of what goes out.
package struct Deliveries {
    let connection: Connection

    // MARK: Noting

    func add(_ delivery: Delivery) throws {
        try connection.run(
            "INSERT INTO delivery (number, target, kind, subject, at, body, next) VALUES (?, ?, ?, ?, ?, ?, ?)", delivery.number, delivery.webhook, delivery.type,
            delivery.subject, delivery.at.microseconds, String(decoding: delivery.data, as: UTF8.self), delivery.at.microseconds)
    }

    /// Notes what no command of the engine caused: a test, a letter with a link. Their numbers lie below zero.
    @discardableResult
    package func post(to target: String, _ kind: String, subject: String?, _ body: [UInt8], at now: Instant) throws -> Int64 {
        let least = try connection.first("SELECT min(number) FROM delivery") { $0.optionalInteger(0) } ?? nil
        let number = min(least ?? 0, 0) - 1
        try connection.run(
            "INSERT INTO delivery (number, target, kind, subject, at, body, next) VALUES (?, ?, ?, ?, ?, ?, ?)", number, target, kind, subject, now.microseconds,
            String(decoding: body, as: UTF8.self), now.microseconds)
        return number
    }

    /// Lets one be tried at once, as if it never had been. False: there is none.
    package func renew(_ number: Int64, of target: String, at now: Instant) throws -> Bool {
        try connection.run(
            "UPDATE delivery SET state = 'waiting', attempts = 0, next = ? WHERE number = ? AND target = ?", now.microseconds, number, target)
        return connection.changeCount == 1
    }

    /// Lets all that failed be tried again, at most `limit` of them, and those that wait for their time at once.
    package func renewFailed(of target: String, at now: Instant, limit: Int) throws -> Int {
        try connection.run("UPDATE delivery SET next = ? WHERE target = ? AND state = 'waiting' AND next > ?", now.microseconds, target, now.microseconds)
        let waiting = connection.changeCount
        let sql = """
            UPDATE delivery SET state = 'waiting', attempts = 0, next = ? WHERE number IN
                (SELECT number FROM delivery WHERE target = ? AND state = 'failed' ORDER BY number LIMIT ?)
            """
        try connection.run(sql, now.microseconds, target, limit)
        return waiting + connection.changeCount
    }

    // MARK: Sending

    /// Those of a target that are due, the longest due first.
    package func due(of target: String, at now: Instant, except: Set<Int64>, limit: Int) throws -> [StoredDelivery] {
        let sql = "SELECT \(Self.columns) FROM delivery WHERE target = ? AND state = 'waiting' AND next <= ? ORDER BY next, number LIMIT ?"
        return try connection.rows(sql, target, now.microseconds, limit + except.count, read: Self.read).filter { !except.contains($0.number) }.prefix(limit).map { $0 }
    }

    /// When the next of a target is due that is due after `instant`; nil: none is.
    package func nextDue(of target: String, after instant: Instant) throws -> Instant? {
        let sql = "SELECT next FROM delivery WHERE target = ? AND state = 'waiting' AND next > ? ORDER BY next LIMIT 1"
        return try connection.first(sql, target, instant.microseconds) { $0.integer(0) }.map(Instant.init(microseconds:))
    }

    /// Targets for which something waits.
    package func targets() throws -> [String] {
        // Skips from target to target along the index, however many wait.
        let sql = """
            WITH RECURSIVE t(target) AS (
                SELECT min(target) FROM delivery WHERE state = 'waiting'
                UNION ALL SELECT (SELECT min(target) FROM delivery WHERE state = 'waiting' AND target > t.target) FROM t WHERE t.target IS NOT NULL
            ) SELECT target FROM t WHERE target IS NOT NULL
            """
        return try connection.rows(sql) { $0.text(0) }
    }

    /// Keeps what came of attempts: in one, so that it costs the writer one transaction.
    package func settle(_ deliveries: [StoredDelivery], _ attempts: [DeliveryAttempt], _ targets: [DeliveryTarget]) throws {
        for delivery in deliveries {
            // Letters may hold links that sign somebody in: they are not kept longer than they are needed.
            let isSecret = delivery.number < 0 && delivery.state == .delivered
            try connection.run(
                "UPDATE delivery SET state = ?, attempts = ?, next = ?, body = CASE WHEN ? THEN '{}' ELSE body END WHERE number = ?", delivery.state.rawValue,
                delivery.attempts, delivery.next.microseconds, isSecret ? 1 : 0, delivery.number)
        }
        for attempt in attempts { try add(attempt) }
        for target in targets { try DeliveryTargets(connection: connection).note(target) }
        for id in Set(attempts.map(\.target)) { try forgetAttempts(of: id) }
    }

    private func add(_ attempt: DeliveryAttempt) throws {
        try connection.run(
            "INSERT INTO delivery_attempt (delivery, target, at, microseconds, status, reason, answer) VALUES (?, ?, ?, ?, ?, ?, ?)", attempt.delivery,
            attempt.target, attempt.at.microseconds, attempt.microseconds, attempt.status, attempt.reason, attempt.answer)
    }

    private func forgetAttempts(of target: String) throws {
        let sql = "SELECT number FROM delivery_attempt WHERE target = ? ORDER BY number DESC LIMIT 1 OFFSET ?"
        guard let last = try connection.first(sql, target, Self.attemptsKept, read: { $0.integer(0) }) else { return }
        try connection.run("DELETE FROM delivery_attempt WHERE target = ? AND number <= ?", target, last)
    }

    package static let attemptsKept = 500

    /// Forgets what has been over since before `instant`, at most so many of the oldest rows.
    package func forget(before instant: Instant, limit: Int) throws -> Int {
        let sql = """
            DELETE FROM delivery WHERE number IN (
                SELECT number FROM (SELECT number, at, state FROM delivery ORDER BY number LIMIT ?) WHERE at < ? AND state != 'waiting')
            """
        try connection.run(sql, limit, instant.microseconds)
        return connection.changeCount
    }

    // MARK: Looking

    package func find(_ number: Int64, of target: String) throws -> StoredDelivery? {
        try connection.rows("SELECT \(Self.columns) FROM delivery WHERE number = ? AND target = ?", number, target, read: Self.read).first
    }

    /// The last attempts, the latest first, with what they were to bring.
    package func attempts(of target: String, limit: Int) throws -> [(number: Int64, attempt: DeliveryAttempt, delivery: StoredDelivery?)] {
        let sql = "SELECT number, delivery, target, at, microseconds, status, reason, answer FROM delivery_attempt WHERE target = ? ORDER BY number DESC LIMIT ?"
        return try connection.rows(sql, target, limit) { row in
            let attempt = DeliveryAttempt(
                delivery: row.integer(1), target: row.text(2), at: Instant(microseconds: row.integer(3)), microseconds: row.integer(4), status: row.optionalInteger(5),
                reason: row.optionalText(6), answer: row.optionalText(7))
            return (row.integer(0), attempt, try find(attempt.delivery, of: target))
        }
    }

    /// How many of a target wait; counted up to `most`.
    package func waiting(of target: String, upTo most: Int) throws -> Int {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM delivery WHERE target = ? AND state = 'waiting' LIMIT ?)"
        return Int(try connection.first(sql, target, most) { $0.integer(0) } ?? 0)
    }

    private static let columns = "number, target, kind, subject, at, body, state, attempts, next"

    private static func read(_ row: Statement) throws -> StoredDelivery {
        guard let state = StoredDelivery.State(rawValue: row.text(6)) else { throw DamagedRecord("delivery \(row.integer(0))") }
        return StoredDelivery(
            number: row.integer(0), target: row.text(1), kind: row.text(2), subject: row.optionalText(3), at: Instant(microseconds: row.integer(4)),
            body: Array(row.text(5).utf8), state: state, attempts: row.integer(7), next: Instant(microseconds: row.integer(8)))
    }
}
