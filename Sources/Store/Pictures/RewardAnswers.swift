import Identity
import JSON
import Periods
import PointsEngine
import SQLite

/// What somebody answered to the questions of a reward. The redemption, which is sealed, holds what it can be compared with: with the salt, which is
/// forgotten too, nobody guesses an address from it.
package struct StoredAnswers: Hashable, Sendable {
    package let salt: [UInt8]
    /// By the id of the field.
    package let body: JSONObject

    package init(_ body: JSONObject, salt: [UInt8]) { (self.body, self.salt) = (body, salt) }

    /// What the redemption holds of them.
    package var commitment: String { Digest(of: salt + JSONValue.object(body).bytes).description }
}

package struct RewardAnswers {
    let connection: Connection

    /// Days for which they are kept once the redemption is closed.
    package static let days: Int64 = 90

    /// The same redemption asked for again keeps the first.
    package func add(_ answers: StoredAnswers, to request: RequestID, of member: String, at now: Instant) throws {
        try connection.run(
            "INSERT INTO answers (request, member, salt, body, created) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", request.text, member, answers.salt,
            String(decoding: JSONValue.object(answers.body).bytes, as: UTF8.self), now.microseconds)
    }

    package func remove(_ request: RequestID) throws { try connection.run("DELETE FROM answers WHERE request = ?", request.text) }

    /// Forgets those of redemptions that were closed ninety days ago, and those to which no redemption came.
    package func forget(at now: Instant) throws {
        let closed = now.adding(seconds: -Self.days * 86_400).microseconds, unasked = now.adding(seconds: -3_600).microseconds
        try connection.run(
            """
            DELETE FROM answers WHERE request IN (
                SELECT id FROM request JOIN answers ON request = id
                WHERE state IN ('fulfilled', 'rejected', 'cancelled') AND json_extract(request.body, '$.steps[#-1].at') <= ?
            ) OR created <= ? AND request NOT IN (SELECT id FROM request)
            """, closed, unasked)
    }
}

extension Database {
    package var answers: RewardAnswers { RewardAnswers(connection: connection) }
}

extension Reader {
    /// Nil: there are none, or they are forgotten.
    package func answers(to request: Request, at now: Instant) throws -> StoredAnswers? {
        if let closed = request.closed, closed.adding(seconds: RewardAnswers.days * 86_400) <= now { return nil }
        return try answers(of: request.id)
    }

    package func answers(of request: RequestID) throws -> StoredAnswers? {
        guard let row = try connection.first("SELECT salt, body FROM answers WHERE request = ?", request.text, read: { ($0.blob(0), $0.text(1)) }) else { return nil }
        return StoredAnswers(try JSONValue.parse(Array(row.1.utf8)).object ?? [:], salt: row.0)
    }
}
