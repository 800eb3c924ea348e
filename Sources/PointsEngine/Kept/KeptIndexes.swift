import Identity
import Periods

/// What is asked of kept things otherwise than by key, where all of them are in memory.
package struct KeptIndexes: Sendable {
    /// Whoever was ever aimed at something.
    package private(set) var targetOwners: Set<TargetKey.Owner> = []
    /// By threshold, then by id.
    package private(set) var tiers: [Tier] = []
    /// By id.
    package private(set) var webhooks: [Webhook] = []
    /// The end of the last locked period, by board.
    package private(set) var locks: [String: Instant] = [:]
    /// The latest of them.
    package private(set) var lastLock: Instant?
    /// Managers and those above them.
    package private(set) var leaders: [MemberID: Member] = [:]

    package init() {}

    /// - Parameter locks: of archives that are not in memory.
    package init(of tables: Tables, locks: [String: Instant] = [:]) {
        note(tables)
        for (board, end) in locks { note(lock: end, of: board) }
    }

    /// Takes over what was committed.
    package mutating func note(_ changes: Tables) {
        if !changes.targets.isEmpty { targetOwners.formUnion(changes.targets.keys.map(\.owner)) }
        for member in changes.members.values where member.leads || leaders[member.id] != nil { leaders[member.id] = member.leads ? member : nil }
        if !changes.tiers.isEmpty { tiers = changes.tiers.applied(to: tiers) }
        if !changes.webhooks.isEmpty { webhooks = changes.webhooks.applied(to: webhooks) }
        if !changes.archives.isEmpty { for archive in changes.archives.values { note(lock: archive.end, of: archive.board) } }
    }

    private mutating func note(lock end: Instant, of board: String) {
        locks[board] = max(locks[board] ?? end, end)
        lastLock = max(lastLock ?? end, end)
    }
}

extension Table<Webhook> {
    /// Webhooks in order, after what was changed.
    package func applied(to webhooks: [Webhook]) -> [Webhook] {
        isEmpty ? webhooks : (webhooks.filter { !hasChanged($0.id) } + values).sorted(by: Webhook.isBefore)
    }
}

extension Table<Tier> {
    /// Tiers in order, after what was changed.
    package func applied(to tiers: [Tier]) -> [Tier] {
        isEmpty ? tiers : (tiers.filter { !hasChanged($0.id) } + values).sorted(by: Tier.isBelow)
    }
}
