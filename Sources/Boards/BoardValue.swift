/// What an entrant has on a board: a number that is compared exactly, never through binary floating point.
///
/// `decimal` is counted in units of 10⁻¹⁸, the finest part of a quantity that a share gives. A `ratio` is compared as a ratio of sums by cross multiplication; its denominator is above zero, which
/// `BoardValue.ratio(of:to:)` sees to. Values of different kinds compare as the numbers they are.
package enum BoardValue: Sendable {
    case points(Int64)
    case decimal(Int128)
    case ratio(Int128, Int128)

    package enum Kind: Sendable { case points, decimal, ratio }

    /// Units of a `decimal` in one.
    package static let unit: Int128 = 1_000_000_000_000_000_000

    /// The ratio of two sums, or nil where the second is zero: such an entrant has no value and does not stand on a board.
    ///
    /// Large ones are reduced: sums in units of 10⁻¹⁸ have tens in common, and ratios of ratios are made of products.
    package static func ratio(of numerator: Int128, to denominator: Int128) -> BoardValue? {
        guard denominator != 0 else { return nil }
        let (over, under) = denominator > 0 ? (numerator, denominator) : (-numerator, -denominator)
        guard over.magnitude >= 1 << 62 || under.magnitude >= 1 << 62 else { return .ratio(over, under) }
        let common = greatestCommonDivisor(over.magnitude, under.magnitude)
        return .ratio(over / Int128(common), under / Int128(common))
    }

    private static func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }

    package var kind: Kind {
        switch self {
        case .points: .points
        case .decimal: .decimal
        case .ratio: .ratio
        }
    }

    package var isZero: Bool { fraction.numerator == 0 }

    /// The value as numerator over a denominator above zero.
    package var fraction: (numerator: Int128, denominator: Int128) {
        switch self {
        case .points(let points): (Int128(points), 1)
        case .decimal(let units): (units, Self.unit)
        case .ratio(let numerator, let denominator): (numerator, denominator)
        }
    }

    /// Sums of one kind; ratios add as ratios of sums: numerators and denominators each.
    /// Traps on values of different kinds and on overflow, which the engine's bounds (±2⁵³ − 1 points) exclude.
    package static func + (a: BoardValue, b: BoardValue) -> BoardValue {
        switch (a, b) {
        case (.points(let x), .points(let y)): .points(x + y)
        case (.decimal(let x), .decimal(let y)): .decimal(x + y)
        case (.ratio(let x, let dx), .ratio(let y, let dy)): .ratio(x + y, dx + dy)
        default: preconditionFailure("values of different kinds on one board")
        }
    }

    package static prefix func - (a: BoardValue) -> BoardValue {
        switch a {
        case .points(let x): .points(-x)
        case .decimal(let x): .decimal(-x)
        case .ratio(let x, let dx): .ratio(-x, -dx)
        }
    }

    /// Nothing, of a kind. A sum of ratios begins with nothing over nothing, which is no value (see `isDefined`).
    package static func nothing(_ kind: Kind) -> BoardValue {
        switch kind {
        case .points: .points(0)
        case .decimal: .decimal(0)
        case .ratio: .ratio(0, 0)
        }
    }

    /// Whether this can stand on a board: a ratio of sums needs something to divide by.
    package var isDefined: Bool { fraction.denominator > 0 }
}

extension BoardValue: Comparable, Hashable {
    /// Equal values hash alike however they are written; so only the whole part of the number counts.
    package func hash(into hasher: inout Hasher) {
        let (numerator, denominator) = fraction
        hasher.combine(denominator == 0 ? 0 : numerator / denominator)
    }

    package static func == (a: BoardValue, b: BoardValue) -> Bool { a.compared(to: b) == 0 }
    package static func < (a: BoardValue, b: BoardValue) -> Bool { a.compared(to: b) < 0 }

    /// Below zero, zero or above it, as `self` is less than, equal to or greater than `other`.
    func compared(to other: BoardValue) -> Int {
        switch (self, other) {
        case (.points(let x), .points(let y)): return order(x, y)
        case (.decimal(let x), .decimal(let y)): return order(x, y)
        default:
            let (a, b) = (fraction, other.fraction)
            let left = a.numerator.multipliedFullWidth(by: b.denominator)
            let right = b.numerator.multipliedFullWidth(by: a.denominator)
            return left.high == right.high ? order(left.low, right.low) : order(left.high, right.high)
        }
    }
}

private func order<T: Comparable>(_ a: T, _ b: T) -> Int { a == b ? 0 : a < b ? -1 : 1 }
