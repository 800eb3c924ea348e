import Identity
import JSON
import Ledger
import Periods
import RuleEngine
import Structures

/// Something that stands on top of other facts, and says what was changed.
protocol Layer: Facts where Failure == any Error {
    var base: any Facts { get }
    /// The box of what was changed: copies of all tables would be dear.
    var changedTables: Boxed<Tables> { get }
    var entries: [Entry] { get }

    /// What was changed under a key; nil: nothing.
    func said<Value: Kept>(_ kind: Value.Type, _ key: Value.Key) -> Value??
    var hasChangedTeams: Bool { get }
}

extension Layer {
    /// In their place.
    @inline(__always)
    var tables: Tables { _read { yield changedTables.wrappedValue } }

    package func find<Value: Kept>(_ kind: Value.Type, _ key: Value.Key) throws -> Value? {
        if let said = said(kind, key) { return said }
        return try base.find(kind, key)
    }

    package func all<Value: Kept>(_ kind: Value.Type) throws -> [Value.Key: Value] {
        var all = try base.all(kind)
        let changed = tables[keyPath: Value.place]
        for (key, value) in changed { all[key] = value }
        for key in changed.deleted { all[key] = nil }
        return all
    }

    /// What stands below may know it whole.
    package func lineage(of team: TeamID?) throws -> [TeamID] {
        try hasChangedTeams ? walkedLineage(of: team) : base.lineage(of: team)
    }

    package func entry(_ number: Int64) throws -> Entry? {
        guard let first = entries.first?.number, number >= first else { return try base.entry(number) }
        return Int(number - first) < entries.count ? entries[Int(number - first)] : nil
    }

    package func activities(after number: Int64, limit: Int) throws -> [Recorded] {
        let changed = tables.recorded
        guard !changed.isEmpty else { return try base.activities(after: number, limit: limit) }
        let below = try base.activities(after: number, limit: limit)
        // What was recorded on top comes after all that is below; what was changed on top stands at its old place.
        let known = below.map { changed[$0.activity.key] ?? $0 }
        guard known.count < limit else { return known }
        let first = try base.nextCommand()
        let above = changed.values.filter { $0.number >= first && $0.number > number }.sorted { $0.number < $1.number }
        return known + above.prefix(limit - known.count)
    }

    package func hasTargets(_ owner: TargetKey.Owner) throws -> Bool {
        try tables.targets.contains { $0.key.owner == owner } || base.hasTargets(owner)
    }

    package func tiers() throws -> [Tier] { try tables.tiers.applied(to: base.tiers()) }

    package func webhooks() throws -> [Webhook] { try tables.webhooks.applied(to: base.webhooks()) }

    package func lockedThrough(board: String) throws -> Instant? {
        let below = try base.lockedThrough(board: board)
        return tables.archives.values.reduce(below) { $1.board == board ? max($0 ?? $1.end, $1.end) : $0 }
    }

    package func lastLock() throws -> Instant? {
        let below = try base.lastLock()
        return tables.archives.values.reduce(below) { max($0 ?? $1.end, $1.end) }
    }

    package func everyone() throws -> [Member] {
        let below = try base.everyone()
        guard !tables.members.isEmpty else { return below }
        return below.filter { !tables.members.hasChanged($0.id) } + tables.members.values
    }

    package func leaders() throws -> [Member] {
        let below = try base.leaders()
        guard !tables.members.isEmpty else { return below }
        return below.filter { !tables.members.hasChanged($0.id) } + tables.members.values.filter(\.leads)
    }

    package func noticeKeys(of member: MemberID) throws -> [NoticeKey] {
        let notices = tables.notices, below = try base.noticeKeys(of: member).filter { !notices.hasChanged($0) }
        return below + notices.keys.filter { $0.member == member }
    }

    package func nextEntry() throws -> Int64 { try base.nextEntry() + Int64(entries.count) }
}

/// A batch in the making, on top of committed facts: its commands have changed this, and none of it is written.
///
/// It holds a copy of its base: drop it before the base is changed, or that copies the whole of it. An object, so that a draft
/// on top of a batch refers to it instead of copying what the batch has changed.
package final class Overlay: Layer {
    package typealias Failure = any Error

    package private(set) var base: any Facts
    package private(set) var changes: BatchChanges

    /// - Parameter changes: what other commands have changed on the same base already.
    package init(on base: any Facts, _ changes: BatchChanges = BatchChanges()) {
        self.base = base
        self.changes = changes
    }

    var changedTables: Boxed<Tables> { changes.$tables }
    var entries: [Entry] { changes.entries }

    /// In its place: a copy of all tables for each look would be dear.
    @inline(__always)
    func said<Value: Kept>(_ kind: Value.Type, _ key: Value.Key) -> Value?? { changes.tables[keyPath: Value.place].said(of: key) }
    var hasChangedTeams: Bool { !changes.tables.teams.isEmpty }

    /// Drafts ask through `any Facts`, which knows no kind: each has code of its own.
    package func find<Value: Kept>(_ kind: Value.Type, _ key: Value.Key) throws -> Value? { try kind.found(key, on: self) }

    /// Takes one decided command.
    package func absorb(_ command: Changes) throws {
        try changes.absorb(command, number: nextCommand()) { [base] key, day in try base.kept(key, on: day) }
    }

    /// Stands on other facts that say the same: on what the old base, itself an overlay, has been merged into.
    package func rebase(on merged: any Facts) { base = merged }

    package func kept(_ key: TallyKey, on day: Day) throws -> KeptTally { try changes.tallies.kept(key, on: day) ?? base.kept(key, on: day) }

    package func tally(_ key: TallyKey, over days: DayRange) throws -> Tally {
        // One day that was changed needs nothing from below.
        if days.count == 1, let now = changes.tallies[key, days.start] { return now }
        var tally = try base.tally(key, over: days)
        try changes.tallies.forEach(of: key, within: days) { tally = try tally.replacing($0.before, by: $0.now) }
        return tally
    }

    package func tallies(of measure: Measure, over days: DayRange) throws -> [(owner: Owner, tally: Tally)] {
        var byOwner: [Owner: Tally] = [:]
        for (owner, tally) in try base.tallies(of: measure, over: days) { byOwner[owner] = tally }
        for cell in changes.tallies.cells where cell.key.measure == measure && measure.lists(cell.key.owner) && days.contains(cell.day) {
            byOwner[cell.key.owner] = try (byOwner[cell.key.owner] ?? .zero).replacing(cell.before, by: cell.now)
        }
        return byOwner.map { ($0.key, $0.value) }
    }

    package func nextCommand() throws -> Int64 { try base.nextCommand() + changes.commands }
}

/// One command being decided, on top of the facts that it is given.
package final class DraftOverlay: Layer {
    package typealias Failure = any Error

    package let base: any Facts
    package internal(set) var changes = Changes()

    init(on base: any Facts) { self.base = base }

    var changedTables: Boxed<Tables> { changes.$tables }
    var entries: [Entry] { changes.entries }

    /// In its place: a copy of all tables for each look would be dear.
    @inline(__always)
    func said<Value: Kept>(_ kind: Value.Type, _ key: Value.Key) -> Value?? { changes.tables[keyPath: Value.place].said(of: key) }
    var hasChangedTeams: Bool { !changes.tables.teams.isEmpty }

    package func tally(_ key: TallyKey, over days: DayRange) throws -> Tally {
        var tally = try base.tally(key, over: days)
        guard !changes.moves.isEmpty else { return tally }
        try changes.moves.forEach(of: key, within: days) { tally = try tally.moved(by: $0.now, nextCommand()) }
        return tally
    }

    package func tallies(of measure: Measure, over days: DayRange) throws -> [(owner: Owner, tally: Tally)] {
        var byOwner: [Owner: Tally] = [:]
        for (owner, tally) in try base.tallies(of: measure, over: days) { byOwner[owner] = tally }
        for move in changes.moves.cells where move.key.measure == measure && measure.lists(move.key.owner) && days.contains(move.day) {
            byOwner[move.key.owner] = try (byOwner[move.key.owner] ?? .zero).moved(by: move.now, nextCommand())
        }
        return byOwner.map { ($0.key, $0.value) }
    }

    /// That of the command itself.
    package func nextCommand() throws -> Int64 { try base.nextCommand() }
}

extension Owner {
    /// Whether it can stand on a board.
    package var isEntrant: Bool {
        switch self {
        case .member, .team, .customer: true
        case .company, .key: false
        }
    }
}

extension Measure {
    /// Whether an owner is among those of the measure that are asked for all at once.
    package func lists(_ owner: Owner) -> Bool { owner.isEntrant || self == .credited }
}

extension Tally {
    /// The sum after a command has moved it. One that leaves the sum as it was did not reach it.
    func moved(by move: Tally, _ command: Int64) throws(DecimalError) -> Tally {
        Tally(sum: try sum.adding(move.sum), count: count + move.count, changed: move.sum.isZero ? changed : max(changed, move.changed == 0 ? command : move.changed))
    }

    /// The sum after one day of it changed.
    func replacing(_ before: Tally, by now: Tally) throws(DecimalError) -> Tally {
        Tally(
            sum: try sum.adding(now.sum.subtracting(before.sum)), count: count + now.count - before.count,
            changed: max(changed, now.changed))
    }
}

extension Tier {
    /// The order of tiers: by threshold, then by id.
    package static func isBelow(_ a: Tier, _ b: Tier) -> Bool {
        a.threshold == b.threshold ? a.id < b.id : a.threshold < b.threshold
    }
}
