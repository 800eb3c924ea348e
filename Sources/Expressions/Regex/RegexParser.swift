/// Reads the syntax of RE2 (github.com/google/re2/wiki/Syntax). Groups capture nothing here: only whether a pattern matches is asked.
struct RegexParser {
    /// Groups within one another.
    private static let nesting = 64
    /// As in RE2.
    private static let repetitions = 1000

    let scalars: [Unicode.Scalar]
    var place = 0
    var flags = Flags()
    private var depth = 0

    struct Flags {
        var ignoresCase = false
        var isMultiline = false
        /// `.` matches line ends too.
        var dotIsAll = false
    }

    static func parse(_ pattern: String) throws(RegexError) -> RegexSyntax {
        var parser = RegexParser(scalars: Array(pattern.unicodeScalars))
        let syntax = try parser.choice()
        guard parser.peek() == nil else { throw RegexError("unexpected ')'") }
        return syntax
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    func peek(_ ahead: Int = 0) -> Unicode.Scalar? { place + ahead < scalars.count ? scalars[place + ahead] : nil }

    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == scalar else { return false }
        place += 1
        return true
    }

    mutating func skip(text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard scalars[place...].starts(with: wanted) else { return false }
        place += wanted.count
        return true
    }

    /// Alternatives up to the end or a closing parenthesis; flags set inside end there.
    private mutating func choice() throws(RegexError) -> RegexSyntax {
        let outer = flags
        defer { flags = outer }
        var choices = [try sequence()]
        while skip("|") { choices.append(try sequence()) }
        return choices.count == 1 ? choices[0] : .choice(choices)
    }

    private mutating func sequence() throws(RegexError) -> RegexSyntax {
        var items: [RegexSyntax] = []
        while let next = peek(), next != "|", next != ")" {
            if skip(text: "\\Q") {
                while peek() != nil, !skip(text: "\\E") {
                    items.append(literal(scalars[place]))
                    place += 1
                }
                // A repetition behind a quotation is of its last code point.
                if let last = items.popLast() { items.append(try repeated(last)) }
                continue
            }
            items.append(try repeated(item()))
        }
        return items.count == 1 ? items[0] : (items.isEmpty ? .empty : .sequence(items))
    }

    private mutating func repeated(_ item: RegexSyntax) throws(RegexError) -> RegexSyntax {
        guard let (least, most) = try repetition() else { return item }
        // Laziness changes which match is found, never whether there is one.
        _ = skip("?")
        let end = place
        guard try repetition() == nil else { throw RegexError("a repetition of a repetition") }
        place = end
        return .repetition(item, least: least, most: most)
    }

    private mutating func repetition() throws(RegexError) -> (least: Int, most: Int?)? {
        if skip("*") { return (0, nil) }
        if skip("+") { return (1, nil) }
        if skip("?") { return (0, 1) }
        let start = place
        guard skip("{") else { return nil }
        // Braces that hold no repetition stand for themselves.
        guard let least = number() else { place = start; return nil }
        var most: Int? = least
        if skip(",") { most = number() }
        guard skip("}") else { place = start; return nil }
        guard least <= Self.repetitions, most ?? 0 <= Self.repetitions else { throw RegexError("more than \(Self.repetitions) repetitions") }
        if let most, most < least { throw RegexError("a repetition {\(least),\(most)}") }
        return (least, most)
    }

    private mutating func number() -> Int? {
        let start = place
        var number = 0
        while let digit = peek(), ("0"..."9").contains(digit) {
            number = min(number * 10 + Int(digit.value - 48), 100_000)
            place += 1
        }
        return place > start ? number : nil
    }

    private mutating func item() throws(RegexError) -> RegexSyntax {
        let next = scalars[place]
        switch next {
        case "*", "+", "?": throw RegexError("nothing to repeat before '\(next)'")
        case "(": return try group()
        case "[": return .set(try bracket())
        case "\\": return try escape()
        default: break
        }
        place += 1
        switch next {
        case ".": return .set(flags.dotIsAll ? .all : ScalarSet.scalar(0x0A).negated)
        case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
        case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
        default: return literal(next)
        }
    }

    func literal(_ scalar: Unicode.Scalar) -> RegexSyntax {
        var set = ScalarSet.scalar(scalar.value)
        set.ignoresCase = flags.ignoresCase
        return .set(set)
    }

    private mutating func group() throws(RegexError) -> RegexSyntax {
        guard depth < Self.nesting else { throw RegexError("groups nested deeper than \(Self.nesting)") }
        depth += 1
        defer { depth -= 1 }
        place += 1
        let outer = flags
        if skip("?") {
            if skip(text: "P<") || skip("<") {
                try groupName()
            } else if try !groupFlags() {
                return .empty
            }
        }
        let inner = try choice()
        flags = outer
        guard skip(")") else { throw RegexError("a group without ')'") }
        return inner
    }

    private mutating func groupName() throws(RegexError) {
        let start = place
        while let next = peek(), next == "_" || next.properties.isAlphabetic || ("0"..."9").contains(next) { place += 1 }
        guard place > start, skip(">") else { throw RegexError("a bad name of a group") }
    }

    /// `i`, `-s`, … up to `:`, which opens a group (true), or `)`, which does not (false).
    private mutating func groupFlags() throws(RegexError) -> Bool {
        var isOn = true
        while let next = peek() {
            place += 1
            switch next {
            case "i": flags.ignoresCase = isOn
            case "m": flags.isMultiline = isOn
            case "s": flags.dotIsAll = isOn
            case "U": break
            case "-" where isOn: isOn = false
            case ":": return true
            case ")": return false
            default: throw RegexError("unknown group '(?\(next)'")
            }
        }
        throw RegexError("a group without ')'")
    }
}
