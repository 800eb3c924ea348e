import PointsEngine
import Store
import Web

/// `DELETE /webhooks/{id}`: what waits for it is dropped, and its address forgotten.
enum DeleteWebhookCall {
    static let endpoint = Endpoint(
        .delete, "/webhooks/{id}", .atLeast(.admin, .admin), "Tell it nothing any more, and forget where it was.", takes: Input(headers: [.ifMatchWhereKnown]), gives: .nothing
    ) { call in
        let id = call.path("id")
        call.configure(DeleteWebhook(id: id, revision: try call.revisionWhereKnown()), id) { database, _ in
            try database.deliveryTargets.remove(id)
        } _: { _, _ in .noContent }
    }
}
