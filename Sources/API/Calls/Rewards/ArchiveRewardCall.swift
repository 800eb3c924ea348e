import Identity
import JSON
import PointsEngine
import Web

/// `POST /rewards/{id}/archive`: archived, never deleted; `{"archived": false}` brings it back.
enum ArchiveRewardCall {
    static let endpoint = Endpoint(
        .post, "/rewards/{id}/archive", .atLeast(.manager),
        "Take a reward out of the catalogue, or back.",
        takes: Input(body: .optionalJSON(["archived?": .orNull(.flag)]), headers: [.ifMatchWhereKnown]),
        gives: .json("Reward")
    ) { call in
        guard var known = call.directory.rewards[call.path("id")] else { throw Problem.notFound }
        let body = try call.body()
        let isArchived = try body.flag("archived", default: true)
        let revision = try call.revisionWhereKnown()
        guard !isArchived else {
            return PutRewardCall.carryOut(ArchiveReward(id: known.id, revision: revision), status: 200, call)
        }
        known.isArchived = false
        PutRewardCall.carryOut(PutReward(reward: known, revision: revision ?? known.revision), status: 200, call)
    }
}
