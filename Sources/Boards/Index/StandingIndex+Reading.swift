/// Ranks, pages and neighbourhoods.
extension StandingIndex {
    /// The rank of an entrant, from 1, by the index's policy for ties; nil where it does not stand. O(log n).
    package func rank(of entrant: Int32) -> Int? {
        record(of: entrant).map { rank(of: Slot(key: $0.key, reachedBy: $0.reachedBy, entrant: entrant)) }
    }

    /// How many entrants are listed before this one; nil where it does not stand. O(log n).
    package func position(of entrant: Int32) -> Int? {
        record(of: entrant).map { position(of: spot(of: Slot(key: $0.key, reachedBy: $0.reachedBy, entrant: entrant))) }
    }

    /// At most `limit` lines from the `offset`th on (from 0), in order; fewer where the list ends. O(log n + limit).
    package func page(offset: Int, limit: Int) -> [Standing] {
        var standings: [Standing] = []
        standings.reserveCapacity(max(0, min(limit, count - offset)))
        forEach(from: offset, limit: limit) { standings.append($0) }
        return standings
    }

    /// The entrant's line between the `radius` lines before it and the `radius` after it; empty where it does not stand.
    /// O(log n + radius).
    package func around(_ entrant: Int32, radius: Int) -> [Standing] {
        guard let position = position(of: entrant) else { return [] }
        let first = max(0, position - radius)
        return page(offset: first, limit: position - first + radius + 1)
    }

    /// The place of the last of those who stand ahead of an entrant's rank: the next one to reach. Nil at the first rank,
    /// and where the entrant does not stand. O(log n).
    package func next(ahead entrant: Int32) -> Standing? {
        guard let record = record(of: entrant) else { return nil }
        let own = Slot(key: record.key, reachedBy: record.reachedBy, entrant: entrant)
        let ahead = position(of: ties == .first ? spot(key: own.key) { isAhead($0, of: own) } : spot(key: own.key) { isHigher($0, than: own) })
        return ahead == 0 ? nil : page(offset: ahead - 1, limit: 1).first
    }

    /// Visits lines in order, from the `offset`th on (from 0), at most `limit`. O(log n + limit).
    package func forEach(from offset: Int = 0, limit: Int = .max, _ body: (Standing) throws -> Void) rethrows {
        guard offset >= 0, limit > 0, offset < count else { return }
        var (chunk, before) = tree.find(offset)
        var inChunk = offset - before
        var last: Standing?
        for place in offset..<offset + min(limit, count - offset) {
            if inChunk == Int(chunks[chunk].count) { (chunk, inChunk) = (chunk + 1, 0) }
            let slot = slot(at: Spot(chunk: chunk, offset: inChunk))
            let value = exact.isEmpty ? BoardValue.value(of: Self.word(of: slot.key), kind: kind) : exact[Int(slot.entrant)]
            var line = Standing(entrant: slot.entrant, value: value, rank: 0, place: place + 1, reachedBy: slot.reachedBy)
            line.rank = last?.rank(ofNext: line, under: ties) ?? rank(of: slot)
            try body(line)
            last = line
            inChunk += 1
        }
    }

    private func rank(of slot: Slot) -> Int {
        let tied = spot(of: slot)
        switch ties {
        case .dense:
            return tree.sum(before: tied.chunk).values + valuesBeginning(in: tied)
        case .competition:
            guard let before = self.slot(before: tied), haveSameValue(before, slot) else { return position(of: tied) + 1 }
            return position(of: spot(key: slot.key) { isHigher($0, than: slot) }) + 1
        case .first:
            guard let before = self.slot(before: tied), before.reachedBy == slot.reachedBy, haveSameValue(before, slot)
            else { return position(of: tied) + 1 }
            return position(of: spot(key: slot.key) { isAhead($0, of: slot) }) + 1
        }
    }

    /// How many values begin in the chunk of a spot, up to the slot there.
    private func valuesBeginning(in spot: Spot) -> Int {
        var before = slot(before: Spot(chunk: spot.chunk, offset: 0))
        var values = 0
        for offset in 0...spot.offset {
            let slot = slot(at: Spot(chunk: spot.chunk, offset: offset))
            if before.map({ !haveSameValue($0, slot) }) ?? true { values += 1 }
            before = slot
        }
        return values
    }
}
