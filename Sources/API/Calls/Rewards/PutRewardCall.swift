import Identity
import JSON
import PointsEngine
import Web

/// A reward of the catalogue, new or changed.
enum PutRewardCall {
    /// `POST /rewards`: the same again is the same reward.
    static let new = Endpoint(
        .post, "/rewards", .atLeast(.manager), "A new reward.", takes: Input(body: .json("RewardDraft"), headers: [.idempotencyKey]),
        gives: .createdOrKnown("Reward")
    ) { call in
        let body = try call.body()
        let id = try body.optionalText("id", upTo: 128) ?? Slug.make(from: body.localizedText("title"), call)
        let reward = try Reward(body, id: id, known: nil, call.directory.programme.calendar)
        put(reward, revision: nil, status: 201, call)
    }

    /// `PUT /rewards/{id}`: what is left out stays as it is.
    static let change = Endpoint(
        .put, "/rewards/{id}", .atLeast(.manager), "Change a reward; what is left out stays as it is.",
        takes: Input(body: .json("RewardDraft"), headers: [.ifMatch]), gives: .json("Reward")
    ) { call in
        guard let known = call.directory.rewards[call.path("id")] else { throw Problem.notFound }
        let body = try call.body()
        try body.checkID(known.id)
        let reward = try Reward(body, id: known.id, known: known, call.directory.programme.calendar)
        put(reward, revision: try call.revision(), status: 200, call)
    }

    /// A picture that was sent has to be there.
    private static func put(_ reward: Reward, revision: Int64?, status: Int, _ call: Call) {
        let picture = reward.picture.flatMap(PictureID.init(path:))
        guard picture != nil else { return carryOut(PutReward(reward: reward, revision: revision), status: status, call) }
        call.when({ try $0.expect(picture, at: "/picture") }) { carryOut(PutReward(reward: reward, revision: revision), status: status, call) }
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
