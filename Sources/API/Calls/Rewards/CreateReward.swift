import Identity
import JSON
import PointsEngine
import Web

/// `POST /rewards`: a new reward of the catalogue. The same again is the same reward.
enum CreateReward {
    static let endpoint = Endpoint(.atLeast(.manager)) { call in
        let body = try call.body(knowing: Reward.keys)
        let id = try body.optionalText("id", upTo: 128) ?? Slug.make(from: body.localizedText("title"), call)
        let reward = try Reward(body, id: id, known: nil, call.directory.programme.calendar)
        carryOut(PutReward(reward: reward, revision: nil), status: 201, call)
    }

    /// Carries out a command about one reward, and answers with the reward as the caller sees it.
    static func carryOut(_ command: some Command<Configured<Reward>>, status: Int, _ call: Call) {
        let me = call.caller.member, now = call.now
        call.carryOut(command, reading: { receipt, directory, reader in
            let (reward, status) = receipt.answer(status)
            let view = try RewardView([reward], for: me, directory, reader, at: now)
            return .json(status, etag: reward.revision) { view.write(reward, to: &$0) }
        })
    }
}
