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

    /// The spot behind the last slot that `precedes` holds for; it must hold for a beginning of the list and for no slot
    /// after that. In the chunk of that last slot, so it may be behind its end. O(log n).
    @inline(__always)
    func spot(where precedes: (Slot) -> Bool) -> Spot {
        var (low, high) = (0, chunks.count)
        while low < high {
            let middle = (low + high) / 2
            if precedes(chunks[middle].first) { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return Spot(chunk: 0, offset: 0) }
        let chunk = low - 1
        let start = Int(chunks[chunk].home) * chunkSize
        (low, high) = (start + 1, start + Int(chunks[chunk].count))
        while low < high {
            let middle = (low + high) / 2
            if precedes(slots[middle]) { low = middle + 1 } else { high = middle }
        }
        return Spot(chunk: chunk, offset: low - start)
    }

    /// Where a slot is that is in the list.
    func spot(of slot: Slot) -> Spot {
        let spot = spot { isListed($0, before: slot) }
        guard spot.chunk < chunks.count, spot.offset == Int(chunks[spot.chunk].count) else { return spot }
        return Spot(chunk: spot.chunk + 1, offset: 0)
    }

    /// How many slots are listed before a spot. O(log n).
    func position(of spot: Spot) -> Int { tree.sum(before: spot.chunk).entries + spot.offset }

    func slot(at spot: Spot) -> Slot { slots[Int(chunks[spot.chunk].home) * chunkSize + spot.offset] }

    func slot(before spot: Spot) -> Slot? {
        if spot.offset > 0 { return slot(at: Spot(chunk: spot.chunk, offset: spot.offset - 1)) }
        return spot.chunk > 0 ? slot(at: Spot(chunk: spot.chunk - 1, offset: Int(chunks[spot.chunk - 1].count) - 1)) : nil
    }
}
