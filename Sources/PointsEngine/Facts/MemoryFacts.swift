import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// All facts in memory: scenarios and simulations run on it, and a server keeps its working set in it.
package struct MemoryFacts: Facts, Sendable {
    package private(set) var members: [MemberID: Member] = [:]
    package private(set) var teams: [TeamID: Team] = [:]
    package private(set) var wallets: [MemberID: Wallet] = [:]
    package private(set) var lots: [LotID: Lot] = [:]
    package private(set) var demands: [LotID: Demand] = [:]
    package private(set) var standings: [MemberID: TierStanding] = [:]
    package private(set) var activities: [ActivityKey: Recorded] = [:]
    package private(set) var tallies: [TallyKey: DaySeries] = [:]
    package private(set) var claims: [ClaimKey: [ClaimHolder]] = [:]
    package private(set) var requests: [RequestID: Request] = [:]
    package private(set) var targets: [TargetKey: Target] = [:]
    package private(set) var rewards: [String: Reward] = [:]
    package private(set) var archives: [String: [Archive]] = [:]
    package private(set) var entries: [Entry] = []
    private var targetOwners: Set<TargetKey.Owner> = []
    private var sortedTiers: [Tier] = []
    private var commands: Int64 = 0
    /// The activities in the order in which they were recorded.
    private var recordedOrder: [(number: Int64, key: ActivityKey)] = []

    package init() {}

    package func member(_ id: MemberID) -> Member? { members[id] }
    package func team(_ id: TeamID) -> Team? { teams[id] }
    package func wallet(_ id: MemberID) -> Wallet { wallets[id] ?? Wallet(member: id) }
    package func lot(_ id: LotID) -> Lot? { lots[id] }
    package func demand(_ id: LotID) -> Demand? { demands[id] }
    package func entry(_ number: Int64) -> Entry? { number > 0 && number <= Int64(entries.count) ? entries[Int(number) - 1] : nil }
    package func standing(_ id: MemberID) -> TierStanding? { standings[id] }
    package func recorded(_ key: ActivityKey) -> Recorded? { activities[key] }
    package func activities(after number: Int64, limit: Int) -> [Recorded] {
        var low = 0, high = recordedOrder.count
        while low < high {
            let middle = (low + high) / 2
            if recordedOrder[middle].number <= number { low = middle + 1 } else { high = middle }
        }
        return recordedOrder[low...].prefix(limit).compactMap { activities[$0.key] }
    }

    package func holders(of claim: ClaimKey) -> [ClaimHolder] { claims[claim] ?? [] }
    package func request(_ id: RequestID) -> Request? { requests[id] }
    package func target(_ key: TargetKey) -> Target? { targets[key] }
    package func hasTargets(_ owner: TargetKey.Owner) -> Bool { targetOwners.contains(owner) }
    package func reward(_ id: String) -> Reward? { rewards[id] }
    package func tiers() -> [Tier] { sortedTiers }
    package func lockedThrough(board: String) -> Instant? { archives[board]?.last?.end }
    package func everyone() -> [Member] { Array(members.values) }
    package func nextEntry() -> Int64 { Int64(entries.count) + 1 }
    package func nextCommand() -> Int64 { commands + 1 }

    package func tally(_ key: TallyKey, over days: DayRange) throws -> Tally {
        try tallies[key]?.sum(over: days) ?? .zero
    }

    package func lastLock() -> Instant? { archives.values.compactMap(\.last?.end).max() }

    package func standings(of measure: Measure, over days: DayRange) throws -> [(owner: Owner, tally: Tally)] {
        try tallies.filter { $0.key.measure == measure && measure.lists($0.key.owner) }.map { ($0.key.owner, try $0.value.sum(over: days)) }
    }

    /// Merges what was committed.
    /// - Parameter commands: how many commands it came from.
    package mutating func apply(_ changes: Changes, commands: Int64) throws {
        let number = self.commands + 1
        self.commands += commands
        entries += changes.entries
        members.merge(changes.members) { $1 }
        teams.merge(changes.teams) { $1 }
        wallets.merge(changes.wallets) { $1 }
        lots.merge(changes.lots) { $1 }
        demands.merge(changes.demands) { $1 }
        for (member, standing) in changes.standings { standings[member] = standing }
        let new = changes.recorded.filter { activities[$0.key] == nil }
        recordedOrder += new.map { ($0.value.number, $0.key) }.sorted { $0.0 < $1.0 }
        activities.merge(changes.recorded) { $1 }
        for move in changes.moves.cells {
            let before = tallies[move.key]?[move.day] ?? .zero
            try tallies[move.key, default: DaySeries()].set(move.day, to: before.moved(by: move.now, number))
        }
        for cell in changes.tallies.cells { try tallies[cell.key, default: DaySeries()].set(cell.day, to: cell.now) }
        for (key, holders) in changes.claims { claims[key] = holders.isEmpty ? nil : holders }
        requests.merge(changes.requests) { $1 }
        targets.merge(changes.targets) { $1 }
        targetOwners.formUnion(changes.targets.keys.map(\.owner))
        rewards.merge(changes.rewards) { $1 }
        if !changes.tiers.isEmpty {
            sortedTiers = (sortedTiers.filter { changes.tiers[$0.id] == nil } + changes.tiers.values.compactMap { $0 }).sorted(by: Tier.isBelow)
        }
        for archive in changes.archives { archives[archive.board, default: []].append(archive) }
    }
}
