extension Decimal {
    package init(_ value: Int64) { self.init(negative: value < 0, magnitude: value.magnitude) }
    package init(_ value: Int) { self.init(Int64(value)) }
    package init(_ value: UInt64) { self.init(negative: false, magnitude: value) }

    /// The shortest decimal that reads back as this double, so that `0.1` becomes one tenth; nil for NaN and infinities.
    package init?(_ value: Double) {
        guard value.isFinite else { return nil }
        for digits in 0...4 {
            // Decimals of up to 15 digits and doubles correspond one to one, so what reads back is what was meant.
            let power = Double(smallPowerOfTen(digits))
            let scaled = value * power
            guard abs(scaled) < 1e15 else { break }
            let nearest = Int64(scaled + (scaled < 0 ? -0.5 : 0.5))
            if Double(nearest) / power == value {
                self.init(coefficient: Int128(nearest), exponent: -digits)
                return
            }
        }
        self.init(parsing: value.description)
    }

    /// The value as an integer; nil if there is a fraction or it does not fit.
    package var int64: Int64? { exponent < 0 ? nil : scaledInt64(by: exponent) }

    /// The value as an unsigned integer; nil if there is a fraction, a sign, or it does not fit.
    package var uint64: UInt64? {
        guard exponent >= 0, exponent < 20, !isNegative else { return nil }
        let (value, overflow) = coefficient.multipliedReportingOverflow(by: Int128(smallPowerOfTen(exponent)))
        return overflow ? nil : UInt64(exactly: value)
    }

    /// The value × 10^4, the form in which quantities are stored and summed; nil if there are more than four fraction digits or it does not fit.
    package var fixed4: Int64? { exponent < -4 ? nil : scaledInt64(by: exponent + 4) }

    /// A quantity in ten-thousandths, as `fixed4` gives it.
    package init(fixed4 value: Int64) {
        let (digits, stripped) = strippingTrailingZeros(value.magnitude)
        // At most 19 digits and an exponent of -4 to 15 always fit.
        self = Decimal(negative: value < 0, magnitude: UInt128(digits), exponent: digits == 0 ? 0 : stripped - 4) ?? .zero
    }

    /// The nearest double; beyond its range ±infinity, below it ±0.
    package var double: Double {
        let size = coefficient.magnitude
        // Both operands and the one rounding are exact here (Clinger's fast path).
        if size < 1 << 53, -22...22 ~= exponent {
            let digits = Double(Int64(truncatingIfNeeded: coefficient))
            return exponent < 0 ? digits / exactPowersOfTen[-exponent] : digits * exactPowersOfTen[exponent]
        }
        let text = "\(coefficient)e\(exponent)"
        if let value = Double(text) { return value }
        let size0 = exponent > 0 ? Double.infinity : 0
        return isNegative ? -size0 : size0
    }

    /// coefficient × 10^`shift`, for a shift of 0 or more.
    private func scaledInt64(by shift: Int) -> Int64? {
        guard shift < 20 else { return isZero ? 0 : nil }
        let (value, overflow) = coefficient.multipliedReportingOverflow(by: Int128(smallPowerOfTen(shift)))
        return overflow ? nil : Int64(exactly: value)
    }
}

/// The powers of ten that doubles hold exactly.
private let exactPowersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]

extension Decimal: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    package init(integerLiteral value: Int64) { self.init(value) }

    /// Through the double that the literal names: exact for literals of up to 15 digits.
    package init(floatLiteral value: Double) { self = Decimal(value) ?? .zero }
}
