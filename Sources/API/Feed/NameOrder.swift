import Files

/// The order of names in the company's language, as numbers: a new name finds its place between its neighbours without
/// moving them.
struct NameOrder {
    private var sorted: [(name: String, place: UInt64)] = []
    private let collation: Collation

    init(languages: [String]) { collation = Collation(languages: languages) }

    /// The number of a name. O(log names) comparisons, and O(names) to insert a new one.
    mutating func place(of name: String) -> UInt64 {
        var low = 0, high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if collation.isBefore(sorted[middle].name, name) { low = middle + 1 } else { high = middle }
        }
        if low < sorted.count, sorted[low].name == name { return sorted[low].place }
        let before = low == 0 ? 0 : sorted[low - 1].place
        let after = low == sorted.count ? UInt64.max - 1 : sorted[low].place
        // Between two neighbours without room a name shares the place of the first: equals in the list then, no more.
        let place = low == sorted.count && before < 1 << 62 ? before + (1 << 40) : before + (after - before) / 2
        sorted.insert((name, place), at: low)
        return place
    }
}
