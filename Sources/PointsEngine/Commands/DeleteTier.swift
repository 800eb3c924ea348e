import Identity

/// Takes a tier away: who held it stands where the points of the running period put them.
///
/// Refusals: `not-found`, `stale`.
package struct DeleteTier: RevisedCommand, Hashable {
    package static let name = "delete-tier"
    package static let group: AuditGroup? = .tier

    package let id: String
    package let revision: Int64?

    package init(id: String, revision: Int64?) {
        self.id = id
        self.revision = revision
    }

    package func carryOut(on draft: Draft) throws -> CarriedOut {
        let overlay = draft.overlay
        guard let tier = try overlay.tiers().first(where: { $0.id == id }) else { throw Refusal(.notFound) }
        _ = try draft.nextRevision(revision ?? tier.revision, known: tier.revision)
        overlay.changes.tiers[tier.id] = nil
        for member in try overlay.everyone() where try overlay.tierStanding(member.id)?.tier == tier.id { try draft.restand(member.id) }
        return CarriedOut()
    }
}
