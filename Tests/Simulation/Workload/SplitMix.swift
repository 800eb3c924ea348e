/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed on every platform.
package struct SplitMix: Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A whole number of the range. The bias of the remainder is far below what a workload could show.
    package mutating func pick(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// True `percent` times of a hundred.
    package mutating func chance(_ percent: Int) -> Bool { pick(1...100) <= percent }

    /// One of a list that is not empty.
    package mutating func one<T>(_ items: [T]) -> T { items[pick(0...(items.count - 1))] }

    /// Some of a list, in its order.
    package mutating func some<T>(_ items: [T], _ percent: Int) -> [T] {
        var chosen: [T] = []
        for item in items where chance(percent) { chosen.append(item) }
        return chosen
    }
}
