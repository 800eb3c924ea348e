extension Decimal {
    /// The nearest value with at most `digits` fraction digits, as `rounding` says. Fewer than 0 rounds to tens, hundreds and so on.
    package func rounded(toFractionDigits digits: Int, _ rounding: Rounding) -> Decimal {
        // Beyond these bounds of ours the result could not be told from the argument, or would have an exponent out of range.
        let digits = min(max(digits, -Self.exponents.upperBound), Self.exponents.upperBound)
        let dropped = -digits - exponent
        guard dropped > 0, !isZero else { return self }
        let size = coefficient.magnitude
        let quotient, remainder, divisor: UInt128
        if dropped <= 34 {
            divisor = powerOfTen(dropped)
            (quotient, remainder) = size.quotientAndRemainder(dividingBy: divisor)
        } else {
            // All of it is less than half of a unit: 34 digits against at least 35.
            (quotient, remainder, divisor) = (0, 1, 3)
        }
        let raised = rounding.raises(quotient, remainder: remainder, divisor: divisor) ? quotient + 1 : quotient
        return Decimal(negative: isNegative, magnitude: raised, exponent: -digits) ?? self
    }

    /// The nearest integer, as `rounding` says.
    package func rounded(_ rounding: Rounding) -> Decimal { rounded(toFractionDigits: 0, rounding) }
}
