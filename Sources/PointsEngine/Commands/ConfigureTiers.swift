import Identity

/// Tiers as managers change them. Everyone whose points reach a tier is raised at once; nobody is lowered before the review.
///
/// All tiers have one window: changing that of one moves them all, and what is held then holds to the end of the period
/// after the one that runs in the new window. The revisions of those that are moved stay, so that whoever saves several tiers at once
/// is not overtaken by themselves.
///
/// Refusals: `malformed`, `conflict`, `not-found`, `stale`.
extension Draft {
    func put(_ put: PutTier) throws -> Receipt {
        var tier = put.tier
        guard Identifier<IdentifierKind.Key>(tier.id).isWellFormed else { throw Refusal(.malformed, at: "/id") }
        guard 0...Points.bound ~= tier.threshold else { throw Refusal(.malformed, at: "/threshold", "0 or more points") }
        let tiers = try overlay.tiers()
        let others = tiers.filter { $0.id != tier.id }, known = tiers.first { $0.id == tier.id }
        if put.revision == nil, let known, tier.isSame(as: known) { return .tierKnown(known) }
        let movesAll = known.map { $0.window != tier.window } ?? false
        guard movesAll || others.allSatisfy({ $0.window == tier.window }) else { throw Refusal(.malformed, at: "/window", "all tiers have one window") }
        guard others.allSatisfy({ $0.threshold != tier.threshold }) else { throw Refusal(.malformed, at: "/threshold", "thresholds order the tiers, and differ") }
        guard others.count < Self.maximumTiers else { throw Refusal(.malformed, at: "/id", "at most \(Self.maximumTiers) tiers") }
        tier.revision = try nextRevision(put.revision, known: known?.revision)
        overlay.changes.tiers.updateValue(tier, forKey: tier.id)
        if movesAll { try moveWindow(of: others, to: tier.window) }
        for member in try overlay.everyone() where member.isThere(at: now) { try raiseTier(of: member.id) }
        return .tier(tier)
    }

    private static var maximumTiers: Int { 20 }

    private func moveWindow(of others: [Tier], to window: Tier.Window) throws {
        for var other in others {
            other.window = window
            overlay.changes.tiers.updateValue(other, forKey: other.id)
        }
        for member in try overlay.everyone() {
            guard var standing = try overlay.standing(member.id) else { continue }
            standing.review = window.endOfNext(at: now, calendar)
            standing.grace = nil
            overlay.changes.standings.updateValue(standing, forKey: member.id)
        }
    }

    func delete(_ delete: DeleteTier) throws -> Receipt {
        guard let tier = try overlay.tiers().first(where: { $0.id == delete.id }) else { throw Refusal(.notFound) }
        _ = try nextRevision(delete.revision ?? tier.revision, known: tier.revision)
        overlay.changes.tiers.updateValue(nil, forKey: tier.id)
        // Who held it stands where the points of the running period put them.
        for member in try overlay.everyone() where try overlay.standing(member.id)?.tier == tier.id { try restand(member.id) }
        return .deleted
    }

    /// The revision after a change: `expected` is what the change was made on, nil for something new.
    func nextRevision(_ expected: Int64?, known: Int64?) throws -> Int64 {
        switch (expected, known) {
        case (nil, nil): return 1
        case (nil, _?): throw Refusal(.conflict, at: "/id", "it is there already, otherwise")
        case (_?, nil): throw Refusal(.notFound)
        case let (expected?, known?):
            guard expected == known else { throw Refusal(.stale) }
            return known + 1
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
