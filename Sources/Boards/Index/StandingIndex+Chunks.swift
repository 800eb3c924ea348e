/// Moving slots in and out of the chunks, and keeping the counts true.
extension StandingIndex {
    mutating func insertSlot(_ slot: Slot) {
        if chunks.isEmpty { openFirstChunk(for: slot) }
        var spot = spot(key: slot.key) { isListed($0, before: slot) }
        if Int(chunks[spot.chunk].count) == chunkSize {
            splitChunk(spot.chunk)
            let half = Int(chunks[spot.chunk].count)
            if spot.offset > half { spot = Spot(chunk: spot.chunk + 1, offset: spot.offset - half) }
        }
        countValues(around: slot, at: spot, entering: true)
        let place = place(of: spot)
        move(from: place, to: place + 1, count: Int(chunks[spot.chunk].count) - spot.offset)
        put(slot, at: place)
        chunks[spot.chunk].count += 1
        if spot.offset == 0 { firstKeys[spot.chunk] = slot.key }
        count += 1
    }

    mutating func removeSlot(_ slot: Slot) {
        let spot = spot(of: slot)
        let (place, left) = (place(of: spot), chunks[spot.chunk].count - 1)
        move(from: place + 1, to: place, count: Int(left) - spot.offset)
        chunks[spot.chunk].count = left
        count -= 1
        if left > 0, spot.offset == 0 { firstKeys[spot.chunk] = keys[place] }
        countValues(around: slot, at: spot, entering: false)
        if left < Int32(chunkSize / 4) { mergeChunk(spot.chunk) }
    }

    /// Puts slots in order into an index without entrants: chunks are filled to three quarters, to leave room.
    mutating func pack(_ ordered: [Slot]) {
        let size = chunkSize * 3 / 4
        for start in stride(from: 0, to: ordered.count, by: size) {
            let part = ordered[start..<min(start + size, ordered.count)]
            let home = openHome()
            for (offset, slot) in part.enumerated() { put(slot, at: home * chunkSize + offset) }
            chunks.append(Chunk(home: Int32(home), count: Int32(part.count), values: 0))
            firstKeys.append(ordered[start].key)
            chunks[chunks.count - 1].values = valuesBeginning(in: chunks.count - 1)
        }
        count = ordered.count
        rebuildTree()
    }

    /// Counts a slot that enters at a spot (before it is there) or has left it (when it is gone), and the values that begin
    /// with it, or with the slot behind it.
    private mutating func countValues(around slot: Slot, at spot: Spot, entering: Bool) {
        let before = self.slot(before: spot)
        var next = spot
        if spot.offset == Int(chunks[spot.chunk].count) { next = Spot(chunk: spot.chunk + 1, offset: 0) }
        let begins = before.map { !haveSameValue($0, slot) } ?? true
        let sign = entering ? 1 : -1
        if next.chunk < chunks.count, haveSameValue(slot, self.slot(at: next)), begins {
            // The value began with the next slot, and begins with this one while this one is there.
            add(values: -sign, at: next.chunk)
        }
        if begins { chunks[spot.chunk].values += Int32(sign) }
        tree.add(CountTree.Count(entries: sign, values: begins ? sign : 0), at: spot.chunk)
    }

    private mutating func add(values: Int, at chunk: Int) {
        chunks[chunk].values += Int32(values)
        tree.add(CountTree.Count(entries: 0, values: values), at: chunk)
    }

    private mutating func openFirstChunk(for slot: Slot) {
        chunks.append(Chunk(home: Int32(openHome()), count: 0, values: 0))
        firstKeys.append(slot.key)
        rebuildTree()
    }

    private mutating func splitChunk(_ index: Int) {
        let half = chunkSize / 2
        let (from, home) = (Int(chunks[index].home) * chunkSize, openHome())
        move(from: from + half, to: home * chunkSize, count: chunkSize - half)
        chunks[index].count = Int32(half)
        chunks.insert(Chunk(home: Int32(home), count: Int32(chunkSize - half), values: 0), at: index + 1)
        firstKeys.insert(keys[from + half], at: index + 1)
        chunks[index].values = valuesBeginning(in: index)
        chunks[index + 1].values = valuesBeginning(in: index + 1)
        rebuildTree()
    }

    /// Drops an empty chunk, and joins a small one with a neighbour where both fill at most three quarters of a chunk.
    private mutating func mergeChunk(_ index: Int) {
        if chunks[index].count == 0 { return dropChunk(index) }
        for left in [index, index - 1] where left >= 0 && left + 1 < chunks.count {
            let (a, b) = (chunks[left], chunks[left + 1])
            guard Int(a.count + b.count) <= chunkSize * 3 / 4 else { continue }
            let (to, from) = (Int(a.home) * chunkSize + Int(a.count), Int(b.home) * chunkSize)
            move(from: from, to: to, count: Int(b.count))
            chunks[left].count += b.count
            chunks[left].values += b.values
            return dropChunk(left + 1)
        }
    }

    private mutating func dropChunk(_ index: Int) {
        unused.append(chunks[index].home)
        chunks.remove(at: index)
        firstKeys.remove(at: index)
        rebuildTree()
    }

    private mutating func openHome() -> Int {
        if let home = unused.popLast() { return Int(home) }
        let home = keys.count / chunkSize
        keys.append(contentsOf: repeatElement(0, count: chunkSize))
        reached.append(contentsOf: repeatElement(0, count: chunkSize))
        entrants.append(contentsOf: repeatElement(0, count: chunkSize))
        return home
    }

    private mutating func put(_ slot: Slot, at place: Int) {
        keys[place] = slot.key
        reached[place] = slot.reachedBy
        entrants[place] = slot.entrant
    }

    /// Moves slots to other places; the ranges may overlap.
    private mutating func move(from: Int, to: Int, count: Int) {
        guard count > 0 else { return }
        Self.move(&keys, from, to, count)
        Self.move(&reached, from, to, count)
        Self.move(&entrants, from, to, count)
    }

    private static func move<T>(_ array: inout [T], _ from: Int, _ to: Int, _ count: Int) {
        precondition(from >= 0 && to >= 0 && max(from, to) + count <= array.count)
        array.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            (start + to).update(from: start + from, count: count)
        }
    }

    private mutating func rebuildTree() {
        tree.rebuild(chunks.map { CountTree.Count(entries: Int($0.count), values: Int($0.values)) })
    }

    /// How many values begin in a chunk, counted.
    func valuesBeginning(in chunk: Int) -> Int32 {
        var before = slot(before: Spot(chunk: chunk, offset: 0))
        var values: Int32 = 0
        for offset in 0..<Int(chunks[chunk].count) {
            let slot = slot(at: Spot(chunk: chunk, offset: offset))
            if before.map({ !haveSameValue($0, slot) }) ?? true { values += 1 }
            before = slot
        }
        return values
    }
}
