import Identity
import JSON

/// A new webhook (`revision` nil), or a change of one. Putting the same new one again is one. What was noted for it stays noted.
///
/// Refusals: `malformed`, `conflict`, `not-found`, `stale`, `limit-reached`.
package struct PutWebhook: Command, Hashable {
    package static let name = "put-webhook"
    package static let group: AuditGroup? = .webhook

    package let webhook: Webhook
    package let revision: Int64?

    package init(webhook: Webhook, revision: Int64?) {
        self.webhook = webhook
        self.revision = revision
    }

    package var subject: String? { webhook.id }
    package func write(to writer: inout JSONWriter) { writer.value(webhook.stored, madeOn: revision) }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(webhook: try Webhook(id: stored.subject, stored: try fields.bytes("value")), revision: try fields.optionalInteger("revision"))
    }

    package func carryOut(on draft: Draft) throws -> Configured<Webhook> { try draft.put(self) }
}

extension Draft {
    fileprivate func put(_ put: PutWebhook) throws -> Configured<Webhook> {
        var webhook = put.webhook
        guard Identifier<IdentifierKind.Key>(webhook.id).isWellFormed else { throw Refusal(.malformed, at: "/id") }
        guard 1...Webhook.longestTitle ~= webhook.title.count else { throw Refusal(.malformed, at: "/title", "1 to \(Webhook.longestTitle) characters") }
        guard webhook.host.isEmpty == (webhook.kind == .mail) else { throw Refusal(.malformed, at: "/url") }
        guard !webhook.types.isEmpty else { throw Refusal(.malformed, at: "/types", "one at least") }
        if let strange = webhook.types.firstIndex(where: { !EventType.all.contains($0) }) { throw Refusal(.malformed, at: "/types/\(strange)", "no such event") }
        webhook.types = EventType.offered(to: webhook.kind).filter(webhook.types.contains)
        guard !webhook.types.isEmpty else { throw Refusal(.malformed, at: "/types", "nothing of it is told to this kind") }
        let known = try overlay.find(Webhook.self, webhook.id)
        if put.revision == nil, let known {
            webhook.revision = known.revision
            if webhook == known { return Configured(known, isRepetition: true) }
        }
        // A robot's robot is no program: what was noted for one kind is nothing for another.
        if let known, put.revision != nil, known.kind != webhook.kind { throw Refusal(.malformed, at: "/kind", "the kind stays as it is") }
        webhook.revision = try nextRevision(put.revision, known: known?.revision)
        if known == nil, try overlay.webhooks().count >= Webhook.most { throw Refusal(.limitReached) }
        overlay.changes.webhooks[webhook.id] = webhook
        return Configured(webhook)
    }
}

extension Webhook {
    static let longestTitle = 200
    /// Each event is a row for each of them.
    static let most = 100
}
