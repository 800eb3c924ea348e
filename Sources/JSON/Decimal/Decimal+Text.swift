extension Decimal {
    /// A number as people and files write it: an optional sign, digits (leading zeros allowed), an optional fraction, an optional exponent; nothing else,
    /// no spaces. Nil for anything else, and beyond the bounds of decimals. JSON's stricter grammar is checked by its parser.
    package init?(parsing text: some StringProtocol) {
        var text = String(text)
        guard let value = text.withUTF8({ Decimal(parsing: $0) }) else { return nil }
        self = value
    }

    /// As `init(parsing:)` of a string, from ASCII bytes.
    package init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
        var digits = DigitAccumulator()
        var index = 0
        func digit() -> UInt8? {
            guard index < bytes.count, bytes[index] &- 0x30 < 10 else { return nil }
            return bytes[index] - 0x30
        }
        let negative = bytes.first == UInt8(ascii: "-")
        if negative || bytes.first == UInt8(ascii: "+") { index += 1 }
        let start = index
        while let next = digit() { digits.append(next); index += 1 }
        guard index > start else { return nil }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            let start = index
            while let next = digit() { digits.appendFraction(next); index += 1 }
            guard index > start else { return nil }
        }
        var exponent = 0
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            let below = index < bytes.count && bytes[index] == UInt8(ascii: "-")
            if below || (index < bytes.count && bytes[index] == UInt8(ascii: "+")) { index += 1 }
            let start = index
            while let next = digit() { exponent = Decimal.extend(exponent: exponent, by: next); index += 1 }
            guard index > start else { return nil }
            if below { exponent = -exponent }
        }
        guard index == bytes.count, let value = digits.decimal(negative: negative, exponent: exponent) else { return nil }
        self = value
    }

    /// One more digit of a written exponent. It stops growing where no number of digits in memory could bring it back into range.
    @inline(__always)
    static func extend(exponent: Int, by digit: UInt8) -> Int {
        exponent > 1 << 40 ? exponent : exponent * 10 + Int(digit)
    }

    /// Appends the canonical text: `-12.5`, plain as long as it has at most 40 digits before and after the point, else `1.25e-50`. It is valid JSON.
    package func write(to output: inout [UInt8]) {
        if isNegative { output.append(UInt8(ascii: "-")) }
        let size = coefficient.magnitude
        if exponent == 0 {
            writeDigits(size, to: &output)
            return
        }
        let digits = digitCount(size)
        if exponent > 0, digits + exponent <= 40 {
            writeDigits(size, to: &output)
            output.append(contentsOf: repeatElement(zeroDigit, count: exponent))
        } else if exponent < 0, exponent >= -40 {
            writePlainFraction(size, digits, to: &output)
        } else {
            writeScientific(size, digits, to: &output)
        }
    }

    private func writePlainFraction(_ size: UInt128, _ digits: Int, to output: inout [UInt8]) {
        let whole = digits + exponent
        if whole <= 0 {
            output.append(zeroDigit)
            output.append(UInt8(ascii: "."))
            output.append(contentsOf: repeatElement(zeroDigit, count: -whole))
            writeDigits(size, to: &output)
        } else {
            let start = output.count
            writeDigits(size, to: &output)
            output.insert(UInt8(ascii: "."), at: start + whole)
        }
    }

    private func writeScientific(_ size: UInt128, _ digits: Int, to output: inout [UInt8]) {
        let start = output.count
        writeDigits(size, to: &output)
        if digits > 1 { output.insert(UInt8(ascii: "."), at: start + 1) }
        output.append(UInt8(ascii: "e"))
        let exponent = exponent + digits - 1
        if exponent < 0 { output.append(UInt8(ascii: "-")) }
        writeDigits(UInt128(exponent.magnitude), to: &output)
    }
}

extension Decimal: CustomStringConvertible {
    /// The canonical text (see `write(to:)`).
    package var description: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

private let zeroDigit = UInt8(ascii: "0")

/// Appends the decimal digits of `value`.
func writeDigits(_ value: UInt128, to output: inout [UInt8]) {
    guard value > UInt128(UInt64.max) else { return writeDigits(UInt64(truncatingIfNeeded: value), to: &output) }
    let (upper, lower) = value.quotientAndRemainder(dividingBy: powerOfTen(19))
    writeDigits(upper, to: &output)
    let count = digitCount(lower)
    output.append(contentsOf: repeatElement(zeroDigit, count: 19 - count))
    writeDigits(UInt64(truncatingIfNeeded: lower), to: &output)
}

/// Appends the decimal digits of `value`.
func writeDigits(_ value: UInt64, to output: inout [UInt8]) {
    guard value >= 10 else { return output.append(zeroDigit + UInt8(value)) }
    // 2^64 has 20 digits.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
        var rest = value, first = digits.count
        while rest > 0 {
            first -= 1
            digits[first] = zeroDigit + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
    }
}
