import Periods
import RuleEngine

/// The days of tallies that commands have changed, each with its value before and now.
///
/// Flat: an activity changes some twenty of them and a commit thousands, so one list with a table of places beside it, which
/// only long lists need, takes the place of a dictionary of lists.
package struct TallyChanges: Sendable {
    /// In the order in which they were first changed.
    package private(set) var cells: [TallyCell] = []
    /// The first cell of each bucket of keys; cells of a bucket are chained. Empty while the list is short. Its size is a power of two.
    private var buckets: [Int32] = []
    private static let none: Int32 = -1
    /// Below it going through the list is faster than a table.
    private static let longestScan = 32

    package var isEmpty: Bool { cells.isEmpty }

    /// The cell of one day, where it was changed. O(1).
    package func cell(of key: TallyKey, on day: Day) -> TallyCell? {
        index(of: key, on: day).map { cells[$0] }
    }

    /// Calls `body` with every changed day of a key within a range. O(changed days of the key).
    func forEach(of key: TallyKey, within days: DayRange, _ body: (TallyCell) throws -> Void) rethrows {
        guard !cells.isEmpty else { return }
        if buckets.isEmpty {
            for index in cells.indices where cells[index].key == key && days.contains(cells[index].day) { try body(cells[index]) }
            return
        }
        var next = buckets[bucket(of: key)]
        while next != Self.none {
            let index = Int(next)
            if cells[index].key == key, days.contains(cells[index].day) { try body(cells[index]) }
            next = cells[index].next
        }
    }

    /// Changes one day of a tally in its place.
    ///
    /// - Parameter before: its value below these changes; asked for once.
    mutating func change(_ key: TallyKey, on day: Day, before: @autoclosure () throws -> Tally, _ body: (inout TallyCell) throws -> Void) throws {
        if let index = index(of: key, on: day) { return try body(&cells[index]) }
        let value = try before()
        var cell = TallyCell(key: key, day: day, before: value, now: value)
        try body(&cell)
        add(cell)
    }

    /// Keeps the newest value of each day, and what it was before all of it.
    mutating func absorb(_ later: TallyChanges) {
        guard !cells.isEmpty else { return self = later }
        for cell in later.cells {
            if let index = index(of: cell.key, on: cell.day) { cells[index].now = cell.now } else { add(cell) }
        }
    }

    private func index(of key: TallyKey, on day: Day) -> Int? {
        if buckets.isEmpty { return cells.firstIndex { $0.day == day && $0.key == key } }
        var next = buckets[bucket(of: key)]
        while next != Self.none {
            let index = Int(next)
            if cells[index].day == day, cells[index].key == key { return index }
            next = cells[index].next
        }
        return nil
    }

    private func bucket(of key: TallyKey) -> Int { key.hash & (buckets.count - 1) }

    private mutating func add(_ cell: TallyCell) {
        cells.append(cell)
        if cells.count > Swift.max(buckets.count, Self.longestScan) {
            rebuild()
        } else if !buckets.isEmpty {
            link(cells.count - 1)
        }
    }

    private mutating func rebuild() {
        buckets = Array(repeating: Self.none, count: Swift.max(buckets.count * 4, 256))
        for index in cells.indices { link(index) }
    }

    private mutating func link(_ index: Int) {
        let bucket = bucket(of: cells[index].key)
        cells[index].next = buckets[bucket]
        buckets[bucket] = Int32(index)
    }
}

/// One day of a tally, before and after.
package struct TallyCell: Sendable {
    package let key: TallyKey
    package let day: Day
    package let before: Tally
    package var now: Tally
    /// The next cell of its bucket.
    fileprivate var next: Int32 = -1

    package init(key: TallyKey, day: Day, before: Tally, now: Tally) {
        self.key = key
        self.day = day
        self.before = before
        self.now = now
    }
}
