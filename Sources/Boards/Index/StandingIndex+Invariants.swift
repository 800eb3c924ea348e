/// What always holds. Tests ask after every step; nothing else does.
extension StandingIndex {
    /// The first thing that does not hold, in words, or nil. O(n).
    package func checkInvariants() -> String? {
        var (before, entries): (Slot?, Int) = (nil, 0)
        for (index, chunk) in chunks.enumerated() {
            if chunk.count < (chunks.count == 1 ? 0 : 1) || Int(chunk.count) > chunkSize { return "chunk \(index) holds \(chunk.count)" }
            if chunk.count > 0, firstKeys[index] != slot(at: Spot(chunk: index, offset: 0)).key { return "chunk \(index) begins with another slot" }
            if chunk.values != valuesBeginning(in: index) { return "chunk \(index) counts \(chunk.values) values" }
            let counted = tree.sum(before: index)
            if counted.entries != entries { return "the tree counts \(counted.entries) before chunk \(index), not \(entries)" }
            if tree.sum(before: index + 1).values - counted.values != Int(chunk.values) { return "the tree counts other values in \(index)" }
            for offset in 0..<Int(chunk.count) {
                let slot = slot(at: Spot(chunk: index, offset: offset))
                if let before, !isListed(before, before: slot) { return "\(before) is listed before \(slot)" }
                guard let record = record(of: slot.entrant), record.key == slot.key, record.reachedBy == slot.reachedBy
                else { return "\(slot) is not what is recorded" }
                before = slot
            }
            entries += Int(chunk.count)
        }
        if entries != count { return "\(entries) slots, but the count is \(count)" }
        if records.count(where: \.stands) != count { return "\(records.count(where: \.stands)) records, but the count is \(count)" }
        if Set(chunks.map(\.home)).union(unused).count * chunkSize != keys.count || [entrants.count, reached.count] != [keys.count, keys.count] { return "a chunk's home is lost or shared" }
        return nil
    }
}
