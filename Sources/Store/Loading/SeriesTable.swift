import JSON
import Periods
import PointsEngine
import RuleEngine

/// The tallies that were used lately, each in a slot of its own, so that what a commit has changed goes to its place without being looked
/// up again. Bounded: when it is full, what nobody has asked for since it was last full goes.
///
/// Every activity looks up some twenty of many thousands, and what costs is memory that is not in a cache: so the table that leads to
/// the slots holds a part of the key's hash and a number, and nothing else.
struct SeriesTable {
    private struct Slot {
        let key: TallyKey
        var series: DaySeries
        var owner: Int32 = 0
        var measure: Int32 = 0
        var isUsed = true
    }

    private struct Entry {
        var tag: UInt32 = 0
        var slot: Int32 = -1
    }

    private let limit: Int
    private var slots: [Slot] = []
    /// Open addressing; its size is a power of two, and at most half of it is taken.
    private var entries: [Entry]

    init(limit: Int) {
        self.limit = limit
        entries = Array(repeating: Entry(), count: 256)
    }

    var count: Int { slots.count }

    mutating func slot(of key: TallyKey) -> Int? {
        let place = place(of: key)
        guard entries[place].slot >= 0 else { return nil }
        let slot = Int(entries[place].slot)
        if !slots[slot].isUsed { slots[slot].isUsed = true }
        return slot
    }

    func tally(at slot: Int, on day: Day) -> Tally { slots[slot].series[day] }
    func sum(at slot: Int, over days: DayRange) throws(DecimalError) -> Tally { try slots[slot].series.sum(over: days) }

    /// Whether it has been counted, and the numbers that it then has in the table are not known here.
    func lacksNumbers(_ slot: Int) -> Bool { slots[slot].owner == 0 && !slots[slot].series.isEmpty }

    func hint(_ slot: Int) -> TallyPlaceHint { TallyPlaceHint(slot: Int32(slot), owner: slots[slot].owner, measure: slots[slot].measure) }

    mutating func number(_ slot: Int, _ numbers: (owner: Int64, measure: Int64)) {
        slots[slot].owner = Int32(truncatingIfNeeded: numbers.owner)
        slots[slot].measure = Int32(truncatingIfNeeded: numbers.measure)
    }

    /// - Returns: its slot. Others may have moved.
    mutating func add(_ key: TallyKey, _ series: DaySeries, _ numbers: (owner: Int64, measure: Int64)?) -> Int {
        if slots.count >= limit { forgetUnused() }
        slots.append(Slot(key: key, series: series))
        let slot = slots.count - 1
        if let numbers { number(slot, numbers) }
        if slots.count * 2 > entries.count { rebuild(entries.count * 2) } else { link(slot) }
        return slot
    }

    /// Puts the newest value of a day in place. A tally that is not here is read from the table when somebody asks.
    mutating func take(_ cell: TallyCell) throws(DecimalError) {
        var slot = Int(cell.place.slot)
        if slot < 0 || slot >= slots.count || slots[slot].key != cell.key {
            slot = Int(entries[place(of: cell.key)].slot)
            guard slot >= 0 else { return }
        }
        try slots[slot].series.set(cell.day, to: cell.now)
    }

    // MARK: The table

    /// Where a key stands, or would.
    private func place(of key: TallyKey) -> Int {
        let tag = Self.tag(key), mask = entries.count - 1
        var place = key.hash & mask
        while true {
            let entry = entries[place]
            if entry.slot < 0 || entry.tag == tag && slots[Int(entry.slot)].key.hash == key.hash && slots[Int(entry.slot)].key == key { return place }
            place = (place + 1) & mask
        }
    }

    private static func tag(_ key: TallyKey) -> UInt32 { UInt32(truncatingIfNeeded: key.hash >> 32) }

    private mutating func link(_ slot: Int) {
        let key = slots[slot].key
        entries[place(of: key)] = Entry(tag: Self.tag(key), slot: Int32(slot))
    }

    private mutating func rebuild(_ size: Int) {
        entries = Array(repeating: Entry(), count: size)
        for slot in slots.indices { link(slot) }
    }

    private mutating func forgetUnused() {
        slots.removeAll { !$0.isUsed }
        // All of them are in use: then the older half goes.
        if slots.count > limit / 2 { slots.removeFirst(slots.count - limit / 2) }
        for slot in slots.indices { slots[slot].isUsed = false }
        rebuild(entries.count)
    }
}
