import Identity
import JSON
import PointsEngine
import Web

/// `PUT /rewards/{id}`: a change of a reward; what is left out stays as it is.
enum EditReward {
    static let endpoint = Endpoint(.atLeast(.manager)) { call in
        guard let known = call.directory.rewards[call.path("id")] else { throw Problem.notFound }
        let body = try call.body(knowing: Reward.keys)
        try body.checkID(known.id)
        let reward = try Reward(body, id: known.id, known: known, call.directory.programme.calendar)
        CreateReward.carryOut(PutReward(reward: reward, revision: try call.revision()), status: 200, call)
    }
}
