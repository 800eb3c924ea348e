extension Board {
    /// The first thing in which this board, which was moved, differs from the same board filled anew from the store; nil
    /// where both say the same. Boards are projections, and this is the check of them (boards.md). O(n).
    package func difference(from rebuilt: Board) -> String? {
        if let broken = index.checkInvariants() { return broken }
        guard index.count == rebuilt.index.count else { return "\(index.count) stand here, \(rebuilt.index.count) there" }
        // A page at a time: a million lines at once would be a hundred megabytes.
        for offset in stride(from: 0, to: index.count, by: 1_000) {
            let pages = zip(index.page(offset: offset, limit: 1_000), rebuilt.index.page(offset: offset, limit: 1_000))
            if let (here, there) = pages.first(where: { $0 != $1 }) { return "\(here) here, \(there) there" }
        }
        return nil
    }
}
