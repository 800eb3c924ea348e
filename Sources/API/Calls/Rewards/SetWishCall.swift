import JSON
import PointsEngine
import Web

/// `PUT /rewards/{id}/wish` `{wanted}`: the caller saves for a reward, or no longer. They are told when it can be had.
enum SetWishCall {
    static let endpoint = Endpoint(
        .put, "/rewards/{id}/wish", .signedIn(nil), "Save for a reward, or no longer.", takes: .body(["wanted": .flag]), gives: .json("Reward")
    ) { call in
        guard let me = call.caller.member else { throw Problem.notPermitted }
        let id = call.path("id"), now = call.now
        guard let isWanted = try call.body().optionalFlag("wanted") else { throw Problem.malformed("wanted is true or false", at: "/wanted") }
        call.carryOut(SetWish(id, isWanted: isWanted), reading: { _, directory, reader in
            guard let reward = directory.rewards[id] else { throw Problem.notFound }
            let view = try RewardView([reward], for: me, directory, reader, at: now)
            return .json { view.write(reward, to: &$0) }
        })
    }
}
