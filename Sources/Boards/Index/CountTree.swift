/// Prefix sums over a row of counts in logarithmic time (Fenwick, "A New Data Structure for Cumulative Frequency Tables", 1994).
///
/// Two counts share one word, so that one walk gives both: entries in the low half, values that begin there in the high one.
struct CountTree: Sendable {
    struct Count: Sendable, Equatable {
        var word: Int64
        var entries: Int { Int(word & 0xFFFF_FFFF) }
        var values: Int { Int(word >> 32) }

        /// Deltas may be below zero; sums of real counts never are.
        init(entries: Int, values: Int) { word = Int64(entries) + Int64(values) << 32 }
        init(word: Int64) { self.word = word }
    }

    private var nodes: [Int64] = [0]
    private var top = 0

    /// Starts anew with these counts. O(n).
    mutating func rebuild(_ counts: some Collection<Count>) {
        nodes.removeAll(keepingCapacity: true)
        nodes.append(0)
        nodes.append(contentsOf: counts.lazy.map(\.word))
        var node = 1
        while node < nodes.count {
            let parent = node + node & -node
            if parent < nodes.count { nodes[parent] += nodes[node] }
            node += 1
        }
        top = 1
        while top * 2 < nodes.count { top *= 2 }
    }

    /// Adds to the count at `index`. O(log n).
    mutating func add(_ delta: Count, at index: Int) {
        var node = index + 1
        let end = nodes.count
        nodes.withUnsafeMutableBufferPointer { nodes in
            while node < end {
                nodes[node] += delta.word
                node += node & -node
            }
        }
    }

    /// The sum of the first `end` counts. O(log n).
    func sum(before end: Int) -> Count {
        var node = end
        var sum: Int64 = 0
        nodes.withUnsafeBufferPointer { nodes in
            while node > 0 {
                sum += nodes[node]
                node &= node - 1
            }
        }
        return Count(word: sum)
    }

    /// The index within which the entry at `position` lies, and how many entries stand before that index. O(log n).
    func find(_ position: Int) -> (index: Int, before: Int) {
        var (node, step, before) = (0, top, 0)
        while step > 0 {
            let next = node + step
            if next < nodes.count {
                let entries = Count(word: nodes[next]).entries
                if before + entries <= position {
                    node = next
                    before += entries
                }
            }
            step /= 2
        }
        return (node, before)
    }
}
