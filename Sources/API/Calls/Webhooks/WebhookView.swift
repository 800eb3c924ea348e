import JSON
import Periods
import PointsEngine
import Store

/// A webhook as administrators see it: never its address or its secret, which speak for us.
struct WebhookView: Sendable {
    let webhook: Webhook
    let target: DeliveryTarget?
    /// Counted up to `most`.
    let waiting: Int
    let now: Instant

    static let most = 10_000

    init(_ webhook: Webhook, _ reader: Reader, at now: Instant) throws {
        self.webhook = webhook
        self.now = now
        target = try reader.deliveryTargets.find(webhook.id)
        waiting = try reader.deliveries.waiting(of: webhook.id, upTo: Self.most)
    }

    static let shape: [(String, Shape)] = [
        ("id", .text), ("title", .text), ("kind", .words(Webhook.Kind.self)), ("host", .text), ("types", .list(.text)), ("on", .flag),
        ("off", .orNull(.words(Webhook.Off.self))), ("state", .words(States.self)), ("waiting", .integer), ("succeeded", .orNull(.instant)),
        ("failing_since", .orNull(.instant)), ("paused_until", .orNull(.instant)), ("previous_secret_until", .orNull(.instant)), ("etag", .text),
    ]

    enum States: String, CaseIterable {
        case off, incomplete, new, fine, failing
    }

    private var state: States {
        guard webhook.isOn else { return .off }
        guard let target else { return webhook.kind == .mail ? .fine : .incomplete }
        if target.failing != nil { return .failing }
        return target.succeeded == nil ? .new : .fine
    }

    func write(secret: String? = nil, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", webhook.id)
            writer.member("title", webhook.title)
            writer.member("kind", webhook.kind.rawValue)
            writer.member("host", webhook.host)
            writer.member("types", webhook.types)
            writer.member("on", webhook.isOn)
            writer.member("off", orNull: webhook.off?.rawValue)
            writer.member("state", state.rawValue)
            writer.member("waiting", waiting)
            writer.member("succeeded", orNull: target?.succeeded)
            writer.member("failing_since", orNull: target?.failing)
            writer.member("paused_until", orNull: target?.paused.flatMap { $0 > now ? $0 : nil })
            writer.member("previous_secret_until", orNull: target?.previousUntil.flatMap { $0 > now ? $0 : nil })
            writer.member("etag", "\(webhook.revision)")
            if let secret { writer.member("secret", secret) }
        }
    }
}
