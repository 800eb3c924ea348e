/// 10^0 … 10^19: all that fit 64 bits.
private let smallPowersOfTen: [UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    10_000_000_000_000_000_000,
]

/// The first coefficient with too many digits.
let tenToThe34 = powerOfTen(34)

/// 10^`exponent`, for 0…38.
func powerOfTen(_ exponent: Int) -> UInt128 {
    if exponent < 20 { return UInt128(smallPowersOfTen[exponent]) }
    return UInt128(smallPowersOfTen[exponent - 19]) * UInt128(smallPowersOfTen[19])
}

/// 10^`exponent`, for 0…19.
func smallPowerOfTen(_ exponent: Int) -> UInt64 { smallPowersOfTen[exponent] }

/// The number of decimal digits; 1 for zero.
func digitCount(_ value: UInt128) -> Int {
    // 1233 / 4096 is just above log10(2); the estimate is the count or one less.
    let estimate = ((128 - value.leadingZeroBitCount) * 1233) >> 12
    guard estimate < 39 else { return 39 }
    return value >= powerOfTen(estimate) ? estimate + 1 : max(estimate, 1)
}

/// `value` without the zeros at its end, and how many there were. Zero stays zero.
func strippingTrailingZeros(_ value: UInt64) -> (UInt64, Int) {
    guard value & 1 == 0, value != 0 else { return (value, 0) }
    var (value, stripped) = (value, 0)
    while true {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: 10)
        guard remainder == 0 else { return (value, stripped) }
        value = quotient
        stripped += 1
    }
}

/// `value` without the zeros at its end, and how many there were. Zero stays zero.
func strippingTrailingZeros(_ value: UInt128) -> (UInt128, Int) {
    var (value, stripped) = (value, 0)
    for step in [16, 8, 4, 2, 1] where value > UInt128(UInt64.max) && value.trailingZeroBitCount >= step {
        // A multiple of 10^n is one of 2^n, so most steps end before the division.
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: powerOfTen(step))
        guard remainder == 0 else { continue }
        value = quotient
        stripped += step
    }
    guard value <= UInt128(UInt64.max) else { return (value, stripped) }
    let (rest, more) = strippingTrailingZeros(UInt64(truncatingIfNeeded: value))
    return (UInt128(rest), stripped + more)
}
