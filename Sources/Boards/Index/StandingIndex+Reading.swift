/// Ranks, pages and neighbourhoods.
extension StandingIndex {
    /// The rank of an entrant, from 1, by the index's policy for ties; nil where it does not stand. O(log n).
    package func rank(of entrant: Int32) -> Int? { slot(of: entrant).map { rank(of: $0) } }

    /// How many entrants are listed before this one; nil where it does not stand. O(log n).
    package func position(of entrant: Int32) -> Int? { slot(of: entrant).map { position(of: spot(of: $0)) } }

    /// At most `limit` lines from the `offset`th on (from 0), in order; fewer where the list ends. O(log n + limit).
    package func page(offset: Int, limit: Int) -> [Standing] {
        guard offset >= 0, limit > 0, offset < count else { return [] }
        let (chunk, before) = tree.find(offset)
        return lines(from: Spot(chunk: chunk, offset: offset - before), at: offset, limit: limit)
    }

    /// The entrant's line between the `radius` lines before it and the `radius` after it; empty where it does not stand.
    /// O(log n + radius).
    package func around(_ entrant: Int32, radius: Int) -> [Standing] {
        guard let slot = slot(of: entrant) else { return [] }
        var spot = spot(of: slot)
        let position = position(of: spot), before = min(position, max(0, radius))
        var back = before
        while back > spot.offset {
            back -= spot.offset + 1
            spot = Spot(chunk: spot.chunk - 1, offset: Int(chunks[spot.chunk - 1].count) - 1)
        }
        spot.offset -= back
        return lines(from: spot, at: position - before, limit: before + max(0, radius) + 1)
    }

    /// The place of the last of those who stand ahead of an entrant's rank: the next one to reach. Nil at the first rank,
    /// and where the entrant does not stand. O(log n).
    package func next(ahead entrant: Int32) -> Standing? {
        guard let own = slot(of: entrant) else { return nil }
        let ahead = position(of: ties == .first ? spot(key: own.key) { isAhead($0, of: own) } : spotOfValue(own))
        return ahead == 0 ? nil : page(offset: ahead - 1, limit: 1).first
    }

    private func slot(of entrant: Int32) -> Slot? { record(of: entrant).map { Slot(key: $0.key, reachedBy: $0.reachedBy, entrant: entrant) } }

    /// Lines in order from a spot on that stands at a position. O(log n + limit).
    private func lines(from spot: Spot, at position: Int, limit: Int) -> [Standing] {
        let most = min(limit, count - position)
        var lines: [Standing] = []
        lines.reserveCapacity(most)
        var (spot, last) = (spot, slot(before: spot))
        for place in position..<position + most {
            if spot.offset == Int(chunks[spot.chunk].count) { spot = Spot(chunk: spot.chunk + 1, offset: 0) }
            let slot = slot(at: spot)
            let isTied = last.map { haveSameValue($0, slot) && (ties != .first || $0.reachedBy == slot.reachedBy) } ?? false
            let rank = switch lines.last {
            case let line? where isTied: line.rank
            case let line? where ties == .dense: line.rank + 1
            case nil where isTied || ties == .dense: rank(of: slot)
            default: place + 1
            }
            lines.append(Standing(entrant: slot.entrant, value: value(of: slot), rank: rank, place: place + 1, reachedBy: slot.reachedBy))
            last = slot
            spot.offset += 1
        }
        return lines
    }

    private func value(of slot: Slot) -> BoardValue {
        exact.isEmpty ? BoardValue.value(of: Self.word(of: slot.key), kind: kind) : exact[Int(slot.entrant)]
    }

    private func rank(of slot: Slot) -> Int {
        switch ties {
        case .dense: valuesBeginning(before: spotOfValue(slot)) + 1
        case .competition: position(of: spotOfValue(slot)) + 1
        case .first: position(of: spot(key: slot.key) { isAhead($0, of: slot) }) + 1
        }
    }

    /// The spot behind all higher values. Where keys say everything, keys are enough.
    private func spotOfValue(_ slot: Slot) -> Spot {
        exact.isEmpty ? spot(key: slot.key) : spot(key: slot.key) { isHigher($0, than: slot) }
    }

    /// How many values begin before a spot. O(log n).
    private func valuesBeginning(before spot: Spot) -> Int {
        guard spot.chunk < chunks.count else { return 0 }
        var before = slot(before: Spot(chunk: spot.chunk, offset: 0))
        var values = tree.sum(before: spot.chunk).values
        for offset in 0..<spot.offset {
            let slot = slot(at: Spot(chunk: spot.chunk, offset: offset))
            if before.map({ !haveSameValue($0, slot) }) ?? true { values += 1 }
            before = slot
        }
        return values
    }
}
