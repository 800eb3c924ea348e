/// A binary heap of moments.
struct MomentHeap: Sendable {
    private var heap: [Agenda.Moment] = []

    /// The first moment that still counts; those before it are dropped. O(log moments), amortised.
    mutating func first(where counts: (Agenda.Moment) -> Bool) -> Agenda.Moment? {
        while let first = heap.first {
            if counts(first) { return first }
            pop()
        }
        return nil
    }

    mutating func push(_ moment: Agenda.Moment) {
        heap.append(moment)
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func pop() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child] < heap[least] { least = child }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
