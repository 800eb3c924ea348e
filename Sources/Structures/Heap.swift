/// A binary heap: hands out the least of its elements first.
///
/// ```swift
/// var heap = Heap<Int>()
/// for number in [3, 1, 2] { heap.insert(number) }
/// heap.first        // 1
/// heap.removeFirst()  // 1, and 2 is the first now
/// ```
/// Elements cannot be taken out of the middle. Where something planned is called off, it stays in the heap and is skipped when its
/// turn comes: `first(where:)`.
///
/// Invariant: no element is less than its parent, which stands at `(index - 1) / 2`.
package struct Heap<Element: Comparable> {
    private var elements: [Element] = []

    package init() {}

    package var count: Int { elements.count }
    package var first: Element? { elements.first }

    /// O(log n).
    package mutating func insert(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0, elements[child] < elements[(child - 1) / 2] {
            elements.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes the least element; nil where there is none. O(log n).
    @discardableResult
    package mutating func removeFirst() -> Element? {
        guard !elements.isEmpty else { return nil }
        elements.swapAt(0, elements.count - 1)
        let least = elements.removeLast()
        var parent = 0
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < elements.count && elements[child] < elements[smallest] { smallest = child }
            guard smallest != parent else { return least }
            elements.swapAt(parent, smallest)
            parent = smallest
        }
    }

    /// The least element that still counts; those before it, which do not, are dropped. O(log n) for each that is dropped.
    package mutating func first(where counts: (Element) -> Bool) -> Element? {
        while let first = elements.first {
            if counts(first) { return first }
            removeFirst()
        }
        return nil
    }

    /// Where the invariant is broken: the index of an element that is less than its parent. For tests. O(n).
    var firstDisorder: Int? { elements.indices.dropFirst().first { elements[$0] < elements[($0 - 1) / 2] } }
}

extension Heap: Sendable where Element: Sendable {}
