import Periods
import Structures

/// When something of one kind is next due for each key.
struct KeyAgenda: Sendable {
    private var plans: [String: Instant] = [:]
    private var keys: [Instant: Set<String>] = [:]
    /// The instants that have, or had, keys.
    private var instants = Heap<Instant>()

    init() {}

    /// O(log instants), amortised.
    mutating func next() -> Instant? { instants.first { keys[$0] != nil } }

    /// In order, at most so many. O(n log n) of what is due then.
    func keys(at instant: Instant, limit: Int) -> [String] { Array((keys[instant] ?? []).sorted().prefix(limit)) }

    /// Puts a key down for an instant, in place of the one before.
    mutating func put(_ key: String, _ at: Instant?) {
        let old = plans[key]
        guard old != at else { return }
        if let old {
            keys[old]?.remove(key)
            if keys[old]?.isEmpty ?? false { keys[old] = nil }
        }
        plans[key] = at
        guard let at else { return }
        if keys[at] == nil { instants.insert(at) }
        keys[at, default: []].insert(key)
    }
}
