import Identity
import JSON
import PointsEngine
import Store
import Synchronization
import Web

/// A webhook, new or changed.
enum PutWebhookCall {
    /// `POST /webhooks`: the answer holds the secret of a program, once.
    static let new = Endpoint(
        .post, "/webhooks", .atLeast(.admin, .admin), "Tell somebody outside from now on; the answer holds the secret, once.",
        takes: Input(body: .json(.object([("id?", .text), ("kind?", .words(Webhook.Kind.self))] + WebhookDraft.shape)), headers: [.idempotencyKey]),
        gives: .createdOrKnown("NewWebhook")
    ) { call in
        let body = try call.body(), now = call.now
        let draft = try WebhookDraft(new: body, call.deliverySettings) { try Slug.make(from: LocalizedText($0), call) }
        let id = draft.webhook.id
        let target = DeliveryTarget(id: id, address: draft.address?.url ?? "", secret: draft.secret)
        call.configure(PutWebhook(webhook: draft.webhook, revision: nil), id) { database, receipt in
            // The same again is the same: its secret was told.
            if try !receipt.isRepetition || database.deliveryTargets.find(id) == nil, draft.webhook.kind != .mail { try database.deliveryTargets.put(target) }
        } _: { receipt, reader in
            let view = try WebhookView(receipt.value, reader, at: now)
            let isOurs = try reader.deliveryTargets.find(id)?.secret == draft.secret
            return .json(receipt.isRepetition ? 200 : 201, etag: receipt.value.revision) { view.write(secret: isOurs ? draft.secret : nil, to: &$0) }
        }
    }

    /// `PUT /webhooks/{id}`: what is left out stays as it is. Switched on, it is as if nothing had failed.
    static let change = Endpoint(
        .put, "/webhooks/{id}", .atLeast(.admin, .admin), "Change it, switch it off or on; what is left out stays as it is.",
        takes: Input(body: .json(.object(WebhookDraft.shape)), headers: [.ifMatch]), gives: .json("Webhook")
    ) { call in
        let id = call.path("id"), body = try call.body(), revision = try call.revision(), settings = call.deliverySettings, now = call.now
        let found = Found()
        call.when({ reader in try found.note(reader.webhook(id)) }) {
            guard let webhook = found.webhook else { throw Problem.notFound }
            let draft = try WebhookDraft(body, changing: webhook, settings)
            call.configure(PutWebhook(webhook: draft.webhook, revision: revision), id) { database, _ in
                try keep(draft, id, database)
            } _: { receipt, reader in
                let view = try WebhookView(receipt.value, reader, at: now)
                return .json(200, etag: receipt.value.revision) { view.write(to: &$0) }
            }
        }
    }

    /// What a reader's thread has found, for the web's.
    private final class Found: Sendable {
        private let value = Mutex<Webhook?>(nil)
        var webhook: Webhook? { value.withLock { $0 } }
        func note(_ webhook: Webhook?) { value.withLock { $0 = webhook } }
    }

    private static func keep(_ draft: WebhookDraft, _ id: String, _ database: Database) throws {
        guard draft.webhook.kind != .mail else { return }
        let known = try database.deliveryTargets.find(id)
        guard let address = draft.address?.url ?? known?.address else { return }
        var target = DeliveryTarget(id: id, address: address, secret: draft.secret ?? known?.secret)
        (target.succeeded, target.previous, target.previousUntil) = (known?.succeeded, known?.previous, known?.previousUntil)
        try database.deliveryTargets.put(target)
    }
}
