import Identity
import Periods

/// Rewards as managers change them. A reward is archived, never deleted. Putting the same new one again is one; a redemption that
/// takes from the stock counts as a change, so that nobody writes back a stock that is gone.
///
/// Refusals: `malformed`, `conflict`, `not-found`, `stale`.
extension Draft {
    func put(_ put: PutReward) throws -> Receipt {
        var reward = put.reward
        guard Identifier<IdentifierKind.Key>(reward.id).isWellFormed else { throw Refusal(.malformed, at: "/id") }
        guard 1...Points.bound ~= reward.cost else { throw Refusal(.malformed, at: "/cost", "1 or more points") }
        guard reward.stock.map({ 0...Points.bound ~= $0 }) ?? true else { throw Refusal(.malformed, at: "/stock", "0 or more pieces") }
        guard reward.limit.map({ $0.count > 0 }) ?? true else { throw Refusal(.malformed, at: "/limit/count", "1 or more pieces") }
        if let tier = reward.tier, try !overlay.tiers().contains(where: { $0.id == tier }) { throw Refusal(.notFound, at: "/tier") }
        if let from = reward.from, let until = reward.until, from >= until { throw Refusal(.malformed, at: "/until", "later than from") }
        let known = try overlay.reward(reward.id)
        if put.revision == nil, let known, reward.isSame(as: known) { return .rewardKnown(known) }
        reward.revision = try nextRevision(put.revision, known: known?.revision)
        reward.makers = makers(of: reward, after: known)
        overlay.changes.rewards[reward.id] = reward
        return .reward(reward)
    }

    func archive(_ archive: ArchiveReward) throws -> Receipt {
        guard var reward = try overlay.reward(archive.id) else { throw Refusal(.notFound) }
        reward.revision = try nextRevision(archive.revision ?? reward.revision, known: reward.revision)
        reward.isArchived = true
        overlay.changes.rewards[reward.id] = reward
        return .reward(reward)
    }
}

extension Draft {
    /// Those of this month: who changes a title washes nobody's hands.
    private func makers(of reward: Reward, after known: Reward?) -> [String: Instant] {
        let month = calendar.period(.month, containing: now)
        var makers = (known?.makers ?? [:]).filter { $0.value >= month.start }
        if actor.isPerson, known.map({ !reward.hasTerms(of: $0) }) ?? true { makers[actor.person] = now }
        return makers
    }
}

extension Reward {
    /// Whether it says the same, whatever its revision.
    fileprivate func isSame(as other: Reward) -> Bool {
        var copy = self
        copy.revision = other.revision
        copy.makers = other.makers
        return copy == other
    }
}
