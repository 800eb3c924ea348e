import Structures

/// What is due, by moments: often thousands of keys at one moment, which are sorted once, when its turn comes, and not for each step.
struct DueQueue<Moment: Hashable & Comparable & Sendable, Key: Hashable & Comparable & Sendable>: Sendable {
    private var keys: [Moment: Set<Key>] = [:]
    /// The moments that have, or had, keys.
    private var moments = Heap<Moment>()
    /// Who is left of the moment whose turn it is, in descending order; who has gone since is skipped.
    private var turn: (moment: Moment, left: [Key])?

    init() {}

    /// The first moment at which something is due. O(log moments), amortised.
    mutating func next() -> Moment? { moments.first { keys[$0] != nil } }

    /// Whether anything is due at such a moment. O(moments).
    func hasMoment(where isMeant: (Moment) -> Bool) -> Bool { keys.keys.contains(where: isMeant) }

    /// The first that are due at a moment, in order. O(limit); O(n log n) of all that are when its turn comes, and when others were added to it.
    mutating func keys(at moment: Moment, limit: Int) -> [Key] {
        guard let due = keys[moment] else { return [] }
        var left = turn.take().flatMap { $0.moment == moment ? $0.left : nil } ?? due.sorted(by: >)
        while let last = left.last, !due.contains(last) { left.removeLast() }
        var found: [Key] = []
        for key in left.reversed() where due.contains(key) {
            found.append(key)
            if found.count == limit { break }
        }
        turn = (moment, left)
        return found
    }

    mutating func insert(_ key: Key, at moment: Moment) {
        if turn?.moment == moment { turn = nil }
        if keys[moment] == nil {
            moments.insert(moment)
            // Those that had keys once stay until their turn comes: where they are most, only those that have some are kept.
            if moments.count > 2 * keys.count + Self.fewMoments { moments = Heap(keys.keys, moment) }
        }
        keys[moment, default: []].insert(key)
    }

    mutating func remove(_ key: Key, from moment: Moment) {
        keys[moment]?.remove(key)
        if keys[moment]?.isEmpty ?? false { keys[moment] = nil }
    }

    private static var fewMoments: Int { 64 }

    /// For tests.
    var heldMoments: Int { moments.count }
}

extension Heap {
    fileprivate init(_ elements: some Sequence<Element>, _ other: Element) {
        self.init()
        for element in elements { insert(element) }
        insert(other)
    }
}
