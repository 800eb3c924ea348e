/// A dictionary whose copies share what they have in common.
///
/// An ordinary dictionary is copied as a whole by the first change after it was handed on. Here a change makes anew only the few nodes
/// that lead to its entry: a hash trie, five bits of the hash a level. In no order.
///
/// ```swift
/// var people = SharedMap([("li.na", 1), ("wang.wei", 2)])
/// let before = people
/// people["li.na"] = nil
/// before["li.na"]  // 1
/// ```
package struct SharedMap<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private typealias Entry = (key: Key, value: Value)

    private indirect enum Node: Sendable {
        case entries([Entry])
        /// One for each value of the next bits of the hash.
        case branches([Node])
    }

    private var root = Node.entries([])
    package private(set) var count = 0

    private static var bits: Int { 5 }
    private static var fullLeaf: Int { 12 }
    /// Beyond this depth no bits are left: what still collides stands in one list.
    private static var deepest: Int { 60 }

    package init() {}

    package init(_ values: some Sequence<(Key, Value)>) {
        for (key, value) in values { self[key] = value }
    }

    /// O(1) for what is practical: a level for each factor of 32. Setting nil removes the entry.
    package subscript(key: Key) -> Value? {
        get {
            let hash = key.hashValue
            var node = root, shift = 0
            while case .branches(let branches) = node {
                node = branches[Self.place(hash, shift)]
                shift += Self.bits
            }
            guard case .entries(let entries) = node else { return nil }
            return entries.first { $0.key == key }?.value
        }
        set {
            let (changed, difference) = Self.changed(root, key, newValue, hash: key.hashValue, shift: 0)
            root = changed
            count += difference
        }
    }

    /// All of them. O(n).
    package var values: [Value] {
        var values: [Value] = []
        values.reserveCapacity(count)
        forEach { values.append($1) }
        return values
    }

    /// A dictionary of what `transform` makes of each. O(n).
    package func mapValues<Other>(_ transform: (Value) -> Other) -> [Key: Other] {
        var others: [Key: Other] = Dictionary(minimumCapacity: count)
        forEach { others[$0] = transform($1) }
        return others
    }

    package func forEach(_ body: (Key, Value) -> Void) {
        var open = [root]
        while let node = open.popLast() {
            switch node {
            case .entries(let entries): for entry in entries { body(entry.key, entry.value) }
            case .branches(let branches): open += branches
            }
        }
    }

    private static func place(_ hash: Int, _ shift: Int) -> Int { hash >> shift & (1 << bits - 1) }

    /// The node with another value of a key, and by how much it has more entries.
    private static func changed(_ node: Node, _ key: Key, _ value: Value?, hash: Int, shift: Int) -> (Node, difference: Int) {
        switch node {
        case .branches(var branches):
            let place = place(hash, shift)
            let (branch, difference) = changed(branches[place], key, value, hash: hash, shift: shift + bits)
            branches[place] = branch
            return (.branches(branches), difference)
        case .entries(var entries):
            let index = entries.firstIndex { $0.key == key }
            guard let value else {
                if let index { entries.remove(at: index) }
                return (.entries(entries), index == nil ? 0 : -1)
            }
            if let index { entries[index].value = value } else { entries.append((key, value)) }
            let isFull = entries.count > fullLeaf && shift < deepest
            return (isFull ? split(entries, shift: shift) : .entries(entries), index == nil ? 1 : 0)
        }
    }

    private static func split(_ entries: [Entry], shift: Int) -> Node {
        var parts: [[Entry]] = Array(repeating: [], count: 1 << bits)
        for entry in entries { parts[place(entry.key.hashValue, shift)].append(entry) }
        return .branches(parts.map { $0.count > fullLeaf && shift + bits < deepest ? split($0, shift: shift + bits) : .entries($0) })
    }
}
