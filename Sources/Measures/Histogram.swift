/// How often what was measured stayed below which bound. Adding costs a look at each bound at most, and no memory.
package struct Histogram: Sendable, Equatable {
    /// Ascending; what is above the last one is counted too.
    package let bounds: [Double]
    /// One for each bound, and one for what is above all; each value in one of them alone.
    package private(set) var counts: [Int]
    package private(set) var sum = 0.0

    package init(_ bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    package mutating func add(_ value: Double) {
        var index = 0
        while index < bounds.count, value > bounds[index] { index += 1 }
        counts[index] += 1
        sum += value
    }

    package var count: Int { counts.reduce(0, +) }
}

extension Histogram {
    /// From half a millisecond to ten seconds: answers, commits, checkpoints.
    package static let seconds = Histogram([0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10])
    /// How many commands were committed together: 256 at most.
    package static let batch = Histogram([1, 2, 4, 8, 16, 32, 64, 128, 256])
}
