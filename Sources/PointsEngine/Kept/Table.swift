/// Values of one kind by their keys: all there are, or those that commands have set and deleted on top of others.
package struct Table<Value: Kept>: Sendable {
    package typealias Element = (key: Value.Key, value: Value)

    /// A command sets one or two of a kind, and nothing of most: a list costs less to make, to ask and to let go than a dictionary.
    private enum Held: Sendable {
        case nothing
        /// In the order in which they were first set.
        case few([Element])
        case many([Value.Key: Value])
    }

    private var held = Held.nothing
    /// Nil where nothing was ever deleted: of the many tables of a command's changes nearly all, and those cost nothing to copy.
    private var gone: Set<Value.Key>?

    private static var most: Int { 8 }

    package init() {}

    package var isEmpty: Bool { count == 0 && (gone?.isEmpty ?? true) }

    /// How many values there are.
    package var count: Int {
        switch held {
        case .nothing: 0
        case .few(let list): list.count
        case .many(let values): values.count
        }
    }

    /// What was deleted of what stands below; nothing where all there is stands here.
    package var deleted: Set<Value.Key> { gone ?? [] }

    /// O(n) where they are few.
    package var byKey: [Value.Key: Value] {
        switch held {
        case .nothing: [:]
        case .few(let list): Dictionary(uniqueKeysWithValues: list.map { ($0.key, $0.value) })
        case .many(let values): values
        }
    }

    // A key path of a generic type is made anew each time that it is used, which is dear.

    package var keys: [Value.Key] { map { $0.key } }
    package var values: [Value] { map { $0.value } }

    /// Nil where it is deleted, or was not changed; setting nil deletes.
    package subscript(key: Value.Key) -> Value? {
        get {
            switch held {
            case .nothing: nil
            case .few(let list): Self.place(of: key, in: list).map { list[$0].value }
            case .many(let values): values[key]
            }
        }
        set {
            if let newValue {
                set(newValue, of: key)
                gone?.remove(key)
            } else {
                forget(key)
                if gone == nil { gone = [] }
                gone?.insert(key)
            }
        }
    }

    /// What was said about a key: its value, or `.some(nil)` where it is deleted; nil: nothing.
    @inline(__always)
    func said(of key: Value.Key) -> Value?? {
        if let value = self[key] { return .some(value) }
        return isDeleted(key) ? .some(nil) : nil
    }

    /// Whether anything was said about a key.
    package func hasChanged(_ key: Value.Key) -> Bool { self[key] != nil || isDeleted(key) }

    private func isDeleted(_ key: Value.Key) -> Bool { gone?.contains(key) ?? false }

    private static func place(of key: Value.Key, in list: [Element]) -> Int? {
        for place in list.indices where list[place].key == key { return place }
        return nil
    }

    // What is held is taken out while it changes, so that it is changed in its place and not copied.

    private mutating func set(_ value: Value, of key: Value.Key) {
        switch held {
        case .nothing: held = .few([(key, value)])
        case .few(var list):
            held = .nothing
            if let place = Self.place(of: key, in: list) {
                list[place].value = value
            } else if list.count < Self.most {
                list.append((key, value))
            } else {
                var values = Dictionary(uniqueKeysWithValues: list.map { ($0.key, $0.value) })
                values[key] = value
                return held = .many(values)
            }
            held = .few(list)
        case .many(var values):
            held = .nothing
            values[key] = value
            held = .many(values)
        }
    }

    private mutating func forget(_ key: Value.Key) {
        switch held {
        case .nothing: break
        case .few(var list):
            held = .nothing
            if let place = Self.place(of: key, in: list) { list.remove(at: place) }
            held = .few(list)
        case .many(var values):
            held = .nothing
            values[key] = nil
            held = .many(values)
        }
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
        for key in later.deleted { forget(key) }
    }
}

/// The values with their keys; not what was deleted.
extension Table: Sequence {
    package struct Iterator: IteratorProtocol {
        fileprivate var few: IndexingIterator<[Element]>?
        fileprivate var many: Dictionary<Value.Key, Value>.Iterator?

        package mutating func next() -> Element? { many == nil ? few?.next() : many?.next() }
    }

    package func makeIterator() -> Iterator {
        switch held {
        case .nothing: Iterator()
        case .few(let list): Iterator(few: list.makeIterator())
        case .many(let values): Iterator(many: values.makeIterator())
        }
    }

    package var underestimatedCount: Int { count }
}
