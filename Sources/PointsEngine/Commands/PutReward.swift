import Identity
import JSON
import Periods

/// A new reward (`revision` nil), or a change of one. Putting the same new one again is one; a redemption that
/// takes from the stock counts as a change, so that nobody writes back a stock that is gone.
///
/// Refusals: `malformed`, `conflict`, `not-found`, `stale`.
package struct PutReward: Command, Hashable {
    package static let name = "put-reward"
    package static let group: AuditGroup? = .reward

    package let reward: Reward
    package let revision: Int64?

    package init(reward: Reward, revision: Int64?) {
        self.reward = reward
        self.revision = revision
    }

    package var subject: String? { reward.id }
    package func write(to writer: inout JSONWriter) { writer.value(reward.stored, madeOn: revision) }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(reward: try Reward(id: stored.subject, stored: try fields.bytes("value")), revision: try fields.optionalInteger("revision"))
    }

    package func carryOut(on draft: Draft) throws -> Configured<Reward> { try draft.put(self) }
}

extension Draft {
    fileprivate func put(_ put: PutReward) throws -> Configured<Reward> {
        var reward = put.reward
        guard Identifier<IdentifierKind.Key>(reward.id).isWellFormed else { throw Refusal(.malformed, at: "/id") }
        guard 1...Points.bound ~= reward.cost else { throw Refusal(.malformed, at: "/cost", "1 or more points") }
        guard reward.stock.map({ 0...Points.bound ~= $0 }) ?? true else { throw Refusal(.malformed, at: "/stock", "0 or more pieces") }
        guard reward.limit.map({ $0.count > 0 }) ?? true else { throw Refusal(.malformed, at: "/limit/count", "1 or more pieces") }
        if let tier = reward.tier, try !overlay.tiers().contains(where: { $0.id == tier }) { throw Refusal(.notFound, at: "/tier") }
        if let from = reward.from, let until = reward.until, from >= until { throw Refusal(.malformed, at: "/until", "later than from") }
        if let problem = RewardField.problem(of: reward.fields) { throw Refusal(.malformed, at: problem.pointer, problem.words) }
        let known = try overlay.reward(reward.id)
        if put.revision == nil, let known, reward.isSame(as: known) { return Configured(known, isRepetition: true) }
        reward.revision = try nextRevision(put.revision, known: known?.revision)
        reward.makers = makers(of: reward, after: known)
        overlay.changes.rewards[reward.id] = reward
        return Configured(reward)
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
