extension Lexer {
    /// A string or bytes literal with its prefix (`r`, `b`, `br`, `rb` in any case), if one begins here.
    mutating func textLiteral() throws(ExpressionFault) -> Token.Kind? {
        var prefix = 0, isRaw = false, isBytes = false
        while prefix < 2, let byte = peek(prefix), byte != 0x22, byte != 0x27 {
            switch byte | 0x20 {
            case 0x72 where !isRaw: isRaw = true
            case 0x62 where !isBytes: isBytes = true
            default: return nil
            }
            prefix += 1
        }
        guard let quote = peek(prefix), quote == 0x22 || quote == 0x27 else { return nil }
        let start = place
        place += prefix
        let isTriple = peek(1) == quote && peek(2) == quote
        place += isTriple ? 3 : 1
        let content = try text(quote: quote, isTriple: isTriple, isRaw: isRaw, isBytes: isBytes, from: start)
        return isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))
    }

    private mutating func text(quote: UInt8, isTriple: Bool, isRaw: Bool, isBytes: Bool, from start: Int) throws(ExpressionFault) -> [UInt8] {
        var content: [UInt8] = []
        while let byte = peek() {
            if byte == quote, !isTriple || peek(1) == quote && peek(2) == quote {
                place += isTriple ? 3 : 1
                return content
            }
            if !isTriple, byte == 0x0A || byte == 0x0D { break }
            if byte == 0x5C, !isRaw {
                try escape(into: &content, isBytes: isBytes)
            } else {
                content.append(byte)
                place += 1
            }
        }
        throw ExpressionFault("the string does not end", at: start..<start + 1, in: source)
    }

    private mutating func escape(into content: inout [UInt8], isBytes: Bool) throws(ExpressionFault) {
        let start = place
        place += 1
        guard let byte = peek() else { throw fail("the escape does not end", from: start) }
        place += 1
        if let plain = Self.escapes[byte] { content.append(plain); return }
        let code: UInt32
        switch byte {
        case 0x78, 0x58: code = try digits(2, radix: 16, from: start)
        case 0x75 where !isBytes: code = try digits(4, radix: 16, from: start)
        case 0x55 where !isBytes: code = try digits(8, radix: 16, from: start)
        case 0x30...0x33:
            place -= 1
            code = try digits(3, radix: 8, from: start)
        default: throw fail("unknown escape", from: start)
        }
        if isBytes { content.append(UInt8(truncatingIfNeeded: code)); return }
        guard let scalar = Unicode.Scalar(code) else { throw fail("no such code point", from: start) }
        content.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
    }

    private mutating func digits(_ count: Int, radix: UInt32, from start: Int) throws(ExpressionFault) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<count {
            guard let byte = peek(), let digit = hexDigit(byte), digit < radix else { throw fail("an escape with \(count) digits", from: start) }
            code = code << (radix == 16 ? 4 : 3) | digit
            place += 1
        }
        return code
    }

    /// `\a \b \f \n \r \t \v \\ \? \" \' \``.
    private static let escapes: [UInt8: UInt8] = [
        0x61: 7, 0x62: 8, 0x66: 12, 0x6E: 10, 0x72: 13, 0x74: 9, 0x76: 11, 0x5C: 0x5C, 0x3F: 0x3F, 0x22: 0x22, 0x27: 0x27, 0x60: 0x60,
    ]
}
