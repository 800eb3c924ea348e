/// What would be, without doing it.
extension StandingIndex {
    /// The rank that an entrant who stands would have with a higher value; nil for who does not stand. O(log² n).
    package func rank(of entrant: Int32, supposing value: BoardValue) -> Int? {
        guard let now = self.value(of: entrant), now <= value else { return nil }
        // Who reached the same value before stays ahead, where that matters.
        let ahead = countOfLines { ties == .first ? $0 >= value : $0 > value }
        guard ties == .dense, let last = page(offset: ahead - 1, limit: 1).first else { return ahead + 1 }
        return last.rank + 1
    }

    /// How many lines stand before the first whose value is not in front.
    private func countOfLines(inFront: (BoardValue) -> Bool) -> Int {
        var low = 0, high = count
        while low < high {
            let middle = (low + high) / 2
            if let line = page(offset: middle, limit: 1).first, inFront(line.value) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
