/// Numbers that look random and are the same for the same seed (SplitMix64), on every machine.
package struct DemoRandom: Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0 ..< 1.
    package mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    package mutating func chance(_ probability: Double) -> Bool { fraction() < probability }

    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    /// One of `all`, which is not empty.
    package mutating func pick<Element>(_ all: [Element]) -> Element { all[whole(0...(all.count - 1))] }

    /// How often something happens that is expected `mean` times: a whole number around it.
    mutating func times(_ mean: Double) -> Int {
        let whole = Int(mean)
        return whole + (chance(mean - Double(whole)) ? 1 : 0)
    }

    /// Many small values and a few large ones, by multiplying: from 1/8 to 8 times, mostly near 1.
    mutating func spread() -> Double {
        var factor = 1.0
        for _ in 0..<3 { factor *= chance(0.5) ? 1 + fraction() : 1 / (1 + fraction()) }
        return factor
    }
}
