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
    guard value & 1 == 0 else { return (value, 0) }
    var (value, stripped) = (value, 0)
    while value > UInt128(UInt64.max) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: 10)
        guard remainder == 0 else { return (value, stripped) }
        value = quotient
        stripped += 1
    }
    let (rest, more) = strippingTrailingZeros(UInt64(truncatingIfNeeded: value))
    return (UInt128(rest), stripped + more)
}
