import Identity
import JSON
import Ledger
import Periods
import RuleEngine
import Structures

/// All facts in memory: scenarios and simulations run on it.
@dynamicMemberLookup
package struct MemoryFacts: Facts, Sendable {
    package typealias Failure = Never

    @Boxed package private(set) var tables = Tables()
    package private(set) var tallies: [TallyKey: DaySeries] = [:]
    package private(set) var entries: [Entry] = []
    private var indexes = KeptIndexes()
    private var commands: Int64 = 0
    /// The activities in the order in which they were recorded.
    private var recordedOrder: [(number: Int64, key: ActivityKey)] = []

    package init() {}

    /// All of a kind, by key.
    package subscript<Value: Kept>(dynamicMember table: KeyPath<Tables, Table<Value>>) -> [Value.Key: Value] { tables[keyPath: table].byKey }

    package var activities: [ActivityKey: Recorded] { tables.recorded.byKey }

    package func find<Value: Kept>(_ kind: Value.Type, _ key: Value.Key) -> Value? { tables[keyPath: Value.place][key] }

    package func all<Value: Kept>(_ kind: Value.Type) -> [Value.Key: Value] { tables[keyPath: Value.place].byKey }

    package func entry(_ number: Int64) -> Entry? { number > 0 && number <= Int64(entries.count) ? entries[Int(number) - 1] : nil }
    package func activities(after number: Int64, limit: Int) -> [Recorded] {
        var low = 0, high = recordedOrder.count
        while low < high {
            let middle = (low + high) / 2
            if recordedOrder[middle].number <= number { low = middle + 1 } else { high = middle }
        }
        return recordedOrder[low...].prefix(limit).compactMap { tables.recorded[$0.key] }
    }

    package func hasTargets(_ owner: TargetKey.Owner) -> Bool { indexes.targetOwners.contains(owner) }
    package func tiers() -> [Tier] { indexes.tiers }
    package func webhooks() -> [Webhook] { indexes.webhooks }
    package func lockedThrough(board: String) -> Instant? { indexes.locks[board] }
    package func lastLock() -> Instant? { indexes.lastLock }
    package func everyone() -> [Member] { Array(tables.members.values) }
    package func leaders() -> [Member] { Array(indexes.leaders.values) }
    package func noticeKeys(of member: MemberID) -> [NoticeKey] { tables.notices.keys.filter { $0.member == member } }
    package func nextEntry() -> Int64 { Int64(entries.count) + 1 }
    package func nextCommand() -> Int64 { commands + 1 }

    package func tally(_ key: TallyKey, over days: DayRange) throws -> Tally { try tallies[key]?.sum(over: days) ?? .zero }

    package func tallies(of measure: Measure, over days: DayRange) throws -> [(owner: Owner, tally: Tally)] {
        try tallies.filter { $0.key.measure == measure && measure.lists($0.key.owner) }.map { ($0.key.owner, try $0.value.sum(over: days)) }
    }

    /// The records of locked periods by board, the oldest first.
    package var archives: [String: [Archive]] { Dictionary(grouping: tables.archives.ordered, by: \.board) }

    /// Takes over what was committed.
    package mutating func apply(_ changes: BatchChanges) throws {
        commands += changes.commands
        entries += changes.entries
        indexes.note(changes.tables)
        let new = changes.recorded.values.filter { tables.recorded[$0.activity.key] == nil }
        recordedOrder += new.map { ($0.number, $0.activity.key) }.sorted { $0.0 < $1.0 }
        tables.merge(changes.tables)
        for cell in changes.tallies.cells { try tallies[cell.key, default: DaySeries()].set(cell.day, to: cell.now) }
    }
}
