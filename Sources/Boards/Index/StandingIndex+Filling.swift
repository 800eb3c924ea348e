/// Filling an index at once, as when boards are built from tallies at the start.
extension StandingIndex {
    /// One entrant of a board that is filled.
    package struct Entry: Sendable {
        package var entrant: Int32
        package var value: BoardValue
        /// The number of the command that last changed the value.
        package var reachedBy: UInt64
        /// The place of the name in the company's collation.
        package var name: UInt64

        package init(entrant: Int32, value: BoardValue, reachedBy: UInt64, name: UInt64) {
            self.entrant = entrant
            self.value = value
            self.reachedBy = reachedBy
            self.name = name
        }
    }

    /// An index of entries in any order, each entrant once. The same as setting them one by one, in O(n log n) without moves.
    package init(of kind: BoardValue.Kind, ties: TiePolicy, entries: [Entry]) {
        self.init(of: kind, ties: ties, entries: entries, chunkSize: 256)
    }

    init(of kind: BoardValue.Kind, ties: TiePolicy, entries: [Entry], chunkSize: Int) {
        self.init(of: kind, ties: ties, chunkSize: chunkSize)
        let numbers = Int((entries.lazy.map(\.entrant).max() ?? -1) + 1)
        records = Array(repeating: Record(), count: numbers)
        let needsExact = !entries.allSatisfy(\.value.isItsWord)
        if needsExact { exact = Array(repeating: .points(0), count: numbers) }
        for entry in entries {
            precondition(entry.value.kind == kind && entry.name != Record.absent && !records[Int(entry.entrant)].stands)
            records[Int(entry.entrant)] = Record(key: Self.key(of: entry.value), reachedBy: entry.reachedBy, name: entry.name)
            if needsExact { exact[Int(entry.entrant)] = entry.value }
        }
        var ordered = entries.map { Slot(key: Self.key(of: $0.value), reachedBy: $0.reachedBy, entrant: $0.entrant) }
        ordered.sort { isListed($0, before: $1) }
        pack(ordered)
    }
}
