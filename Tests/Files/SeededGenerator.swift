import Foundation

/// SplitMix64, so that a failing case can be run again: set `LAUREL_SEED`; a failure prints the seed it ran with.
struct SeededGenerator: RandomNumberGenerator, CustomStringConvertible {
    let seed: UInt64
    private var state: UInt64

    init() {
        let given = ProcessInfo.processInfo.environment["LAUREL_SEED"].flatMap { UInt64($0) }
        seed = given ?? UInt64.random(in: 0...999_999)
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    var description: String { "LAUREL_SEED=\(seed)" }
}
