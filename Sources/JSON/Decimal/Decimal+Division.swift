extension Decimal {
    /// The quotient to 34 significant digits, half-even (points.md, "The small print").
    package func dividing(by divisor: Decimal) throws(DecimalError) -> Decimal {
        guard !divisor.isZero else { throw .divisionByZero }
        guard !isZero else { return .zero }
        let (top, bottom) = (coefficient.magnitude, divisor.coefficient.magnitude)
        let negative = isNegative != divisor.isNegative
        // The dividend at 34 digits, times the power of ten above the divisor: the quotient has 34 or 35 digits.
        let (lift, over) = (Self.maximumDigits - digitCount(top), digitCount(bottom))
        let wide = (top * powerOfTen(lift)).multipliedFullWidth(by: powerOfTen(over))
        let (quotient, remainder) = bottom.dividingFullWidth(wide)
        let exponent = exponent - divisor.exponent - lift - over
        guard let result = Self.closest(quotient, inexact: remainder, of: bottom, negative: negative, exponent: exponent) else {
            throw .overflow
        }
        return result
    }

    /// The exact quotient rounded once to `digits` fraction digits. Unlike rounding the result of `dividing(by:)`, it cannot be tipped over by the 35th digit.
    package func dividing(by divisor: Decimal, toFractionDigits digits: Int, _ rounding: Rounding) throws(DecimalError) -> Decimal {
        guard !divisor.isZero else { throw .divisionByZero }
        guard !isZero else { return .zero }
        let digits = min(max(digits, -Self.exponents.upperBound), Self.exponents.upperBound)
        var (top, bottom) = (coefficient.magnitude, divisor.coefficient.magnitude)
        let shift = exponent - divisor.exponent + digits
        if shift < 0 {
            let (scaled, overflow) = shift < -38 ? (0, true) : bottom.multipliedReportingOverflow(by: powerOfTen(-shift))
            // A divisor beyond 128 bits is more than twice the dividend: the quotient is less than a half.
            (top, bottom) = overflow ? (1, 3) : (top, scaled)
        }
        let first = min(max(shift, 0), 38 - digitCount(top))
        let second = max(shift, 0) - first
        guard second <= 38 else { return try exactQuotient(divisor) }
        let wide = (top * powerOfTen(first)).multipliedFullWidth(by: powerOfTen(second))
        guard wide.high < bottom else { return try exactQuotient(divisor) }
        let (quotient, remainder) = bottom.dividingFullWidth(wide)
        let raised = rounding.raises(quotient, remainder: remainder, divisor: bottom) ? quotient &+ 1 : quotient
        guard let result = Decimal(negative: isNegative != divisor.isNegative, magnitude: raised, exponent: -digits) else { throw .overflow }
        return result
    }

    /// A quotient too large to have a fraction at 34 digits: it stands only if it is exact.
    private func exactQuotient(_ divisor: Decimal) throws(DecimalError) -> Decimal {
        let quotient = try dividing(by: divisor)
        guard try quotient.multiplied(by: divisor) == self else { throw .overflow }
        return quotient
    }

    /// A quotient of 34 or 35 digits and what was left of it, to the nearest of 34 digits, half-even.
    private static func closest(_ quotient: UInt128, inexact remainder: UInt128, of divisor: UInt128, negative: Bool, exponent: Int) -> Decimal? {
        guard quotient >= tenToThe34 else {
            let raised = Rounding.halfEven.raises(quotient, remainder: remainder, divisor: divisor) ? quotient + 1 : quotient
            return Decimal(negative: negative, magnitude: raised, exponent: exponent)
        }
        let (kept, last) = quotient.quotientAndRemainder(dividingBy: 10)
        // In twentieths, so that a remainder behind the last digit breaks what looks like a tie.
        let raises = Rounding.halfEven.raises(kept, remainder: last * 2 + (remainder == 0 ? 0 : 1), divisor: 20)
        return Decimal(negative: negative, magnitude: raises ? kept + 1 : kept, exponent: exponent + 1)
    }
}
