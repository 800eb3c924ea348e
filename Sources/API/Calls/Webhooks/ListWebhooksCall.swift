import JSON
import PointsEngine
import Store
import Web

/// `GET /webhooks`: who outside is told what happens here, and how they fare.
enum ListWebhooksCall {
    static let endpoint = Endpoint(
        .get, "/webhooks", .atLeast(.admin, .admin), "Who outside is told what happens here, and what there is to be told.",
        gives: .json(["items": .list("Webhook"), "next": .orNull(.text), "types": .list(.text), "usual": .map(.list(.text)), "mail": .flag, "http": .flag])
    ) { call in
        let now = call.now, settings = call.deliverySettings
        call.read { reader in
            let views = try reader.webhooks().map { try WebhookView($0, reader, at: now) }
            return .json { writer in
                writer.object { writer in
                    writer.array("items") { writer in for view in views { view.write(to: &writer) } }
                    writer.member("next", .null)
                    writer.member("types", EventType.all)
                    writer.object("usual") { writer in for kind in Webhook.Kind.allCases { writer.member(kind.rawValue, EventType.usual(of: kind)) } }
                    writer.member("mail", settings.mail != nil)
                    writer.member("http", settings.allowsHTTP)
                }
            }
        }
    }

    /// `GET /webhooks/{id}`.
    static let one = Endpoint(.get, "/webhooks/{id}", .atLeast(.admin, .admin), "One of them.", gives: .json("Webhook")) { call in
        let id = call.path("id"), now = call.now
        call.read { reader in
            guard let webhook = try reader.webhook(id) else { throw Problem.notFound }
            let view = try WebhookView(webhook, reader, at: now)
            return .json(200, etag: webhook.revision) { view.write(to: &$0) }
        }
    }
}
