/// What people write who come from spreadsheets, SQL, Python or a word processor, and how it is written here.
enum Habit {
    /// Words for operators.
    static let operators = ["and": "&&", "or": "||", "not": "!", "is": "==", "if": "condition ? then : otherwise", "then": "?", "else": ":"]
    /// Words for values.
    private static let values = ["true": "true", "false": "false", "null": "null", "none": "null", "nil": "null", "yes": "true", "no": "false"]

    static func value(for word: String) -> String? { values[word.lowercased()] ?? operators[word.lowercased()] }

    /// What was meant by a token that cannot stand where it does.
    static func meant(by token: Token, after previous: Token?) -> String? {
        if case .identifier(let word)? = previous?.kind, word.lowercased() == "not" { return "!" }
        if case .identifier(let word) = token.kind { return operators[word.lowercased()] }
        return token.kind == .symbol(.greater) && previous?.kind == .symbol(.less) && previous?.range.upperBound == token.range.lowerBound ? "!=" : nil
    }

    private static let symbols: [Unicode.Scalar: String] = [
        "=": "==", "&": "&&", "|": "||", "≥": ">=", "≤": "<=", "≠": "!=", "×": "*", "÷": "/", "−": "-", "–": "-", "＝": "==", "＞": ">", "＜": "<",
        "（": "(", "）": ")", "，": ",", "：": ":", "？": "?", "！": "!", "＋": "+", "－": "-", "＊": "*", "／": "/", "％": "%", "［": "[", "］": "]", "；": ",",
    ]
    private static let quotes: Set<Unicode.Scalar> = ["“", "”", "„", "‘", "’", "‚", "«", "»", "「", "」", "『", "』", "＂", "＇"]

    /// What is wrong with a character that begins no token.
    static func fault(at start: Int, in source: [UInt8]) -> ExpressionFault {
        let scalar = String(decoding: source[start...].prefix(4), as: UTF8.self).unicodeScalars.first ?? "?"
        let range = start..<start + max(1, UTF8.width(scalar))
        if quotes.contains(scalar) {
            return ExpressionFault("\(scalar) is a typographic quote; texts stand in straight ones, \"so\" or 'so'", at: range, in: source)
        }
        if scalar.properties.isWhitespace {
            return ExpressionFault("a special space (U+\(String(scalar.value, radix: 16, uppercase: true))); write an ordinary one", at: range, in: source)
        }
        return ExpressionFault("unexpected character", suggestion: symbols[scalar], at: range, in: source)
    }
}
