import Identity
import JSON

/// Switches a webhook off because of what its receiver answered, or did not. Nothing more is noted for it until a person switches it on.
///
/// Refusals: `not-found`, `already-decided` (it is off).
package struct DisableWebhook: Command, Hashable {
    package static let name = "disable-webhook"
    package static let group: AuditGroup? = .webhook

    package let id: String
    package let reason: Webhook.Off

    package init(id: String, reason: Webhook.Off) {
        self.id = id
        self.reason = reason
    }

    package var subject: String? { id }
    package func write(to writer: inout JSONWriter) { writer.member("reason", reason.rawValue) }

    package init(from stored: StoredCommand) throws {
        self.init(id: try stored.subject, reason: try stored.fields.choice("reason"))
    }

    package func carryOut(on draft: Draft) throws -> CarriedOut {
        guard var webhook = try draft.overlay.find(Webhook.self, id) else { throw Refusal(.notFound) }
        guard webhook.isOn else { throw Refusal(.alreadyDecided) }
        webhook.off = reason
        webhook.revision += 1
        draft.overlay.changes.webhooks[id] = webhook
        return CarriedOut()
    }
}
