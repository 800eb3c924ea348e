extension Decimal {
    /// The exact sum.
    package func adding(_ other: Decimal) throws(DecimalError) -> Decimal {
        if isZero { return other }
        if other.isZero { return self }
        let (upper, lower) = exponent >= other.exponent ? (self, other) : (other, self)
        let shift = upper.exponent - lower.exponent
        // The lower one does not end in a zero, so neither does the sum: what cannot be aligned within 128 bits has too many digits.
        guard shift <= 38 else { throw .overflow }
        let (aligned, overflow) = upper.coefficient.multipliedReportingOverflow(by: Int128(truncatingIfNeeded: powerOfTen(shift)))
        guard !overflow else { throw .overflow }
        let (sum, carry) = aligned.addingReportingOverflow(lower.coefficient)
        guard !carry, let result = Decimal(coefficient: sum, exponent: lower.exponent) else { throw .overflow }
        return result
    }

    /// The exact difference.
    package func subtracting(_ other: Decimal) throws(DecimalError) -> Decimal {
        try adding(other.negated)
    }

    /// The exact product.
    package func multiplied(by other: Decimal) throws(DecimalError) -> Decimal {
        let negative = isNegative != other.isNegative
        var (left, right) = (coefficient.magnitude, other.coefficient.magnitude)
        var shift = exponent + other.exponent
        if left.leadingZeroBitCount + right.leadingZeroBitCount < 128 {
            shift += cancelTens(&left, &right)
        }
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        guard !overflow, let result = Decimal(negative: negative, magnitude: product, exponent: shift) else { throw .overflow }
        return result
    }

    /// The exact sum of all; fails when a partial sum does.
    package static func sum(_ values: some Sequence<Decimal>) throws(DecimalError) -> Decimal {
        var total = Decimal.zero
        for value in values { total = try total.adding(value) }
        return total
    }
}

/// Takes the tens out of a product of two coefficients, and returns how many: since neither ends in a zero, each ten is a two of one and a five
/// of the other. Without this, 2^100 × 5^40 would overflow although the product has few digits.
private func cancelTens(_ left: inout UInt128, _ right: inout UInt128) -> Int {
    func cancel(_ fives: inout UInt128, _ twos: inout UInt128) -> Int {
        var count = 0
        while twos & 1 == 0, twos != 0 {
            let (quotient, remainder) = fives.quotientAndRemainder(dividingBy: 5)
            guard remainder == 0, quotient != 0 else { break }
            fives = quotient
            twos >>= 1
            count += 1
        }
        return count
    }
    return cancel(&left, &right) + cancel(&right, &left)
}
