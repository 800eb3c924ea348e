import JSON
import PointsEngine
import Store
import Web

/// `DELETE /screens/{id}`: a screen may watch no longer, from this moment on.
enum RevokeScreenCall {
    static let endpoint = Endpoint(
        .delete, "/screens/{id}", .atLeast(.admin), "A screen may watch no longer; its live connection ends.", gives: .nothing
    ) { call in
        let id = call.path("id"), services = call.site.services
        call.write(
            Note(kind: "screen-revoked", subject: id, detail: [:]),
            { database in
                guard try database.screens.revoke(id) else { throw Problem.notFound }
            },
            {
                services.onWeb { $0.end { $0.screen?.id == id } }
                return .noContent
            })
    }
}
