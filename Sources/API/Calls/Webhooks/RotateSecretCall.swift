import JSON
import Outbound
import PointsEngine
import Store
import Web

/// `POST /webhooks/{id}/secret`: a new one; both sign for a while, so that the receiver can change over without losing anything.
enum RotateSecretCall {
    static let endpoint = Endpoint(
        .post, "/webhooks/{id}/secret", .atLeast(.admin, .admin), "A new secret, told once; the old one signs beside it for a while.",
        takes: Input(body: .optionalJSON(["hours?": .integer])), gives: .json(["secret": .text, "previous_until": .instant])
    ) { call in
        let id = call.path("id"), hours = try call.body().optionalInteger("hours") ?? 24
        guard 0...720 ~= hours else { throw Problem.malformed("0 to 720 hours", at: "/hours") }
        let secret = Signature.newSecret(), until = call.now.adding(seconds: hours * 3_600), services = call.site.services
        call.write(Note(kind: "webhook-secret-changed", subject: id, detail: ["until": .string(until.rfc3339)])) { database in
            guard try database.webhook(id)?.kind == .standard, var target = try database.deliveryTargets.find(id) else { throw Problem.notFound }
            (target.previous, target.previousUntil, target.secret) = (target.secret, until, secret)
            try database.deliveryTargets.put(target)
        } _: {
            services.deliveries?.look(at: id, anew: false)
            return .json { writer in
                writer.object { writer in
                    writer.member("secret", secret)
                    writer.member("previous_until", until.rfc3339)
                }
            }
        }
    }
}
