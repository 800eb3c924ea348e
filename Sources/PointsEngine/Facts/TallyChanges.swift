import JSON
import Periods
import RuleEngine

/// The days of tallies that commands have changed, each with its value before and now; of a single command, which does not
/// ask what stands below, by how much it moves them: from zero to now.
///
/// Flat: an activity changes some twenty of them and a commit thousands, so one list with a table of places beside it, which
/// only long lists need, takes the place of a dictionary of lists.
package struct TallyChanges: Sendable {
    /// In the order in which they were first changed.
    package private(set) var cells: [TallyCell] = []
    /// The hash of each cell's key: going through them needs no look at the keys.
    private var hashes: [Int] = []
    /// The first cell of each bucket of keys; cells of a bucket are chained. Empty while the list is short. Its size is a power of two.
    private var buckets: [Int32] = []
    private static let none: Int32 = -1
    /// Below it going through the list is faster than a table.
    private static let longestScan = 32

    package var isEmpty: Bool { cells.isEmpty }

    /// The value of one day, where it was changed. O(1).
    subscript(key: TallyKey, day: Day) -> Tally? {
        index(of: key, on: day).map { cells[$0].now }
    }

    /// The same, with where it is kept below.
    func kept(_ key: TallyKey, on day: Day) -> KeptTally? {
        index(of: key, on: day).map { KeptTally(cells[$0].now, at: cells[$0].place) }
    }

    /// Calls `body` with every changed day of a key within a range. O(changed days of the key).
    func forEach(of key: TallyKey, within days: DayRange, _ body: (TallyCell) throws -> Void) rethrows {
        guard !cells.isEmpty else { return }
        if buckets.isEmpty {
            for index in hashes.indices where isKey(at: index, key) && days.contains(cells[index].day) { try body(cells[index]) }
            return
        }
        var next = buckets[bucket(of: key.hash)]
        while next != Self.none {
            let index = Int(next)
            if isKey(at: index, key), days.contains(cells[index].day) { try body(cells[index]) }
            next = cells[index].next
        }
    }

    /// Moves one day of a tally by as much more.
    ///
    /// - Parameter command: the earlier command that counts as the one that moves it; 0: the one that does.
    mutating func move(_ key: TallyKey, on day: Day, by sum: Decimal, count: Int64, as command: Int64 = 0) throws(DecimalError) {
        if let index = index(of: key, on: day) {
            cells[index].now.sum = try cells[index].now.sum.adding(sum)
            cells[index].now.count += count
        } else {
            add(TallyCell(key: key, day: day, before: .zero, now: Tally(sum: sum, count: count, changed: command)))
        }
    }

    /// Moves the values by what a command has moved.
    ///
    /// - Parameter below: the value of a day below these changes; asked for once.
    mutating func apply(_ moves: TallyChanges, by command: Int64, below: (TallyKey, Day) throws -> KeptTally) throws {
        for place in moves.cells.indices {
            let key = moves.cells[place].key, day = moves.cells[place].day, move = moves.cells[place].now
            if let index = index(of: key, on: day) {
                cells[index].now = try cells[index].now.moved(by: move, command)
            } else {
                let before = try below(key, day)
                add(TallyCell(key: key, day: day, before: before.tally, now: try before.tally.moved(by: move, command), place: before.place))
            }
        }
    }

    private func index(of key: TallyKey, on day: Day) -> Int? {
        if buckets.isEmpty {
            // By index: a closure would be handed a copy of each cell.
            for index in hashes.indices where hashes[index] == key.hash && cells[index].day == day && cells[index].key == key { return index }
            return nil
        }
        var next = buckets[bucket(of: key.hash)]
        while next != Self.none {
            let index = Int(next)
            if isKey(at: index, key), cells[index].day == day { return index }
            next = cells[index].next
        }
        return nil
    }

    private func isKey(at index: Int, _ key: TallyKey) -> Bool {
        hashes[index] == key.hash && cells[index].key == key
    }

    private func bucket(of hash: Int) -> Int { hash & (buckets.count - 1) }

    private mutating func add(_ cell: TallyCell) {
        if cells.isEmpty {
            // What an activity moves: a few metrics and limits, for a member, the teams around and the company.
            cells.reserveCapacity(20)
            hashes.reserveCapacity(20)
        }
        cells.append(cell)
        hashes.append(cell.key.hash)
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
        let bucket = bucket(of: hashes[index])
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
    package let place: TallyPlaceHint
    /// The next cell of its bucket.
    fileprivate var next: Int32 = -1

    package init(key: TallyKey, day: Day, before: Tally, now: Tally, place: TallyPlaceHint = .unknown) {
        self.key = key
        self.day = day
        self.before = before
        self.now = now
        self.place = place
    }
}

/// Where facts keep a tally, given with it so that it is found again at once when it has changed. Nothing is decided by it, and whoever
/// gave it checks whether it still holds.
package struct TallyPlaceHint: Hashable, Sendable {
    /// In memory; −1: nowhere.
    package let slot: Int32
    /// In the table: owner and measure; 0: not known.
    package let owner: Int32
    package let measure: Int32

    package static let unknown = TallyPlaceHint(slot: -1, owner: 0, measure: 0)

    package init(slot: Int32, owner: Int32, measure: Int32) {
        self.slot = slot
        self.owner = owner
        self.measure = measure
    }
}

/// One day of a tally, and where it is kept.
package struct KeptTally: Sendable {
    package let tally: Tally
    package let place: TallyPlaceHint

    package init(_ tally: Tally, at place: TallyPlaceHint = .unknown) {
        self.tally = tally
        self.place = place
    }
}
