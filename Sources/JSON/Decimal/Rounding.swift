/// How a number is rounded. Every rounding in Laurel is named (points.md, "Numbers and times").
package enum Rounding: String, CaseIterable, Hashable, Sendable {
    /// Towards zero; the default of rules.
    case down
    /// To the nearest, a half away from zero.
    case halfUp = "half-up"
    /// To the nearest, a half to the even neighbour.
    case halfEven = "half-even"
    /// Away from zero.
    case up

    /// Whether a quotient that left `remainder` (0 ≤ remainder < divisor) grows by one, in size.
    func raises(_ quotient: UInt128, remainder: UInt128, divisor: UInt128) -> Bool {
        guard remainder != 0 else { return false }
        switch self {
        case .down: return false
        case .up: return true
        case .halfUp: return remainder >= divisor - remainder
        case .halfEven:
            let other = divisor - remainder
            return remainder > other || (remainder == other && quotient & 1 == 1)
        }
    }
}
