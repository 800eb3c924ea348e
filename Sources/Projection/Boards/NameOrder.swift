/// The order of names in the company's language, as numbers: a new name finds its place between its neighbours without
/// moving them.
///
/// In pieces of bounded length: a new name moves one of them, and not every name behind it.
struct NameOrder {
    private struct Named {
        let name: String
        let place: UInt64
    }

    /// In order; none is empty, but the only one.
    private var pieces: [[Named]] = [[]]
    private let isBefore: @Sendable (String, String) -> Bool
    private let longestPiece: Int
    /// How many names were moved to make room, for tests: what new names cost.
    private(set) var moves = 0

    /// - Parameter isBefore: the company's collation (`Programme.isNameBefore`).
    init(longestPiece: Int = 256, isBefore: @escaping @Sendable (String, String) -> Bool) {
        self.isBefore = isBefore
        self.longestPiece = max(longestPiece, 2)
    }

    /// The number of a name. O(log names) comparisons.
    mutating func place(of name: String) -> UInt64 {
        let piece = max(0, firstIndex(of: pieces) { $0.first.map { isBefore($0.name, name) || $0.name == name } ?? true } - 1)
        let index = firstIndex(of: pieces[piece]) { isBefore($0.name, name) }
        if index < pieces[piece].count, pieces[piece][index].name == name { return pieces[piece][index].place }
        let place = place(at: index, in: piece)
        pieces[piece].insert(Named(name: name, place: place), at: index)
        moves += pieces[piece].count - index
        if pieces[piece].count > longestPiece { split(piece) }
        return place
    }

    private func place(at index: Int, in piece: Int) -> UInt64 {
        let before = index > 0 ? pieces[piece][index - 1].place : piece > 0 ? pieces[piece - 1].last?.place ?? 0 : 0
        let following = index < pieces[piece].count ? pieces[piece][index].place : piece + 1 < pieces.count ? pieces[piece + 1].first?.place : nil
        // Between two neighbours without room a name shares the place of the first: equals in the list then, no more.
        guard let following else { return before < 1 << 62 ? before + (1 << 40) : before + (UInt64.max - 1 - before) / 2 }
        return before + (following - before) / 2
    }

    private mutating func split(_ piece: Int) {
        let half = pieces[piece].count / 2
        pieces.insert(Array(pieces[piece][half...]), at: piece + 1)
        pieces[piece].removeLast(pieces[piece].count - half)
    }

    /// The index of the first that is not before what is looked for.
    private func firstIndex<Element>(of sorted: [Element], where precedes: (Element) -> Bool) -> Int {
        var low = 0, high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if precedes(sorted[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
