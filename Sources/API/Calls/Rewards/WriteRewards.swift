import Identity
import JSON
import PointsEngine
import Web

/// `POST /rewards`, `PUT /rewards/{id}`, `POST /rewards/{id}/archive`: the catalogue as managers change it.
enum WriteRewards {
    static let create = Endpoint(.atLeast(.manager)) { call in
        let body = try call.body(knowing: Reward.keys)
        let id = try body.optionalText("id", upTo: 128) ?? Slug.make(from: body.localizedText("title"))
        let reward = try Reward(body, id: id, known: nil, call.directory.programme.calendar)
        write(.putReward(PutReward(reward: reward, revision: nil)), status: 201, call)
    }

    static let change = Endpoint(.atLeast(.manager)) { call in
        guard let known = call.directory.rewards[call.path("id")] else { throw Problem.notFound }
        let reward = try Reward(try call.body(knowing: Reward.keys), id: known.id, known: known, call.directory.programme.calendar)
        write(.putReward(PutReward(reward: reward, revision: try call.revision())), status: 200, call)
    }

    /// Archived, never deleted; `{"archived": false}` brings it back.
    static let archive = Endpoint(.atLeast(.manager)) { call in
        guard var known = call.directory.rewards[call.path("id")] else { throw Problem.notFound }
        let body = call.request.body.isEmpty ? JSONObject() : try call.body(knowing: ["archived"])
        known.isArchived = try body.flag("archived", default: true)
        let revision = call.request.header("If-Match") == nil ? known.revision : try call.revision()
        write(.putReward(PutReward(reward: known, revision: revision)), status: 200, call)
    }

    private static func write(_ command: Command, status: Int, _ call: Call) {
        let view = RewardView(tiers: call.directory.tiers, tier: nil, standing: nil, redeemed: [:], now: call.now)
        call.carryOut(command) { receipt in
            guard case .reward(let reward) = receipt else { throw Problem(500, "internal") }
            return .json(status, etag: reward.revision) { view.write(reward, to: &$0) }
        }
    }
}
