import Identity
import Ledger

extension Draft {
    /// A wish that has come true: what stood in the way is gone.
    struct ReachedWish {
        let member: MemberID
        let reward: Reward
        /// The code of what stood in the way.
        let before: String
    }

    /// Looks again at the wishes that the command may have moved: of those whose points or tier changed, and of everyone where a reward did.
    func reachedWishes() throws -> [ReachedWish] {
        var reached: [ReachedWish] = []
        for member in movedMembers { try lookAgain(at: member, &reached) }
        for (member, _) in overlay.changes.tierStandings where !movedMembers.contains(member) { try lookAgain(at: member, &reached) }
        if !overlay.changes.rewards.isEmpty {
            let wishers = try overlay.all(Wishes.self).filter { $1.all.contains { overlay.changes.rewards.hasChanged($0.reward) } }
            for member in wishers.keys.sorted() where !movedMembers.contains(member) { try lookAgain(at: member, &reached) }
        }
        return reached
    }

    private func lookAgain(at member: MemberID, _ reached: inout [ReachedWish]) throws {
        guard let known = try overlay.find(Wishes.self, member), try overlay.member(member)?.isThere(at: now) ?? false else { return }
        var wishes = known
        for var wish in known.all {
            guard let reward = try overlay.reward(wish.reward) else { continue }
            let obstacle = try obstacle(to: reward, for: member)?.code.rawValue
            if obstacle == nil, let before = wish.obstacle { reached.append(ReachedWish(member: member, reward: reward, before: before)) }
            wish.obstacle = obstacle
            wishes.put(wish)
        }
        if wishes != known { overlay.changes.wishes[member] = wishes }
    }

    /// What stands between a member and one piece of a reward.
    func obstacle(to reward: Reward, for member: MemberID) throws -> RewardObstacle? {
        RewardWish(
            reward: reward, tiers: try overlay.tiers(), tier: try overlay.tierStanding(member)?.tier, had: try piecesHad(of: reward, by: member),
            available: try available(to: member)
        ).obstacle(at: now)
    }
}
