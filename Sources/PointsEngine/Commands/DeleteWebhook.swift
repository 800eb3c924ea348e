import Identity

/// Takes a webhook away: nothing more is noted for it, and what waits is not sent.
///
/// Refusals: `not-found`, `stale`.
package struct DeleteWebhook: RevisedCommand, Hashable {
    package static let name = "delete-webhook"
    package static let group: AuditGroup? = .webhook

    package let id: String
    package let revision: Int64?

    package init(id: String, revision: Int64?) {
        self.id = id
        self.revision = revision
    }

    package func carryOut(on draft: Draft) throws -> CarriedOut {
        guard let webhook = try draft.overlay.find(Webhook.self, id) else { throw Refusal(.notFound) }
        _ = try draft.nextRevision(revision ?? webhook.revision, known: webhook.revision)
        draft.overlay.changes.webhooks[id] = nil
        return CarriedOut()
    }
}
