/// Values of one kind by their keys: all there are, or those that commands have set and deleted on top of others.
package struct Table<Value: Kept>: Sendable {
    package private(set) var values: [Value.Key: Value] = [:]
    /// What was deleted of what stands below; nothing where all there is stands here.
    package private(set) var deleted: Set<Value.Key> = []

    package init() {}

    package var isEmpty: Bool { values.isEmpty && deleted.isEmpty }

    /// Nil where it is deleted, or was not changed; setting nil deletes.
    package subscript(key: Value.Key) -> Value? {
        get { values[key] }
        set {
            values[key] = newValue
            if newValue == nil { deleted.insert(key) } else if !deleted.isEmpty { deleted.remove(key) }
        }
    }

    /// What was said about a key: its value, or `.some(nil)` where it is deleted; nil: nothing.
    @inline(__always)
    func said(of key: Value.Key) -> Value?? {
        if values.isEmpty, deleted.isEmpty { return nil }
        if let value = values[key] { return .some(value) }
        return deleted.isEmpty || !deleted.contains(key) ? nil : .some(nil)
    }

    /// Whether anything was said about a key.
    package func hasChanged(_ key: Value.Key) -> Bool { values[key] != nil || !deleted.isEmpty && deleted.contains(key) }

    /// Takes what came later on top.
    package mutating func absorb(_ later: Table) {
        if isEmpty { return self = later }
        for (key, value) in later.values { self[key] = value }
        for key in later.deleted { self[key] = nil }
    }

    /// Takes over what came later; all there is stands here, so that nobody has to know what was deleted.
    package mutating func merge(_ later: Table) {
        for (key, value) in later.values { values[key] = value }
        for key in later.deleted { values[key] = nil }
    }

}

extension Table: Sequence {
    /// The values with their keys; not what was deleted.
    package func makeIterator() -> Dictionary<Value.Key, Value>.Iterator { values.makeIterator() }
}
