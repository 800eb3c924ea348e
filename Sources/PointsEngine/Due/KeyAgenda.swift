import Periods

/// When something of one kind is next due for each key.
struct KeyAgenda: Sendable {
    private var plans: [String: Instant] = [:]
    private var due = DueQueue<Instant, String>()

    init() {}

    /// O(log instants), amortised.
    mutating func next() -> Instant? { due.next() }

    /// In order, at most so many: `DueQueue.keys`.
    mutating func keys(at instant: Instant, limit: Int) -> [String] { due.keys(at: instant, limit: limit) }

    /// Puts a key down for an instant, in place of the one before.
    mutating func put(_ key: String, _ at: Instant?) {
        let old = plans[key]
        guard old != at else { return }
        if let old { due.remove(key, from: old) }
        plans[key] = at
        if let at { due.insert(key, at: at) }
    }
}
