/// Keeps what was used lately, in bounded memory: at most `2 × size` entries, every operation O(1).
///
/// Two generations: what is used moves into the young one; when that is full it becomes the old one, and the old one,
/// which nobody asked for in the meantime, is forgotten.
struct GenerationCache<Key: Hashable, Value> {
    private let size: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]

    init(size: Int) { self.size = size }

    var count: Int { young.count + old.count }

    subscript(key: Key) -> Value? {
        mutating get {
            if let value = young[key] { return value }
            guard let value = old.removeValue(forKey: key) else { return nil }
            put(value, under: key)
            return value
        }
        set {
            guard let newValue else {
                young[key] = nil
                old[key] = nil
                return
            }
            if !old.isEmpty { old[key] = nil }
            put(newValue, under: key)
        }
    }

    /// Lends a value where there is one.
    mutating func read<Result>(_ key: Key, _ body: (Value) throws -> Result) rethrows -> Result? {
        if let index = young.index(forKey: key) { return try body(young.values[index]) }
        return try self[key].map(body)
    }

    /// Changes a value in its place, where there is one.
    mutating func update(_ key: Key, _ change: (inout Value) throws -> Void) rethrows {
        if let index = young.index(forKey: key) {
            try change(&young.values[index])
        } else if let index = old.index(forKey: key) {
            try change(&old.values[index])
        }
    }

    mutating func removeAll() {
        young = [:]
        old = [:]
    }

    private mutating func put(_ value: Value, under key: Key) {
        if young.count >= size, young[key] == nil {
            swap(&young, &old)
            young.removeAll(keepingCapacity: true)
        }
        young[key] = value
    }
}
