/// Gathers the digits of a number as they are read, most significant first: 18 in one word, up to 34 in two, zeros beyond that as exponent.
struct DigitAccumulator {
    private var small: UInt64 = 0
    private var wide: UInt128 = 0
    /// Significant digits so far.
    private var count = 0
    /// What the digits so far are short of, in powers of ten: zeros that were not gathered, less the fraction digits that were.
    private var exponent = 0
    private var tooPrecise = false

    @inline(__always)
    mutating func append(_ digit: UInt8) {
        guard count < 18 else { return appendWide(digit) }
        small = small &* 10 &+ UInt64(digit)
        count &+= small == 0 ? 0 : 1
    }

    @inline(__always)
    mutating func appendFraction(_ digit: UInt8) {
        append(digit)
        exponent &-= 1
    }

    private mutating func appendWide(_ digit: UInt8) {
        if count < Decimal.maximumDigits {
            wide = (count == 18 ? UInt128(small) : wide) * 10 + UInt128(digit)
            count += 1
        } else {
            exponent += 1
            tooPrecise = tooPrecise || digit != 0
        }
    }

    /// The number read; nil if it has more than 34 significant digits or its exponent is out of range.
    @inline(__always)
    func decimal(negative: Bool, exponent written: Int) -> Decimal? {
        if count <= 18, written == 0, exponent == 0 { return Decimal(negative: negative, magnitude: small) }
        guard !tooPrecise else { return nil }
        return Decimal(negative: negative, magnitude: count > 18 ? wide : UInt128(small), exponent: exponent + written)
    }
}
