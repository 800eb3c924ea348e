/// Cuts a source into tokens (langdef, "Syntax"). Linear in the source.
struct Lexer {
    let source: [UInt8]
    var place = 0

    init(_ source: [UInt8]) { self.source = source }

    static func tokens(of source: [UInt8]) throws(ExpressionFault) -> [Token] {
        var lexer = Lexer(source)
        var tokens: [Token] = []
        repeat { tokens.append(try lexer.next()) } while tokens[tokens.count - 1].kind != .end
        return tokens
    }

    private mutating func next() throws(ExpressionFault) -> Token {
        skipSpace()
        let start = place
        guard let byte = peek() else { return Token(kind: .end, range: start..<start) }
        let kind: Token.Kind
        if let literal = try textLiteral() {
            kind = literal
        } else if isLetter(byte) {
            kind = .identifier(word())
        } else if isDigit(byte) || byte == 0x2E && peek(1).map(isDigit) == true {
            kind = try number()
        } else if byte == 0x60 {
            kind = .quoted(try quotedName())
        } else if let symbol = symbol() {
            kind = .symbol(symbol)
        } else {
            throw Habit.fault(at: start, in: source)
        }
        return Token(kind: kind, range: start..<place)
    }

    func peek(_ ahead: Int = 0) -> UInt8? { place + ahead < source.count ? source[place + ahead] : nil }

    func fail(_ message: String, from start: Int) -> ExpressionFault {
        ExpressionFault(message, at: start..<max(start + 1, place), in: source)
    }

    private mutating func skipSpace() {
        while let byte = peek() {
            if byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B {
                place += 1
            } else if byte == 0x2F, peek(1) == 0x2F {
                while let byte = peek(), byte != 0x0A { place += 1; _ = byte }
            } else {
                return
            }
        }
    }

    private mutating func word() -> String {
        let start = place
        while let byte = peek(), isLetter(byte) || isDigit(byte) { place += 1 }
        return String(decoding: source[start..<place], as: UTF8.self)
    }

    /// Letters, digits and `_ . - / space` between backticks.
    private mutating func quotedName() throws(ExpressionFault) -> String {
        let start = place
        place += 1
        while let byte = peek(), isLetter(byte) || isDigit(byte) || [0x2E, 0x2D, 0x2F, 0x20].contains(byte) { place += 1 }
        guard peek() == 0x60, place > start + 1 else { throw fail("a quoted field holds letters, digits, '_', '.', '-', '/' and spaces", from: start) }
        place += 1
        return String(decoding: source[(start + 1)..<(place - 1)], as: UTF8.self)
    }

    private mutating func symbol() -> Token.Symbol? {
        for length in [2, 1] where place + length <= source.count {
            if let symbol = Token.Symbol(rawValue: String(decoding: source[place..<(place + length)], as: UTF8.self)) {
                place += length
                return symbol
            }
        }
        return nil
    }
}

func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F }

func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41 + 10)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
}
