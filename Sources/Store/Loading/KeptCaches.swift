import PointsEngine

/// What was asked for lately of kinds that are not in memory whole; for each kind a cache of its own.
final class KeptCaches {
    private var byKind: [ObjectIdentifier: AnyObject] = [:]

    /// What is kept under a key, read by `read` where nobody knows.
    func find<Value: Kept>(_ kind: Value.Type, _ key: Value.Key, _ read: () throws -> Value?) throws -> Value? {
        guard let cache = cache(of: kind) else { return try read() }
        if let known = cache.values[key] { return known }
        let found = try read()
        if found != nil || cache.keepsAbsence { cache.values[key] = .some(found) }
        return found
    }

    /// Few are asked for again: what is not known already is read when somebody does.
    func update(_ changes: Tables) {
        for kind in Tables.kinds where kind.residence != .memory { update(kind, changes) }
    }

    private func update<Value: Kept>(_ kind: Value.Type, _ changes: Tables) {
        let table = changes[keyPath: Value.place]
        guard !table.isEmpty, let cache = cache(of: kind) else { return }
        for (key, value) in table { cache.values.update(key) { $0 = value } }
        for key in table.deleted { cache.values.update(key) { $0 = nil } }
    }

    /// Nil: nothing of the kind is remembered.
    private func cache<Value: Kept>(of kind: Value.Type) -> Cache<Value>? {
        if let known = byKind[ObjectIdentifier(kind)] { return known as? Cache<Value> }
        guard case .disk(let size, let absence) = Value.residence, size > 0 else { return nil }
        let cache = Cache<Value>(size: size, keepsAbsence: absence)
        byKind[ObjectIdentifier(kind)] = cache
        return cache
    }

    private final class Cache<Value: Kept> {
        var values: GenerationCache<Value.Key, Value?>
        /// Whether it is also remembered that there is nothing.
        let keepsAbsence: Bool

        init(size: Int, keepsAbsence: Bool) {
            values = GenerationCache(size: size)
            self.keepsAbsence = keepsAbsence
        }
    }
}
