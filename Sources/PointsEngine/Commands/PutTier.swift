import Identity
import JSON

/// A new tier (`revision` nil), or a change of one. Everyone whose points reach a tier is raised at once; nobody is lowered before the review.
///
/// All tiers have one window: changing that of one moves them all, and what is held then holds to the end of the period
/// after the one that runs in the new window. The revisions of those that are moved stay, so that whoever saves several tiers at once
/// is not overtaken by themselves.
///
/// Refusals: `malformed`, `conflict`, `not-found`, `stale`.
package struct PutTier: Command, Hashable {
    package static let name = "put-tier"
    package static let group: AuditGroup? = .tier

    package let tier: Tier
    package let revision: Int64?

    package init(tier: Tier, revision: Int64?) {
        self.tier = tier
        self.revision = revision
    }

    package var subject: String? { tier.id }
    package func write(to writer: inout JSONWriter) { writer.value(tier.stored, madeOn: revision) }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(tier: try Tier(id: stored.subject, stored: try fields.bytes("value")), revision: try fields.optionalInteger("revision"))
    }

    package func carryOut(on draft: Draft) throws -> Configured<Tier> { try draft.put(self) }
}

extension Draft {
    fileprivate func put(_ put: PutTier) throws -> Configured<Tier> {
        var tier = put.tier
        guard Identifier<IdentifierKind.Key>(tier.id).isWellFormed else { throw Refusal(.malformed, at: "/id") }
        guard 0...Points.bound ~= tier.threshold else { throw Refusal(.malformed, at: "/threshold", "0 or more points") }
        let tiers = try overlay.tiers()
        let others = tiers.filter { $0.id != tier.id }, known = tiers.first { $0.id == tier.id }
        if put.revision == nil, let known, tier.isSame(as: known) { return Configured(known, isRepetition: true) }
        let movesAll = known.map { $0.window != tier.window } ?? false
        guard movesAll || others.allSatisfy({ $0.window == tier.window }) else { throw Refusal(.malformed, at: "/window", "all tiers have one window") }
        guard others.allSatisfy({ $0.threshold != tier.threshold }) else { throw Refusal(.malformed, at: "/threshold", "thresholds order the tiers, and differ") }
        guard others.count < Self.maximumTiers else { throw Refusal(.malformed, at: "/id", "at most \(Self.maximumTiers) tiers") }
        tier.revision = try nextRevision(put.revision, known: known?.revision)
        overlay.changes.tiers[tier.id] = tier
        if movesAll { try moveWindow(of: others, to: tier.window) }
        for member in try overlay.everyone() where member.isThere(at: now) { try raiseTier(of: member.id) }
        return Configured(tier)
    }

    private static var maximumTiers: Int { 20 }

    private func moveWindow(of others: [Tier], to window: Tier.Window) throws {
        for var other in others {
            other.window = window
            overlay.changes.tiers[other.id] = other
        }
        for member in try overlay.everyone() {
            guard var standing = try overlay.tierStanding(member.id) else { continue }
            standing.review = window.endOfNext(at: now, calendar)
            standing.grace = nil
            overlay.changes.tierStandings[member.id] = standing
        }
    }
}

extension Tier {
    /// Whether it says the same, whatever its revision.
    func isSame(as other: Tier) -> Bool {
        var copy = self
        copy.revision = other.revision
        return copy == other
    }
}
