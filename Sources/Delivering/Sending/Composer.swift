import JSON
import Outbound
import Periods
import PointsEngine
import Store

/// Makes calls out of rows.
struct Composer {
    let settings: DeliverySettings

    enum Failure: Error { case unusable(String) }

    /// - Parameter deliveries: one; of robots all that goes into one message, the oldest first.
    func call(_ deliveries: [StoredDelivery], to webhook: Webhook, at target: DeliveryTarget, words: ChatWords, now: Instant) throws -> OutgoingCall {
        guard let delivery = deliveries.first else { throw Failure.unusable("nothing to send") }
        switch webhook.kind {
        case .standard: return try standard(delivery, target, now)
        case .wecom, .dingtalk, .feishu, .slack: return try robot(ChatMessage(deliveries, words), webhook.kind, target, now)
        case .mail: throw Failure.unusable("letters are sent one by one")
        }
    }

    private func standard(_ delivery: StoredDelivery, _ target: DeliveryTarget, _ now: Instant) throws -> OutgoingCall {
        let body = delivery.event, id = delivery.messageID
        guard let signature = Signature.standard(id: id, timestamp: now.seconds, body: body, secrets: target.secrets(at: now)) else { throw Failure.unusable("its secret cannot be read") }
        let headers = [
            ("Content-Type", "application/cloudevents+json"), ("webhook-id", id), ("webhook-timestamp", "\(now.seconds)"), ("webhook-signature", signature),
        ]
        return OutgoingCall(target.address, .post(headers: headers, body: body), settings.policy)
    }

    private func robot(_ message: ChatMessage, _ kind: Webhook.Kind, _ target: DeliveryTarget, _ now: Instant) throws -> OutgoingCall {
        var url = target.address
        if kind == .dingtalk, let secret = target.secret {
            let milliseconds = now.milliseconds
            let sign = Self.percentEncoded(Signature.dingTalk(milliseconds: milliseconds, secret: secret))
            url += "\(url.contains("?") ? "&" : "?")timestamp=\(milliseconds)&sign=\(sign)"
        }
        let body = message.body(for: kind, signedBy: target.secret, at: now)
        return OutgoingCall(url, .post(headers: [("Content-Type", "application/json; charset=utf-8")], body: body), settings.policy)
    }

    /// Base64 in a query.
    private static func percentEncoded(_ text: String) -> String {
        text.map { character in
            switch character {
            case "+": "%2B"
            case "/": "%2F"
            case "=": "%3D"
            default: String(character)
            }
        }.joined()
    }
}
