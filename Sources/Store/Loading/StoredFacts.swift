import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import RuleEngine
import SQLite

/// The committed facts of a database, for the thread of its writer: people, wallets, targets and what managers configure in
/// memory; identities, claims, requests, tallies and closed lots by index, behind bounded caches.
///
/// What a commit changed comes in through `apply`, after it is on disk.
package final class StoredFacts: Facts {
    private let lookups: Lookups
    private let working: WorkingSet
    private var recordedCache = GenerationCache<ActivityKey, Recorded>(size: 20_000)
    private var claimCache = GenerationCache<ClaimKey, [ClaimHolder]>(size: 50_000)
    private var requestCache = GenerationCache<RequestID, Request>(size: 20_000)
    private var lotCache = GenerationCache<LotID, Lot>(size: 50_000)
    private var demandCache = GenerationCache<LotID, Demand?>(size: 50_000)
    private var entryCache = GenerationCache<Int64, Entry>(size: 20_000)
    /// About 40 days a series at first, 50 bytes each: some 200 MB when full.
    private var seriesCache = GenerationCache<TallyKey, DaySeries>(size: 50_000)

    /// Loads what is kept in memory. A million members with open lots take about a second.
    package init(of database: Database) throws {
        lookups = Lookups(connection: database.connection, interned: database.interned)
        working = try WorkingSet(of: database)
    }

    /// Merges what was committed.
    /// - Parameter commands: how many commands it came from.
    package func apply(_ changes: Changes, commands: Int64) throws {
        try working.apply(changes, commands: commands)
        // Few are asked for again: what is not known already is read when somebody does.
        for (key, recorded) in changes.recorded { recordedCache.update(key) { $0 = recorded } }
        for (key, holders) in changes.claims { claimCache[key] = holders }
        for (id, request) in changes.requests { requestCache[id] = request }
        for (id, lot) in changes.lots { lotCache.update(id) { $0 = lot } }
        for (id, demand) in changes.demands { demandCache.update(id) { $0 = demand } }
        // A series that nobody has read is read from the table when somebody does.
        let cells = changes.tallies.cells
        for index in cells.indices { try seriesCache.update(cells[index].key) { try $0.set(cells[index].day, to: cells[index].now) } }
    }
}

extension StoredFacts {
    package func member(_ id: MemberID) -> Member? { working.members[id] }
    package func team(_ id: TeamID) -> Team? { working.teams[id] }
    package func wallet(_ id: MemberID) -> Wallet { working.wallets[id] ?? Wallet(member: id) }
    package func standing(_ id: MemberID) -> TierStanding? { working.standings[id] }
    package func target(_ key: TargetKey) -> Target? { working.targets[key] }
    package func hasTargets(_ owner: TargetKey.Owner) -> Bool { working.targetOwners.contains(owner) }
    package func reward(_ id: String) -> Reward? { working.rewards[id] }
    package func tiers() -> [Tier] { working.tiers }
    package func lockedThrough(board: String) -> Instant? { working.locked[board] }
    package func lastLock() -> Instant? { working.lastLock }
    package func everyone() -> [Member] { Array(working.members.values) }
    package var everyTeam: [Team] { Array(working.teams.values) }
    package var everyStanding: [TierStanding] { Array(working.standings.values) }
    package var everyReward: [Reward] { Array(working.rewards.values) }
    package func nextEntry() -> Int64 { working.lastEntry + 1 }
    package func nextCommand() -> Int64 { working.lastCommand + 1 }

    /// All of them: for pages, for due work, for boards at start.
    package var members: [MemberID: Member] { working.members }
    package var teams: [TeamID: Team] { working.teams }
    package var wallets: [MemberID: Wallet] { working.wallets }
    package var tierStandings: [MemberID: TierStanding] { working.standings }
    package var targets: [TargetKey: Target] { working.targets }
    package var rewards: [String: Reward] { working.rewards }

    package func lot(_ id: LotID) throws -> Lot? {
        if let known = lotCache[id] { return known }
        let found = try lookups.lot(id)
        if let found { lotCache[id] = found }
        return found
    }

    package func demand(_ id: LotID) throws -> Demand? {
        if let known = demandCache[id] { return known }
        // Most lots never ask for anything, and a returning point asks for each: that there is none is worth knowing too.
        let found = try lookups.demand(id)
        demandCache[id] = .some(found)
        return found
    }

    package func entry(_ number: Int64) throws -> Entry? {
        if let known = entryCache[number] { return known }
        let found = try lookups.entry(number)
        if let found { entryCache[number] = found }
        return found
    }

    package func recorded(_ key: ActivityKey) throws -> Recorded? {
        if let known = recordedCache[key] { return known }
        let found = try lookups.recorded(key)
        if let found { recordedCache[key] = found }
        return found
    }

    package func activities(after number: Int64, limit: Int) throws -> [Recorded] { try lookups.activities(after: number, limit: limit) }

    package func holders(of claim: ClaimKey) throws -> [ClaimHolder] {
        if let known = claimCache[claim] { return known }
        let found = try lookups.holders(of: claim)
        claimCache[claim] = found
        return found
    }

    package func request(_ id: RequestID) throws -> Request? {
        if let known = requestCache[id] { return known }
        let found = try lookups.request(id)
        if let found { requestCache[id] = found }
        return found
    }

    package func tally(_ key: TallyKey, over days: DayRange) throws -> Tally {
        if let known = try seriesCache.read(key, { try $0.sum(over: days) }) { return known }
        let series = try lookups.series(key)
        seriesCache[key] = series
        return try series.sum(over: days)
    }

    package func standings(of measure: Measure, over days: DayRange) throws -> [(owner: Owner, tally: Tally)] {
        try lookups.standings(of: measure, over: days).map { ($0.key, $0.value) }
    }
}
