/// Values of one kind by their keys: all there are, or those that commands have set and deleted on top of others.
package struct Table<Value: Kept>: Sendable {
    package var values: [Value.Key: Value] { held ?? [:] }
    /// What was deleted of what stands below; nothing where all there is stands here.
    package var deleted: Set<Value.Key> { gone ?? [] }

    /// Nil where nothing was ever set, or deleted: of the many tables of a command's changes nearly all, and those cost nothing to copy.
    private var held: [Value.Key: Value]?
    private var gone: Set<Value.Key>?

    package init() {}

    package var isEmpty: Bool { (held?.isEmpty ?? true) && (gone?.isEmpty ?? true) }

    /// Nil where it is deleted, or was not changed; setting nil deletes.
    package subscript(key: Value.Key) -> Value? {
        get { held?[key] }
        set {
            if let newValue {
                set(newValue, of: key)
                gone?.remove(key)
            } else {
                held?[key] = nil
                if gone == nil { gone = [] }
                gone?.insert(key)
            }
        }
    }

    /// What was said about a key: its value, or `.some(nil)` where it is deleted; nil: nothing.
    @inline(__always)
    func said(of key: Value.Key) -> Value?? {
        if let value = held?[key] { return .some(value) }
        return isDeleted(key) ? .some(nil) : nil
    }

    /// Whether anything was said about a key.
    package func hasChanged(_ key: Value.Key) -> Bool { held?[key] != nil || isDeleted(key) }

    private func isDeleted(_ key: Value.Key) -> Bool { gone?.contains(key) ?? false }

    private mutating func set(_ value: Value, of key: Value.Key) {
        if held == nil { held = [:] }
        held?[key] = value
    }

    /// Takes what came later on top.
    package mutating func absorb(_ later: Table) {
        if isEmpty { return self = later }
        for (key, value) in later { self[key] = value }
        for key in later.deleted { self[key] = nil }
    }

    /// Takes over what came later; all there is stands here, so that nobody has to know what was deleted.
    package mutating func merge(_ later: Table) {
        for (key, value) in later { set(value, of: key) }
        for key in later.deleted { held?[key] = nil }
    }
}

extension Table: Sequence {
    /// The values with their keys; not what was deleted.
    package func makeIterator() -> Dictionary<Value.Key, Value>.Iterator { values.makeIterator() }
}
