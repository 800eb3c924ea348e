/// The functions and initialisers that a source declares, with the number of their parameters.
///
/// Read by hand and not by a compiler: comments and texts in quotes are skipped, brackets are counted. A multi-line text ends at its three
/// quotes; what stands in `\\(…)` within a text is part of it.
struct Signatures {
    struct Signature: Equatable, CustomStringConvertible {
        let line: Int
        /// `init`, or the name of a function.
        let name: String
        let parameters: Int

        var description: String { "line \(line): \(name) takes \(parameters)" }
    }

    private(set) var all: [Signature] = []
    private let code: [UInt8]
    private var index = 0
    private var line = 1

    init(_ source: String) {
        code = Self.code(of: Array(source.utf8))
        while index < code.count { step() }
    }

    func wide(than most: Int) -> [Signature] { all.filter { $0.parameters > most } }

    private mutating func step() {
        guard Self.isName(code[index]) else { return advance() }
        let start = index
        while index < code.count, Self.isName(code[index]) { index += 1 }
        let word = String(decoding: code[start..<index], as: UTF8.self)
        // `self.init(` is a call; `.init` is one, too.
        let isCall = start > 0 && code[start - 1] == UInt8(ascii: ".")
        guard !isCall, word == "func" || word == "init" else { return }
        let place = line, name = word == "func" ? self.name() : word
        guard let parameters = parameters() else { return }
        all.append(Signature(line: place, name: name, parameters: parameters))
    }

    /// What stands behind `func`: a name, or an operator.
    private mutating func name() -> String {
        while index < code.count, Self.isSpace(code[index]) { advance() }
        let start = index
        while index < code.count, !Self.isSpace(code[index]), code[index] != UInt8(ascii: "("), code[index] != UInt8(ascii: "<") || start == index { advance() }
        return String(decoding: code[start..<index], as: UTF8.self)
    }

    /// Behind the name: generic parameters, then those in parentheses. Nil where there are none: it is no declaration.
    private mutating func parameters() -> Int? {
        while index < code.count, Self.isSpace(code[index]) || code[index] == UInt8(ascii: "?") || code[index] == UInt8(ascii: "!") { advance() }
        if index < code.count, code[index] == UInt8(ascii: "<") { skipAngles() }
        while index < code.count, Self.isSpace(code[index]) { advance() }
        guard index < code.count, code[index] == UInt8(ascii: "(") else { return nil }
        var depth = 0, angles = 0, commas = 0, isEmpty = true
        repeat {
            let byte = code[index], before = index > 0 ? code[index - 1] : 0
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: "<") where Self.isName(before): angles += 1
            case UInt8(ascii: ">") where angles > 0 && before != UInt8(ascii: "-"): angles -= 1
            case UInt8(ascii: ",") where depth == 1 && angles == 0: commas += 1
            default: break
            }
            if depth > 0, byte != UInt8(ascii: "("), !Self.isSpace(byte) { isEmpty = false }
            advance()
        } while depth > 0 && index < code.count
        return isEmpty ? 0 : commas + 1
    }

    private mutating func skipAngles() {
        var depth = 0
        repeat {
            if code[index] == UInt8(ascii: "<") { depth += 1 }
            if code[index] == UInt8(ascii: ">"), code[index - 1] != UInt8(ascii: "-") { depth -= 1 }
            advance()
        } while depth > 0 && index < code.count
    }

    private mutating func advance() {
        if code[index] == UInt8(ascii: "\n") { line += 1 }
        index += 1
    }

    private static func isName(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte >= 0x80 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t") }

    // MARK: Comments and texts

    /// The same lines, with spaces where comments and the insides of texts were.
    private static func code(of source: [UInt8]) -> [UInt8] {
        var code = source, index = 0
        func begins(_ text: StaticString) -> Bool {
            let length = text.utf8CodeUnitCount
            return index + length <= source.count && text.withUTF8Buffer { source[index..<index + length].elementsEqual($0) }
        }
        func blank(until isEnd: () -> Bool, closing: Int) {
            while index < source.count, !isEnd() {
                if source[index] == UInt8(ascii: "\\"), index + 1 < source.count { index += blankOne() }
                index += blankOne()
            }
            for _ in 0..<closing where index < source.count { index += blankOne() }
        }
        func blankOne() -> Int {
            if index < source.count, source[index] != UInt8(ascii: "\n") { code[index] = UInt8(ascii: " ") }
            return 1
        }
        while index < source.count {
            if begins("//") {
                while index < source.count, source[index] != UInt8(ascii: "\n") { index += blankOne() }
            } else if begins("/*") {
                blank(until: { begins("*/") }, closing: 2)
            } else if begins("\"\"\"") {
                for _ in 0..<3 { index += blankOne() }
                blank(until: { begins("\"\"\"") }, closing: 3)
            } else if source[index] == UInt8(ascii: "\"") {
                index += blankOne()
                blank(until: { source[index] == UInt8(ascii: "\"") || source[index] == UInt8(ascii: "\n") }, closing: 1)
            } else {
                index += 1
            }
        }
        return code
    }
}
