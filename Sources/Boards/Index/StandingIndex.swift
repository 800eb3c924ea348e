/// Order statistics over the entrants of a board: who stands where, in logarithmic time, for a million entrants (boards.md).
///
/// The list is ordered by value, highest first; equal values by who reached them first (the number of the command that
/// last changed the value); the same command by name in the company's collation. Only where even the names are equal does
/// the entrant's number order the list, so that an order exists; a rank never depends on it.
///
/// Sorted chunks of packed slots, and a tree of counts over them: a change moves a few kilobytes at most and touches no
/// other chunk, a rank is two binary searches and one walk up the tree. What costs is memory that is not in a cache: so keys
/// lie by themselves, and beside them what else a line shows. Entrants are dense numbers from 0; 24 bytes are kept for each
/// number and about 27 for each entrant that stands.
package struct StandingIndex: Sendable {
    /// Slots in a chunk, 4 or more. 256 is measured with a million entrants: smaller chunks make their row long, larger ones
    /// the moves. Tests take small ones, which split and join often.
    let chunkSize: Int

    /// A place in the list. Keys descend: the highest value has the lowest key.
    struct Slot: Sendable, Equatable {
        var key: UInt64
        var reachedBy: UInt64
        var entrant: Int32
    }

    /// A chunk in the order of the list: where its slots are, how many there are, and how many values begin in it (begin:
    /// differ from the slot before, also across the edge of the chunk).
    struct Chunk: Sendable {
        var home: Int32
        var count: Int32
        var values: Int32
    }

    /// What is known of an entrant's number.
    struct Record: Sendable {
        var key: UInt64 = 0
        var reachedBy: UInt64 = 0
        var name: UInt64 = Record.absent
        static let absent = UInt64.max
        var stands: Bool { name != Record.absent }
    }

    package let kind: BoardValue.Kind
    package let ties: TiePolicy
    /// Entrants that stand.
    package internal(set) var count = 0

    /// The slots of all chunks, `chunkSize` places for each: the parts of a slot have the same place in each row.
    var keys: [UInt64] = []
    var reached: [UInt64] = []
    var entrants: [Int32] = []
    var chunks: [Chunk] = []
    /// The keys with which the chunks begin.
    var firstKeys: [UInt64] = []
    var unused: [Int32] = []
    var tree = CountTree()
    var records: [Record] = []
    /// The values by entrant, kept only from the first one on that its word does not say whole (ratios, enormous sums).
    var exact: [BoardValue] = []

    /// An index without entrants.
    package init(of kind: BoardValue.Kind, ties: TiePolicy) { self.init(of: kind, ties: ties, chunkSize: 256) }

    init(of kind: BoardValue.Kind, ties: TiePolicy, chunkSize: Int) {
        self.kind = kind
        self.ties = ties
        self.chunkSize = chunkSize
    }

    /// How many different values stand. O(log n).
    package var distinctValues: Int { tree.sum(before: chunks.count).values }

    /// Gives an entrant a value. One that leaves the value as it was is no change: the entrant keeps when it was reached.
    ///
    /// `reachedBy` is the number of the command. `name` is the place of the entrant's name in the company's collation: any
    /// numbers below `UInt64.max` that order names so; it counts only while the entrant does not stand (later: `rename`).
    /// Answers whether anything changed. The value must be of the index's kind. O(log n).
    @discardableResult
    package mutating func set(_ value: BoardValue, of entrant: Int32, reachedBy: UInt64, name: UInt64) -> Bool {
        precondition(value.kind == kind && value.isDefined && entrant >= 0 && name != Record.absent)
        let number = Int(entrant)
        while records.count <= number { records.append(Record()) }
        let old = records[number]
        if old.stands {
            guard self.value(of: entrant) != value else { return false }
            removeSlot(Slot(key: old.key, reachedBy: old.reachedBy, entrant: entrant))
        }
        remember(value, of: number)
        let record = Record(key: Self.key(of: value), reachedBy: reachedBy, name: old.stands ? old.name : name)
        records[number] = record
        insertSlot(Slot(key: record.key, reachedBy: record.reachedBy, entrant: entrant))
        return true
    }

    /// Takes an entrant off the list; answers whether it stood there. O(log n).
    @discardableResult
    package mutating func remove(_ entrant: Int32) -> Bool {
        guard let record = record(of: entrant) else { return false }
        removeSlot(Slot(key: record.key, reachedBy: record.reachedBy, entrant: entrant))
        records[Int(entrant)] = Record()
        return true
    }

    /// Notes that a value that an entrant has already was reached by another command. Answers whether that changed anything. O(log n).
    package mutating func reach(_ entrant: Int32, by command: UInt64, as value: BoardValue) -> Bool {
        guard let record = record(of: entrant), record.reachedBy != command, self.value(of: entrant) == value else { return false }
        removeSlot(Slot(key: record.key, reachedBy: record.reachedBy, entrant: entrant))
        records[Int(entrant)].reachedBy = command
        insertSlot(Slot(key: record.key, reachedBy: command, entrant: entrant))
        return true
    }

    /// Gives an entrant another place in the collation; value, rank and when it was reached stay. O(log n).
    package mutating func rename(_ entrant: Int32, to name: UInt64) {
        precondition(name != Record.absent)
        guard let record = record(of: entrant), record.name != name else { return }
        let slot = Slot(key: record.key, reachedBy: record.reachedBy, entrant: entrant)
        removeSlot(slot)
        records[Int(entrant)].name = name
        insertSlot(slot)
    }

    /// Numbers all names anew where their order stays as it is, to make room for more between them. O(n).
    package mutating func renumberNames(_ name: (Int32) -> UInt64) {
        for number in records.indices where records[number].stands { records[number].name = name(Int32(number)) }
    }

    /// The value of an entrant, or nil where it does not stand. O(1).
    package func value(of entrant: Int32) -> BoardValue? {
        guard let record = record(of: entrant) else { return nil }
        return exact.isEmpty ? BoardValue.value(of: Self.word(of: record.key), kind: kind) : exact[Int(entrant)]
    }

    /// The number of the command that gave an entrant its value, or nil where it does not stand. O(1).
    package func reachedBy(of entrant: Int32) -> UInt64? { record(of: entrant)?.reachedBy }

    func record(of entrant: Int32) -> Record? {
        guard entrant >= 0, Int(entrant) < records.count, records[Int(entrant)].stands else { return nil }
        return records[Int(entrant)]
    }

    private mutating func remember(_ value: BoardValue, of number: Int) {
        if exact.isEmpty {
            guard !value.isItsWord else { return }
            exact = records.map { BoardValue.value(of: Self.word(of: $0.key), kind: kind == .ratio ? .decimal : kind) }
        }
        while exact.count < records.count { exact.append(.points(0)) }
        exact[number] = value
    }

    static func key(of value: BoardValue) -> UInt64 { ~(UInt64(bitPattern: value.word) ^ 1 << 63) }
    static func word(of key: UInt64) -> Int64 { Int64(bitPattern: ~key ^ 1 << 63) }
}
