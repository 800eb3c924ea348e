/// Things that become due the same time after each was put in; so the first in is the first due. Amortised O(1) each.
struct TimeQueue<Element> {
    private var entries: [(at: Int64, element: Element)] = []
    private var gone = 0

    var count: Int { entries.count - gone }
    /// The time of the oldest.
    var first: Int64? { gone < entries.count ? entries[gone].at : nil }

    mutating func push(_ element: Element, at: Int64) { entries.append((at, element)) }

    /// Takes the oldest.
    mutating func pop() -> (at: Int64, element: Element)? {
        guard gone < entries.count else { return nil }
        let entry = entries[gone]
        gone += 1
        if gone * 2 > entries.count {
            entries.removeSubrange(..<gone)
            gone = 0
        }
        return entry
    }
}
