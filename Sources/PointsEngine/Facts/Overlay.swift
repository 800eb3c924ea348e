import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// What stands on top of committed facts: the commands of a batch in the making, one command being decided, or a draft
/// that is never written.
///
/// It holds a copy of its base: drop it before the base is changed, or that copies the whole of it. An object, so that a draft
/// on top of a batch refers to it instead of copying what the batch has changed.
package final class Overlay: Facts {
    package let base: any Facts
    package internal(set) var changes = Changes()
    package private(set) var commands: Int64 = 0

    package init(on base: any Facts) { self.base = base }

    /// Takes one decided command, or what another overlay on the same base has taken.
    package func absorb(_ command: Changes) throws {
        let number = try nextCommand()
        changes.absorb(command)
        try changes.tallies.apply(command.moves, by: number) { [base] key, day in try base.tally(key, over: DayRange(day)) }
        commands += 1
    }

    package func member(_ id: MemberID) throws -> Member? { try changes.members[id] ?? base.member(id) }
    package func team(_ id: TeamID) throws -> Team? { try changes.teams[id] ?? base.team(id) }
    package func wallet(_ id: MemberID) throws -> Wallet { try changes.wallets[id] ?? base.wallet(id) }
    package func lot(_ id: LotID) throws -> Lot? { try changes.lots[id] ?? base.lot(id) }
    package func demand(_ id: LotID) throws -> Demand? { try changes.demands[id] ?? base.demand(id) }
    package func entry(_ number: Int64) throws -> Entry? { try changes.entries.first { $0.number == number } ?? base.entry(number) }
    package func standing(_ id: MemberID) throws -> TierStanding? { try changes.standings[id] ?? base.standing(id) }
    package func recorded(_ key: ActivityKey) throws -> Recorded? { try changes.recorded[key] ?? base.recorded(key) }
    package func activities(after number: Int64, limit: Int) throws -> [Recorded] {
        guard !changes.recorded.isEmpty else { return try base.activities(after: number, limit: limit) }
        let below = try base.activities(after: number, limit: limit)
        // What was recorded on top comes after all that is below; what was changed on top stands at its old place.
        let known = below.map { changes.recorded[$0.activity.key] ?? $0 }
        guard known.count < limit else { return known }
        let first = try base.nextCommand()
        let above = changes.recorded.values.filter { $0.number >= first && $0.number > number }.sorted { $0.number < $1.number }
        return known + above.prefix(limit - known.count)
    }

    package func holders(of claim: ClaimKey) throws -> [ClaimHolder] { try changes.claims[claim] ?? base.holders(of: claim) }
    package func request(_ id: RequestID) throws -> Request? { try changes.requests[id] ?? base.request(id) }
    package func target(_ key: TargetKey) throws -> Target? { try changes.targets[key] ?? base.target(key) }
    package func hasTargets(_ owner: TargetKey.Owner) throws -> Bool { try changes.targets.keys.contains { $0.owner == owner } || base.hasTargets(owner) }
    package func reward(_ id: String) throws -> Reward? { try changes.rewards[id] ?? base.reward(id) }

    package func tiers() throws -> [Tier] {
        let below = try base.tiers()
        guard !changes.tiers.isEmpty else { return below }
        let kept = below.filter { changes.tiers[$0.id] == nil }
        return (kept + changes.tiers.values.compactMap { $0 }).sorted(by: Tier.isBelow)
    }

    package func lockedThrough(board: String) throws -> Instant? {
        try changes.archives.last { $0.board == board }?.end ?? base.lockedThrough(board: board)
    }

    package func lastLock() throws -> Instant? {
        let below = try base.lastLock()
        return changes.archives.isEmpty ? below : changes.archives.reduce(below) { max($0 ?? $1.end, $1.end) }
    }

    package func tally(_ key: TallyKey, over days: DayRange) throws -> Tally {
        var tally: Tally
        if days.count == 1, let now = changes.tallies[key, days.start] {
            // One day that was changed needs nothing from below.
            tally = now
        } else {
            tally = try base.tally(key, over: days)
            try changes.tallies.forEach(of: key, within: days) { tally = try tally.replacing($0.before, by: $0.now) }
        }
        guard !changes.moves.isEmpty else { return tally }
        try changes.moves.forEach(of: key, within: days) { tally = try tally.moved(by: $0.now, nextCommand()) }
        return tally
    }

    package func standings(of measure: Measure, over days: DayRange) throws -> [(owner: Owner, tally: Tally)] {
        var byOwner: [Owner: Tally] = [:]
        for (owner, tally) in try base.standings(of: measure, over: days) { byOwner[owner] = tally }
        for cell in changes.tallies.cells where cell.key.measure == measure && measure.lists(cell.key.owner) && days.contains(cell.day) {
            byOwner[cell.key.owner] = try (byOwner[cell.key.owner] ?? .zero).replacing(cell.before, by: cell.now)
        }
        for move in changes.moves.cells where move.key.measure == measure && measure.lists(move.key.owner) && days.contains(move.day) {
            byOwner[move.key.owner] = try (byOwner[move.key.owner] ?? .zero).moved(by: move.now, nextCommand())
        }
        return byOwner.map { ($0.key, $0.value) }
    }

    package func everyone() throws -> [Member] {
        let below = try base.everyone()
        guard !changes.members.isEmpty else { return below }
        return below.filter { changes.members[$0.id] == nil } + changes.members.values
    }

    package func nextEntry() throws -> Int64 { try base.nextEntry() + Int64(changes.entries.count) }
    package func nextCommand() throws -> Int64 { try base.nextCommand() + commands }
}

extension Owner {
    /// Whether it can stand on a board.
    package var isEntrant: Bool {
        switch self {
        case .member, .team: true
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
