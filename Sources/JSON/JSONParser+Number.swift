extension JSONParser {
    /// `-`? (`0` | `1`–`9` digits) (`.` digits)? (`e` sign? digits)?  (RFC 8259, section 6)
    mutating func number() throws(Fault) -> Decimal {
        let start = position
        var digits = DigitAccumulator()
        let negative = next == UInt8(ascii: "-")
        if negative { position += 1 }
        if next == UInt8(ascii: "0") {
            position += 1
            if isDigit(next) { throw unexpected() }
        } else {
            guard isDigit(next) else { throw unexpected() }
            while isDigit(next) { digits.append(next &- 0x30); position += 1 }
        }
        if next == UInt8(ascii: ".") {
            position += 1
            guard isDigit(next) else { throw unexpected() }
            while isDigit(next) { digits.appendFraction(next &- 0x30); position += 1 }
        }
        let exponent = next | 0x20 == UInt8(ascii: "e") ? try exponent() : 0
        guard let value = digits.decimal(negative: negative, exponent: exponent) else {
            throw Fault(reason: .numberOutOfRange, offset: start)
        }
        return value
    }

    private mutating func exponent() throws(Fault) -> Int {
        position += 1
        let below = next == UInt8(ascii: "-")
        if below || next == UInt8(ascii: "+") { position += 1 }
        guard isDigit(next) else { throw unexpected() }
        var exponent = 0
        while isDigit(next) { exponent = Decimal.extend(exponent: exponent, by: next &- 0x30); position += 1 }
        return below ? -exponent : exponent
    }

    @inline(__always)
    private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
