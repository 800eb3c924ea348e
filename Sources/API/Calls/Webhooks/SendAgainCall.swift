import JSON
import PointsEngine
import Store
import Web

/// Sending by hand: a test, one delivery again, or all that failed.
enum SendAgainCall {
    /// `POST /webhooks/{id}/test`.
    static let test = Endpoint(
        .post, "/webhooks/{id}/test", .atLeast(.admin, .admin), "Send a test; its attempts tell what came of it.", takes: Input(body: .optionalJSON([:])), gives: .accepted
    ) { call in
        let id = call.path("id"), now = call.now
        begin(call, "webhook-tested", [:]) { database in
            let body = JSONWriter.object { $0.member("webhook", id) }
            try database.deliveries.post(to: id, EventType.test, subject: nil, body, at: now)
        }
    }

    /// `POST /webhooks/{id}/deliveries/{delivery}/send`: under the same id, so that who has it already knows it again.
    static let one = Endpoint(
        .post, "/webhooks/{id}/deliveries/{delivery}/send", .atLeast(.admin, .admin), "Send a delivery again, whatever came of it.", takes: Input(body: .optionalJSON([:])),
        gives: .accepted
    ) { call in
        let id = call.path("id"), now = call.now
        guard let number = Int64(call.path("delivery")) else { throw Problem.notFound }
        begin(call, "delivery-sent-again", ["delivery": .string("\(number)")]) { database in
            guard try database.deliveries.renew(number, of: id, at: now) else { throw Problem.notFound }
        }
    }

    /// `POST /webhooks/{id}/send`: what failed and what waits for its time, once the receiver is well again.
    static let all = Endpoint(
        .post, "/webhooks/{id}/send", .atLeast(.admin, .admin), "Send all that failed again, and what waits for its time now.", takes: Input(body: .optionalJSON([:])), gives: .accepted
    ) { call in
        let id = call.path("id"), now = call.now
        begin(call, "deliveries-sent-again", [:]) { _ = try $0.deliveries.renewFailed(of: id, at: now, limit: 10_000) }
    }

    private static func begin(_ call: Call, _ kind: String, _ detail: JSONObject, _ work: @escaping @Sendable (Database) throws -> Void) {
        let id = call.path("id"), services = call.site.services
        call.write(Note(kind: kind, subject: id, detail: detail)) { database in
            guard let webhook = try database.webhook(id) else { throw Problem.notFound }
            guard webhook.isOn else { throw Problem(.conflict, "it is off: switch it on first") }
            try work(database)
            // A person says that it is well: what is known of its failures holds it up no longer.
            if var target = try database.deliveryTargets.find(id) {
                (target.paused, target.failures) = (nil, 0)
                try database.deliveryTargets.put(target)
            }
        } _: {
            services.deliveries?.look(at: id, anew: true)
            return Response(status: 202, headers: [.init("Cache-Control", "no-store")])
        }
    }
}
