import JSON

/// Sums and products of decimals that have more than 34 digits, rounded half-even to 34 as quotients are.
///
/// Only what was divided before comes here, or numbers of very different size: sums and products of quantities are exact.
enum DecimalRounding {
    private static let digits = Decimal.maximumDigits

    /// The product to 34 significant digits; nil beyond the exponents of decimals.
    static func product(_ left: Decimal, _ right: Decimal) -> Decimal? {
        let (a, b) = (left.coefficient.magnitude, right.coefficient.magnitude)
        let full = a.multipliedFullWidth(by: b)
        // Two digits more than are kept, or three, so that what is cut off here can only break a tie.
        let dropped = max(0, count(a) + count(b) - 1 - (digits + 2))
        let (quotient, remainder) = power(dropped).dividingFullWidth(full)
        return rounded(
            quotient, exponent: left.exponent + right.exponent + dropped, isNegative: left.isNegative != right.isNegative, isInexact: remainder != 0)
    }

    /// The sum to 34 significant digits; nil beyond the exponents of decimals.
    static func sum(_ left: Decimal, _ right: Decimal) -> Decimal? {
        let isLeftLarger = count(left.coefficient.magnitude) + left.exponent >= count(right.coefficient.magnitude) + right.exponent
        let (large, small) = isLeftLarger ? (left, right) : (right, left)
        // The larger one with 36 digits, the smaller one cut at the same place; what is cut off only says that the sum is not exact.
        let shift = digits + 2 - count(large.coefficient.magnitude)
        let exponent = large.exponent - shift
        let upper = large.coefficient.magnitude * power(shift)
        let cut = exponent - small.exponent
        let size = small.coefficient.magnitude
        let lower: UInt128
        let rest: Bool
        if cut > digits + 2 {
            (lower, rest) = (0, size != 0)
        } else if cut > 0 {
            let (quotient, remainder) = size.quotientAndRemainder(dividingBy: power(cut))
            (lower, rest) = (quotient, remainder != 0)
        } else {
            // The smaller one ends above the place; it has no more digits than the larger one, so it fits too.
            (lower, rest) = (size * power(-cut), false)
        }
        let isDifference = large.isNegative != small.isNegative
        // A rest that is taken away leaves a little less than the difference: one less, and inexact.
        let total = isDifference ? upper - lower - (rest ? 1 : 0) : upper + lower
        return rounded(total, exponent: exponent, isNegative: large.isNegative, isInexact: rest)
    }

    /// `magnitude` × 10^`exponent`, of which some more may have been cut off, to 34 digits.
    private static func rounded(_ magnitude: UInt128, exponent: Int, isNegative: Bool, isInexact: Bool) -> Decimal? {
        let dropped = max(0, count(magnitude) - digits)
        let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: power(dropped))
        let half = power(dropped) / 2
        let isUp =
            if dropped == 0 { false } else if remainder != half { remainder > half } else { isInexact || quotient % 2 == 1 }
        let signed = Int128(isUp ? quotient + 1 : quotient)
        return Decimal(coefficient: isNegative ? -signed : signed, exponent: exponent + dropped)
    }

    /// How many digits a number has; 1 for 0.
    private static func count(_ magnitude: UInt128) -> Int {
        var count = 1
        while count < powers.count, magnitude >= powers[count] { count += 1 }
        return count
    }

    private static func power(_ exponent: Int) -> UInt128 { powers[exponent] }

    /// 10^0 … 10^38, all that 128 bits hold.
    private static let powers: [UInt128] = (0..<38).reduce(into: [1]) { powers, _ in powers.append(powers[powers.count - 1] * 10) }
}
