/// First in, first out.
///
/// ```swift
/// var queue = Queue<String>()
/// queue.append("one")
/// queue.append("two")
/// queue.removeFirst()  // "one"
/// ```
/// What was taken is let go of at once; its place in memory goes when half of all places are empty, so each element moves at most once
/// on average.
package struct Queue<Element> {
    /// Nil before `head`.
    private var elements: [Element?] = []
    private var head = 0

    package init() {}

    package var count: Int { elements.count - head }
    package var isEmpty: Bool { count == 0 }
    package var first: Element? { head < elements.count ? elements[head] : nil }

    package mutating func append(_ element: Element) { elements.append(element) }

    /// Takes the oldest; nil where there is none. Amortised O(1).
    @discardableResult
    package mutating func removeFirst() -> Element? {
        guard head < elements.count else { return nil }
        defer {
            elements[head] = nil
            head += 1
            if head * 2 > elements.count {
                elements.removeSubrange(..<head)
                head = 0
            }
        }
        return elements[head]
    }
}

extension Queue: Sendable where Element: Sendable {}
