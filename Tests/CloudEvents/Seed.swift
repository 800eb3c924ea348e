import Foundation

/// A small generator (SplitMix64) whose seed is printed; `LAUREL_SEED` sets it.
struct Seed: RandomNumberGenerator, CustomStringConvertible {
    let start: UInt64
    private var state: UInt64

    init(_ name: String = #function) {
        let given = ProcessInfo.processInfo.environment["LAUREL_SEED"].flatMap { UInt64($0) }
        start = given ?? UInt64.random(in: 0...UInt64.max)
        state = start
        print("\(name): LAUREL_SEED=\(start)")
    }

    var description: String { "LAUREL_SEED=\(start)" }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
