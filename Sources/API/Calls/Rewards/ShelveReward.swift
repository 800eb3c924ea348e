import Identity
import JSON
import PointsEngine
import Web

/// `POST /rewards/{id}/archive`: archived, never deleted; `{"archived": false}` brings it back.
enum ShelveReward {
    static let endpoint = Endpoint(.atLeast(.manager)) { call in
        guard var known = call.directory.rewards[call.path("id")] else { throw Problem.notFound }
        let body = call.request.body.isEmpty ? JSONObject() : try call.body(knowing: ["archived"])
        let isArchived = try body.flag("archived", default: true)
        let revision = call.request.header("If-Match") == nil ? nil : try call.revision()
        guard !isArchived else {
            return CreateReward.carryOut(ArchiveReward(id: known.id, revision: revision), status: 200, call)
        }
        known.isArchived = false
        CreateReward.carryOut(PutReward(reward: known, revision: revision ?? known.revision), status: 200, call)
    }
}
