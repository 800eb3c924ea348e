/// An exact decimal number: `coefficient` × 10^`exponent`.
///
/// The coefficient has at most 34 significant digits (as IEEE 754 decimal128 and the design of Laurel's rule language have it) and never ends in a
/// zero; zero is 0 × 10^0. So each value has one representation: `==` and `hash` are by value, and `1.50` is `1.5`.
///
/// Addition, subtraction and multiplication are exact or refuse; only `dividing(by:)` and `rounded` round, and they say how.
package struct Decimal: Hashable, Sendable {
    /// Significant digits that a value may have.
    package static let maximumDigits = 34
    /// The exponents of values; beyond lies nothing that is worth counting, and arithmetic on it would only cost time.
    package static let exponents = -6144...6144

    // Two words rather than one Int128: its alignment of 16 would make every JSON value a third larger.
    private let high: Int64
    private let low: UInt64
    private let storedExponent: Int16

    /// The digits, with sign. Not a multiple of ten unless it is zero.
    package var coefficient: Int128 { Int128(truncatingIfNeeded: high) << 64 | Int128(truncatingIfNeeded: low) }

    /// The power of ten; 0 for zero.
    package var exponent: Int { Int(storedExponent) }

    /// The caller has made sure that the value is normalised and within the bounds.
    private init(normalised coefficient: Int128, exponent: Int) {
        high = Int64(truncatingIfNeeded: coefficient >> 64)
        low = UInt64(truncatingIfNeeded: coefficient)
        storedExponent = Int16(truncatingIfNeeded: exponent)
    }

    package static let zero = Decimal(normalised: 0, exponent: 0)
    package static let one = Decimal(normalised: 1, exponent: 0)

    /// `coefficient` × 10^`exponent`; nil beyond 34 significant digits or beyond the exponents. Trailing zeros are stripped first.
    package init?(coefficient: Int128, exponent: Int) {
        self.init(negative: coefficient < 0, magnitude: coefficient.magnitude, exponent: exponent)
    }

    /// As `init(coefficient:exponent:)`, from sign and size.
    init?(negative: Bool, magnitude: UInt128, exponent: Int) {
        let (digits, stripped) = strippingTrailingZeros(magnitude)
        guard digits != 0 else {
            self = .zero
            return
        }
        let (exponent, overflow) = exponent.addingReportingOverflow(stripped)
        guard !overflow, digits < tenToThe34, Self.exponents.contains(exponent) else { return nil }
        let coefficient = Int128(digits)
        self.init(normalised: negative ? -coefficient : coefficient, exponent: exponent)
    }

    /// Any integer of the machine; has at most 20 digits, so it always fits.
    init(negative: Bool, magnitude: UInt64) {
        let (digits, stripped) = strippingTrailingZeros(magnitude)
        let coefficient = Int128(digits)
        self.init(normalised: negative ? -coefficient : coefficient, exponent: stripped)
    }

    package var isZero: Bool { high == 0 && low == 0 }
    package var isNegative: Bool { high < 0 }

    /// −1, 0 or 1.
    package var signum: Int { isZero ? 0 : (high < 0 ? -1 : 1) }

    /// Whether there is no fraction.
    package var isInteger: Bool { storedExponent >= 0 }

    package var negated: Decimal { Decimal(normalised: -coefficient, exponent: exponent) }
    package var magnitude: Decimal { isNegative ? negated : self }

    package static prefix func - (value: Decimal) -> Decimal { value.negated }
}
