extension Lexer {
    /// `12`, `0x1F`, either with `u`; `1.5`, `.5`, `1e9`, `1.5e-3`.
    mutating func number() throws(ExpressionFault) -> Token.Kind {
        let start = place
        let isHex = peek() == 0x30 && (peek(1) == 0x78 || peek(1) == 0x58) && peek(2).flatMap(hexDigit) != nil
        if isHex { place += 2 }
        let digits = place
        while let byte = peek(), isHex ? hexDigit(byte) != nil : isDigit(byte) { place += 1 }
        if !isHex, fractionAndExponent() {
            let text = String(decoding: source[start..<place], as: UTF8.self)
            try endNumber(from: start)
            guard let value = Double(text), value.isFinite else { throw fail("the number is beyond the range of double", from: start) }
            return .double(value, text: text)
        }
        let value = UInt64(String(decoding: source[digits..<place], as: UTF8.self), radix: isHex ? 16 : 10)
        let isUnsigned = peek() == 0x75 || peek() == 0x55
        if isUnsigned { place += 1 }
        try endNumber(from: start)
        guard let value else { throw fail("the number is beyond the range of \(isUnsigned ? "uint" : "int")", from: start) }
        return isUnsigned ? .uint(value) : .int(value)
    }

    /// Takes `.5` and `e-3`; a point without a digit behind it is a selector's.
    private mutating func fractionAndExponent() -> Bool {
        var isDouble = false
        if peek() == 0x2E, peek(1).map(isDigit) == true {
            isDouble = true
            place += 1
            while let byte = peek(), isDigit(byte) { place += 1 }
        }
        guard let letter = peek(), letter == 0x65 || letter == 0x45 else { return isDouble }
        let sign = peek(1) == 0x2B || peek(1) == 0x2D ? 1 : 0
        guard peek(1 + sign).map(isDigit) == true else { return isDouble }
        place += 1 + sign
        while let byte = peek(), isDigit(byte) { place += 1 }
        return true
    }

    private mutating func endNumber(from start: Int) throws(ExpressionFault) {
        if let byte = peek(), isLetter(byte) || isDigit(byte) {
            place += 1
            throw fail("a number ends before a letter", from: start)
        }
    }
}
