import Identity
import Periods
import RuleEngine

/// What stands between a member and a reward.
package enum RewardObstacle: Hashable, Sendable {
    case archived
    /// It can be had from then on.
    case notYet(Instant)
    /// It could be had until then.
    case over(Instant)
    /// It asks for this tier.
    case tierTooLow(Tier)
    case limitReached
    case outOfStock
    case insufficientPoints(missing: Points)

    package var code: Code {
        switch self {
        case .archived, .notYet, .over: .notAvailable
        case .tierTooLow: .tierTooLow
        case .limitReached: .limitReached
        case .outOfStock: .outOfStock
        case .insufficientPoints: .insufficientPoints
        }
    }

    /// As redeeming is refused for it.
    var refusal: Refusal {
        if case .insufficientPoints = self { Refusal(code) } else { Refusal(code, at: "/reward") }
    }
}

/// A member who wants pieces of a reward: one author of why it cannot be had, for the engine, which refuses by it, and for the catalogue,
/// which tells it beforehand.
///
/// ```swift
/// RewardWish(reward: mug, tiers: tiers, tier: "silver", had: 0, available: 120).obstacle(at: now)    // .tierTooLow(gold)
/// ```
package struct RewardWish {
    private let reward: Reward
    private let pieces: Int64
    private let tiers: [Tier]
    private let tier: String?
    private let had: Int64
    private let available: Points

    /// - Parameters:
    ///   - tiers: all there are, by threshold.
    ///   - tier: the one that the member holds.
    ///   - had: pieces that the member had in the window of the reward's limit.
    package init(reward: Reward, pieces: Int64 = 1, tiers: [Tier], tier: String?, had: Int64, available: Points) {
        self.reward = reward
        self.pieces = pieces
        self.tiers = tiers
        self.tier = tier
        self.had = had
        self.available = available
    }

    /// The first that holds; nil: the reward can be had.
    package func obstacle(at now: Instant) -> RewardObstacle? {
        if reward.isArchived { return .archived }
        if let from = reward.from, now < from { return .notYet(from) }
        if let until = reward.until, until <= now { return .over(until) }
        if let least = leastTier { return .tierTooLow(least) }
        if let left, left < pieces { return .limitReached }
        if let stock = reward.stock, stock < pieces { return .outOfStock }
        let (cost, overflows) = reward.cost.multipliedReportingOverflow(by: pieces)
        guard overflows || available < cost else { return nil }
        return .insufficientPoints(missing: overflows ? .max : cost.subtractingReportingOverflow(available).partialValue)
    }

    /// How many more the limit leaves; nil: there is none.
    package var left: Int64? { reward.limit.map { max(0, $0.count - had) } }

    /// The tier that is asked for and not reached. A tier that is gone asks for nothing any more.
    private var leastTier: Tier? {
        guard let wanted = tiers.firstIndex(where: { $0.id == reward.tier }) else { return nil }
        return (tiers.firstIndex { $0.id == tier } ?? -1) < wanted ? tiers[wanted] : nil
    }
}

extension TallyKey {
    /// Counts the pieces of a reward that a member has had.
    package static func pieces(of reward: String, had member: MemberID) -> TallyKey { TallyKey(.member(member), .limit("reward:\(reward)")) }
}
