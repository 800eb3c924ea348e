import Identity

/// Takes a reward out of the catalogue: it is archived, never deleted.
///
/// Refusals: `not-found`, `stale`.
package struct ArchiveReward: RevisedCommand, Hashable {
    package static let name = "archive-reward"
    package static let group: AuditGroup? = .reward

    package let id: String
    package let revision: Int64?

    package init(id: String, revision: Int64?) {
        self.id = id
        self.revision = revision
    }

    package func carryOut(on draft: Draft) throws -> Configured<Reward> {
        guard var reward = try draft.overlay.reward(id) else { throw Refusal(.notFound) }
        reward.revision = try draft.nextRevision(revision ?? reward.revision, known: reward.revision)
        reward.isArchived = true
        draft.overlay.changes.rewards[reward.id] = reward
        return Configured(reward)
    }
}
