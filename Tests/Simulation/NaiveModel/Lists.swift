/// Where to look: numbers of facts, awards, lots or marks by what they have in common, in the order in which they came. What is found there
/// is looked at anew each time.
struct Lists<Key: Hashable & Sendable>: Sendable {
    private var lists: [Key: [Int]] = [:]

    subscript(key: Key) -> [Int] { lists[key] ?? [] }

    mutating func add(_ number: Int, to key: Key) { lists[key, default: []].append(number) }
}
