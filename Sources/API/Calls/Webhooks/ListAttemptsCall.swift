import JSON
import Store
import Web

/// `GET /webhooks/{id}/attempts`: the last calls, with what was answered.
enum ListAttemptsCall {
    static let endpoint = Endpoint(
        .get, "/webhooks/{id}/attempts", .atLeast(.admin, .admin), "The last calls to it, the latest first, and what was answered.",
        takes: .query([Argument("limit", .integer, "1 to 500")]), gives: .json(.page("DeliveryAttempt"))
    ) { call in
        let id = call.path("id"), limit = try call.limit()
        call.read { reader in
            guard try reader.webhook(id) != nil else { throw Problem.notFound }
            let attempts = try reader.deliveries.attempts(of: id, limit: limit)
            return .list(attempts) { line, writer in write(line.attempt, line.delivery, number: line.number, &writer) }
        }
    }

    static let shape: [(String, Shape)] = [
        ("id", .text), ("delivery", .text), ("message", .orNull(.text)), ("type", .orNull(.text)), ("subject", .orNull(.text)), ("at", .instant), ("milliseconds", .integer),
        ("status", .orNull(.integer)), ("taken", .flag), ("reason", .orNull(.text)), ("answer", .orNull(.text)), ("state", .orNull(.words(StoredDelivery.State.self))),
        ("next", .orNull(.instant)),
    ]

    private static func write(_ attempt: DeliveryAttempt, _ delivery: StoredDelivery?, number: Int64, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", "\(number)")
            writer.member("delivery", "\(attempt.delivery)")
            writer.member("message", orNull: delivery?.messageID)
            writer.member("type", orNull: delivery?.kind)
            writer.member("subject", orNull: delivery?.subject)
            writer.member("at", attempt.at.rfc3339)
            writer.member("milliseconds", attempt.microseconds / 1_000)
            writer.member("status", orNull: attempt.status)
            writer.member("taken", attempt.isSuccess)
            writer.member("reason", orNull: attempt.reason)
            writer.member("answer", orNull: attempt.answer)
            writer.member("state", orNull: delivery?.state.rawValue)
            writer.member("next", orNull: delivery.flatMap { $0.state == .waiting ? $0.next : nil })
        }
    }
}
