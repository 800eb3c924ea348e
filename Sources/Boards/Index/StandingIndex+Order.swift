/// The order of the list, and where in the chunks a slot is.
extension StandingIndex {
    /// A place in the chunks: `offset` may be the count of the chunk, just behind its last slot.
    struct Spot: Equatable {
        var chunk: Int
        var offset: Int
    }

    @inline(__always)
    func haveSameValue(_ a: Slot, _ b: Slot) -> Bool {
        a.key == b.key && (exact.isEmpty || exact[Int(a.entrant)] == exact[Int(b.entrant)])
    }

    /// Whether `a` has a higher value than `b`.
    @inline(__always)
    func isHigher(_ a: Slot, than b: Slot) -> Bool {
        if a.key != b.key { return a.key < b.key }
        return !exact.isEmpty && exact[Int(a.entrant)] > exact[Int(b.entrant)]
    }

    /// Whether `a` has a higher value than `b`, or reached the same one by an earlier command.
    @inline(__always)
    func isAhead(_ a: Slot, of b: Slot) -> Bool {
        if isHigher(a, than: b) { return true }
        return a.reachedBy < b.reachedBy && haveSameValue(a, b)
    }

    /// Whether `a` is listed before `b`.
    @inline(__always)
    func isListed(_ a: Slot, before b: Slot) -> Bool {
        if a.key != b.key { return a.key < b.key }
        if !exact.isEmpty {
            let order = exact[Int(a.entrant)].compared(to: exact[Int(b.entrant)])
            if order != 0 { return order > 0 }
        }
        if a.reachedBy != b.reachedBy { return a.reachedBy < b.reachedBy }
        let (x, y) = (records[Int(a.entrant)].name, records[Int(b.entrant)].name)
        return x == y ? a.entrant < b.entrant : x < y
    }

    /// The spot of the first slot with this key or a higher one; it may be behind the end of its chunk. O(log n), and no jump
    /// to mispredict.
    @inline(__always)
    func spot(key: UInt64) -> Spot {
        let end = firstKeys.withUnsafeBufferPointer { keys in partition(0, keys.count) { keys[$0] < key } }
        guard end > 0 else { return Spot(chunk: 0, offset: 0) }
        return Spot(chunk: end - 1, offset: offset(key: key, in: end - 1))
    }

    /// The spot behind the last slot that `precedes` holds for: it holds for every lower key, for no higher one, and within
    /// `key` for a beginning of the slots. In the chunk of that last slot, so it may be behind its end. O(log n).
    @inline(__always)
    func spot(key: UInt64, where precedes: (Slot) -> Bool) -> Spot {
        var end = firstKeys.withUnsafeBufferPointer { keys in partition(0, keys.count) { keys[$0] < key } }
        if end < firstKeys.count, firstKeys[end] == key {
            end = partition(end, firstKeys.count) { firstKeys[$0] == key && precedes(slot(at: Spot(chunk: $0, offset: 0))) }
        }
        guard end > 0 else { return Spot(chunk: 0, offset: 0) }
        let (chunk, count) = (end - 1, Int(chunks[end - 1].count))
        var offset = offset(key: key, in: chunk)
        let home = Int(chunks[chunk].home) * chunkSize
        guard offset < count, keys[home + offset] == key else { return Spot(chunk: chunk, offset: offset) }
        offset = partition(offset, count) {
            keys[home + $0] == key && precedes(slot(home + $0))
        }
        return Spot(chunk: chunk, offset: offset)
    }

    /// How many slots of a chunk have a lower key.
    @inline(__always)
    private func offset(key: UInt64, in chunk: Int) -> Int {
        let (start, count) = (Int(chunks[chunk].home) * chunkSize, Int(chunks[chunk].count))
        return keys.withUnsafeBufferPointer { keys in partition(start, start + count) { keys[$0] < key } } - start
    }

    /// The first index from `low` on for which `holds` is false; it is true for a beginning of them. O(log n).
    @inline(__always)
    private func partition(_ low: Int, _ high: Int, _ holds: (Int) -> Bool) -> Int {
        guard low < high else { return low }
        var (base, count) = (low, high - low)
        while count > 1 {
            let half = count / 2
            base = holds(base + half - 1) ? base + half : base
            count -= half
        }
        return holds(base) ? base + 1 : base
    }

    /// Where a slot is that is in the list. Few share a key as a rule: those are looked through, many are searched.
    func spot(of slot: Slot) -> Spot {
        let first = inside(spot(key: slot.key))
        let place = place(of: first)
        for step in 0..<min(Self.fewEqual, Int(chunks[first.chunk].count) - first.offset) where entrants[place + step] == slot.entrant {
            return Spot(chunk: first.chunk, offset: first.offset + step)
        }
        return inside(spot(key: slot.key) { isListed($0, before: slot) })
    }

    private static let fewEqual = 8

    /// The spot of the slot that follows, where a spot is behind the end of its chunk.
    private func inside(_ spot: Spot) -> Spot {
        guard spot.chunk + 1 < chunks.count, spot.offset == Int(chunks[spot.chunk].count) else { return spot }
        return Spot(chunk: spot.chunk + 1, offset: 0)
    }

    /// How many slots are listed before a spot. O(log n).
    func position(of spot: Spot) -> Int { tree.sum(before: spot.chunk).entries + spot.offset }

    /// Where the slot of a spot lies among the keys and entrants of all chunks.
    func place(of spot: Spot) -> Int { Int(chunks[spot.chunk].home) * chunkSize + spot.offset }

    func slot(at spot: Spot) -> Slot { slot(place(of: spot)) }

    private func slot(_ place: Int) -> Slot { Slot(key: keys[place], reachedBy: reached[place], entrant: entrants[place]) }

    func slot(before spot: Spot) -> Slot? {
        if spot.offset > 0 { return slot(at: Spot(chunk: spot.chunk, offset: spot.offset - 1)) }
        return spot.chunk > 0 ? slot(at: Spot(chunk: spot.chunk - 1, offset: Int(chunks[spot.chunk - 1].count) - 1)) : nil
    }
}
