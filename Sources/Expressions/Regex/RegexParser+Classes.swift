extension RegexParser {
    /// What stands behind a backslash outside brackets.
    mutating func escape() throws(RegexError) -> RegexSyntax {
        for (text, assertion) in [("\\A", RegexSyntax.Assertion.textStart), ("\\z", .textEnd), ("\\b", .wordBoundary), ("\\B", .noWordBoundary)] {
            if skip(text: text) { return .assertion(assertion) }
        }
        if let set = try classEscape() { return .set(set) }
        var set = ScalarSet.scalar(try scalarEscape())
        set.ignoresCase = flags.ignoresCase
        return .set(set)
    }

    /// `\d \w \s \D \W \S \pL \p{Greek} \PL`.
    private mutating func classEscape() throws(RegexError) -> ScalarSet? {
        for (text, set) in [("\\d", ScalarSet.digits), ("\\w", .words), ("\\s", .spaces)] {
            if skip(text: text) { return set }
            if skip(text: text.uppercased()) { return set.negated }
        }
        let isNegated = peek(1) == "P"
        guard isNegated || peek(1) == "p" else { return nil }
        place += 2
        var name = ""
        if skip("{") {
            while let next = peek(), next != "}" {
                name.unicodeScalars.append(next)
                place += 1
            }
            guard skip("}") else { throw RegexError("a class without '}'") }
        } else if let next = peek() {
            name.unicodeScalars.append(next)
            place += 1
        }
        let isCaret = name.hasPrefix("^")
        let set = try UnicodeClass.set(named: isCaret ? String(name.dropFirst()) : name)
        return isNegated != isCaret ? set.negated : set
    }

    /// A single code point: `\n`, `\x41`, `\x{1F600}`, `\101`, `\.`.
    private mutating func scalarEscape() throws(RegexError) -> UInt32 {
        place += 1
        guard let next = peek() else { throw RegexError("a backslash at the end") }
        place += 1
        switch next {
        case "a": return 7
        case "f": return 12
        case "t": return 9
        case "n": return 10
        case "r": return 13
        case "v": return 11
        case "x": return try hexadecimal()
        case "0"..."7":
            // A single digit but 0 would be a reference to a group, which this engine has not.
            place -= 1
            guard let code = digits(radix: 8, atMost: 3), next == "0" || code.count > 1 else { throw RegexError("a reference to a group") }
            return code.value
        default:
            guard next.isASCII, next != "_", !next.properties.isAlphabetic, !("0"..."9").contains(next) else { throw RegexError("unknown escape '\\\(next)'") }
            return next.value
        }
    }

    private mutating func hexadecimal() throws(RegexError) -> UInt32 {
        let isBraced = skip("{")
        guard let code = digits(radix: 16, atMost: isBraced ? 8 : 2), isBraced ? skip("}") : code.count == 2, code.value <= 0x10FFFF else {
            throw RegexError("a bad \\x escape")
        }
        return code.value
    }

    private mutating func digits(radix: Int, atMost most: Int) -> (value: UInt32, count: Int)? {
        var text = ""
        while text.utf8.count < most, let next = peek(), next.isASCII, Int(String(next), radix: radix) != nil {
            text.unicodeScalars.append(next)
            place += 1
        }
        return UInt32(text, radix: radix).map { ($0, text.utf8.count) }
    }

    /// `[a-z\d[:alpha:]]`, `[^…]`.
    mutating func bracket() throws(RegexError) -> ScalarSet {
        place += 1
        let isNegated = skip("^")
        var set = ScalarSet()
        var isFirst = true
        while isFirst || peek() != "]" {
            guard let next = peek() else { throw RegexError("a bracket without ']'") }
            isFirst = false
            if next == "[", peek(1) == ":", let posix = try posixClass() {
                set.add(posix)
            } else if next == "\\", let inner = try classEscape() {
                set.add(inner)
            } else {
                set.add(try bracketRange())
            }
        }
        place += 1
        set.ignoresCase = flags.ignoresCase
        return isNegated ? set.negated : set
    }

    private mutating func bracketRange() throws(RegexError) -> ClosedRange<UInt32> {
        let low = try bracketScalar()
        guard peek() == "-", let after = peek(1), after != "]" else { return low...low }
        place += 1
        let high = try bracketScalar()
        guard low <= high else { throw RegexError("a range that ends before it begins") }
        return low...high
    }

    private mutating func bracketScalar() throws(RegexError) -> UInt32 {
        guard let next = peek() else { throw RegexError("a bracket without ']'") }
        if next == "\\" { return try scalarEscape() }
        place += 1
        return next.value
    }

    private mutating func posixClass() throws(RegexError) -> ScalarSet? {
        guard let end = scalars[place...].firstIndex(of: "]"), end - place >= 4, scalars[end - 1] == ":" else { return nil }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[(place + 2)..<(end - 1)])
        let name = String(view)
        let isNegated = name.hasPrefix("^")
        guard let ranges = Self.posix[isNegated ? String(name.dropFirst()) : name] else { throw RegexError("unknown class [:\(name):]") }
        place = end + 1
        return isNegated ? ScalarSet(ranges).negated : ScalarSet(ranges)
    }

    private static let posix: [String: [ClosedRange<UInt32>]] = [
        "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A], "alpha": [0x41...0x5A, 0x61...0x7A], "ascii": [0...0x7F], "blank": [9...9, 0x20...0x20],
        "cntrl": [0...0x1F, 0x7F...0x7F], "digit": [0x30...0x39], "graph": [0x21...0x7E], "lower": [0x61...0x7A], "print": [0x20...0x7E],
        "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E], "space": [9...13, 0x20...0x20], "upper": [0x41...0x5A],
        "word": [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A], "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
    ]
}
