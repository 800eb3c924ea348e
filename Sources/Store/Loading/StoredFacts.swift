import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import RuleEngine
import SQLite

/// The committed facts of a database, for the thread of its writer: people, wallets, targets and what managers configure in
/// memory; identities, claims, requests, tallies and closed lots by index, behind bounded caches (`Kept.residence`).
///
/// What a commit changed comes in through `apply`, after it is on disk.
@dynamicMemberLookup
package final class StoredFacts: Facts {
    package typealias Failure = any Error

    private let database: Database
    private var lookups: Lookups
    private let working: WorkingSet
    private let caches = KeptCaches()
    private var entryCache = GenerationCache<Int64, Entry>(size: 20_000)
    /// About 40 days a series at first, 50 bytes each: some 200 MB when full.
    private var series = SeriesTable(limit: 100_000)
    /// The teams around a team, of those that were asked for: every activity asks, and teams hardly ever move.
    private var lineages: [TeamID: [TeamID]] = [:]
    /// Where it reads while another thread may be writing; nil: on the connection of the writer.
    private var reader: Reader?

    /// Loads what is kept in memory. A million members with open lots take about a second.
    ///
    /// - Parameter reader: a connection of its own, for who decides while the next commit is being written: it reads from a snapshot
    ///   that holds what was applied and nothing beyond, because what is being written stands in an overlay already.
    package init(of database: Database, reading reader: Reader? = nil) throws {
        self.database = database
        self.reader = reader
        lookups = Lookups(connection: reader?.connection ?? database.connection, interned: reader?.interned ?? database.interned)
        working = try WorkingSet(of: database)
    }

    /// Holds on to what is committed now, until `release`: called before a commit begins on another thread.
    package func pin() throws {
        guard let reader, !reader.connection.isInTransaction else { return }
        try reader.connection.beginSnapshot()
    }

    /// Lets go of the snapshot, so that later reads see later commits, and the log can be used again.
    package func release() { reader?.connection.endSnapshot() }

    /// Closes the connection for reading, so that the writer's is the last one, which copies the log into the database and removes it.
    package func closeReader() {
        reader = nil
        lookups = Lookups(connection: database.connection, interned: database.interned)
    }

    /// Takes over what was committed.
    package func apply(_ changes: BatchChanges) throws {
        release()
        working.apply(changes)
        caches.update(changes.tables)
        if !changes.tables.teams.isEmpty { lineages = [:] }
        // A series that nobody has read is read from the table when somebody does.
        let cells = changes.tallies.cells
        for index in cells.indices { try series.take(cells[index]) }
    }
}

extension StoredFacts {
    @_specialize(where Value == Recorded)
    @_specialize(where Value == Claim)
    package func find<Value: Kept>(_ kind: Value.Type, _ key: Value.Key) throws -> Value? {
        if Value.residence == .memory { return kind.found(key, in: working.memory) }
        return try caches.find(kind, key) { try lookups.find(kind, key) }
    }

    package func all<Value: Kept>(_ kind: Value.Type) -> [Value.Key: Value] {
        precondition(Value.residence == .memory, "\(Value.self) is not in memory")
        return working.tables[keyPath: Value.place].byKey
    }

    /// All of a kind that is in memory, by key: for pages, for due work, for boards at start.
    package subscript<Value: Kept>(dynamicMember table: KeyPath<Tables, Table<Value>>) -> [Value.Key: Value] {
        precondition(Value.residence == .memory, "\(Value.self) is not in memory")
        return working.tables[keyPath: table].byKey
    }

    package func lineage(of team: TeamID?) throws -> [TeamID] {
        guard let team else { return [] }
        if let known = lineages[team] { return known }
        let lineage = try walkedLineage(of: team)
        // No more than there are teams, whatever is asked for.
        if lineages.count < working.tables.teams.count { lineages[team] = lineage }
        return lineage
    }

    package func hasTargets(_ owner: TargetKey.Owner) -> Bool { working.indexes.targetOwners.contains(owner) }
    package func tiers() -> [Tier] { working.indexes.tiers }
    package func webhooks() -> [Webhook] { working.indexes.webhooks }
    package func lockedThrough(board: String) -> Instant? { working.indexes.locks[board] }
    package func lastLock() -> Instant? { working.indexes.lastLock }
    package func everyone() -> [Member] { Array(working.tables.members.values) }
    package func leaders() -> [Member] { Array(working.indexes.leaders.values) }
    package func nextEntry() -> Int64 { working.lastEntry + 1 }
    package func nextCommand() -> Int64 { working.lastCommand + 1 }

    package func entry(_ number: Int64) throws -> Entry? {
        if let known = entryCache[number] { return known }
        let found = try lookups.entry(number)
        if let found { entryCache[number] = found }
        return found
    }

    package func noticeKeys(of member: MemberID) throws -> [NoticeKey] { try lookups.noticeKeys(of: member) }

    package func activities(after number: Int64, limit: Int) throws -> [Recorded] { try lookups.activities(after: number, limit: limit) }

    package func tally(_ key: TallyKey, over days: DayRange) throws -> Tally {
        let slot = try slot(of: key)
        return try series.sum(at: slot, over: days)
    }

    package func kept(_ key: TallyKey, on day: Day) throws -> KeptTally {
        let slot = try slot(of: key)
        if series.lacksNumbers(slot), let numbers = try lookups.numbers(of: key) { series.number(slot, numbers) }
        return KeptTally(series.tally(at: slot, on: day), at: series.hint(slot))
    }

    /// Where a tally is in memory; read where it is not.
    private func slot(of key: TallyKey) throws -> Int {
        if let known = series.slot(of: key) { return known }
        return series.add(key, try lookups.series(key), try lookups.numbers(of: key))
    }

    package func tallies(of measure: Measure, over days: DayRange) throws -> [(owner: Owner, tally: Tally)] {
        try lookups.tallies(of: measure, over: days).map { ($0.key, $0.value) }
    }
}
