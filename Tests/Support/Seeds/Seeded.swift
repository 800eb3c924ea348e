import Foundation

/// Numbers that a seed gives again on every platform: SplitMix64 (Steele, Lea, Flood 2014). The one generator of all tests.
///
/// ```swift
/// var random = Seeded()                                // prints `aTest(): LAUREL_SEED=4711`
/// #expect(holds, "\(random)")                          // says it again where it fails
/// ```
package struct Seeded: RandomNumberGenerator, Sendable, CustomStringConvertible {
    package let seed: UInt64
    private var state: UInt64

    package init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// With the seed that `LAUREL_SEED` sets, or another one each time; prints it.
    package init(_ test: String = #function) {
        let given = ProcessInfo.processInfo.environment["LAUREL_SEED"].flatMap { UInt64($0) }
        self.init(seed: given ?? UInt64.random(in: 0...UInt64.max))
        print("\(test): \(self)")
    }

    /// What repeats the run.
    package var description: String { "LAUREL_SEED=\(seed)" }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Choices that stay the same for a seed whatever becomes of the standard library's. The bias of the remainder is far below what a test could show.
extension Seeded {
    package mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    package mutating func pick(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True `percent` times of a hundred.
    package mutating func chance(_ percent: Int) -> Bool { pick(1...100) <= percent }

    /// One of a list that is not empty.
    package mutating func one<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

    /// Some of a list, in its order.
    package mutating func some<Item>(_ items: [Item], _ percent: Int) -> [Item] {
        var chosen: [Item] = []
        for item in items where chance(percent) { chosen.append(item) }
        return chosen
    }

    /// A list in another order (Fisher and Yates).
    package mutating func shuffled<Item>(_ items: [Item]) -> [Item] {
        var items = items
        for last in items.indices.dropFirst().reversed() { items.swapAt(last, below(last + 1)) }
        return items
    }
}
