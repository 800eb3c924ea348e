/// A word of the source and the bytes that it stands in.
struct Token {
    let kind: Kind
    let range: Range<Int>

    enum Kind: Equatable {
        case identifier(String)
        /// `` `content-type` ``: a field name that is no identifier.
        case quoted(String)
        /// The digits without sign, so that −2^63 can be written.
        case int(UInt64)
        case uint(UInt64)
        /// With its text, which is what it counts as among decimals.
        case double(Double, text: String)
        case string(String)
        case bytes([UInt8])
        case symbol(Symbol)
        case end
    }

    enum Symbol: String, CaseIterable {
        case question = "?", colon = ":", or = "||", and = "&&"
        case equal = "==", notEqual = "!=", lessOrEqual = "<=", greaterOrEqual = ">=", less = "<", greater = ">"
        case plus = "+", minus = "-", star = "*", slash = "/", percent = "%", not = "!"
        case dot = ".", comma = ",", openParenthesis = "(", closeParenthesis = ")"
        case openBracket = "[", closeBracket = "]", openBrace = "{", closeBrace = "}"
    }

    /// As it reads in a message.
    var description: String {
        switch kind {
        case .identifier(let name), .quoted(let name): "'\(name)'"
        case .int, .uint, .double: "a number"
        case .string: "a string"
        case .bytes: "bytes"
        case .symbol(let symbol): "'\(symbol.rawValue)'"
        case .end: "the end"
        }
    }

    /// Words that the specification keeps from being variables and functions; they may be fields.
    static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return",
        "var", "void", "while",
    ]
    /// Words of the language itself; they may not be fields either.
    static let keywords: Set<String> = ["true", "false", "null", "in"]
}
