import JSON

extension YAMLNode {
    /// A JSON value as if it had been written in YAML, so that one reader serves files and the API.
    package init(_ json: JSONValue) {
        let content: Content =
            switch json {
            case .null: .scalar("", .plain)
            case .bool(let bool): .scalar(bool ? "true" : "false", .plain)
            case .number(let number): .scalar(number.description, .plain)
            case .string(let text): .scalar(text, .quoted)
            case .array(let elements): .sequence(elements.map(YAMLNode.init))
            case .object(let object):
                .mapping(object.members.map { Entry(key: $0.key, keyPlace: .none, value: YAMLNode($0.value)) })
            }
        self.init(content, at: .none)
    }
}

/// What a plain scalar means where nothing says otherwise: the core schema of YAML 1.2, section 10.3.2.
enum CoreSchema {
    /// Nil for a number that JSON cannot hold: infinities, not-a-number, beyond 34 digits.
    static func value(of text: String) -> JSONValue? {
        switch text {
        case "", "~", "null", "Null", "NULL": .null
        case "true", "True", "TRUE": .bool(true)
        case "false", "False", "FALSE": .bool(false)
        case ".nan", ".NaN", ".NAN": nil
        default: isInfinity(text) ? nil : number(text)
        }
    }

    private static func isInfinity(_ text: String) -> Bool {
        let unsigned = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        return [".inf", ".Inf", ".INF"].contains(unsigned)
    }

    private static func number(_ text: String) -> JSONValue? {
        for (prefix, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(prefix) {
            let digits = text.dropFirst(2)
            // `Int64(_:radix:)` would take a sign here.
            guard let first = digits.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-"),
                digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }), let value = Int64(digits, radix: radix)
            else { return .string(text) }
            return .number(Decimal(value))
        }
        guard let spelling = jsonSpelling(of: text) else { return .string(text) }
        return Decimal(parsing: spelling).map { .number($0) }
    }

    /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?` as JSON writes the same number; nil if `text` is
    /// no number.
    private static func jsonSpelling(of text: String) -> String? {
        var rest = Substring(text)
        var spelling = ""
        if rest.first == "-" { spelling = "-" }
        if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
        let whole = digits(&rest)
        var fraction: Substring = ""
        if rest.first == "." {
            rest.removeFirst()
            fraction = digits(&rest)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        let significant = whole.drop { $0 == "0" }
        spelling += significant.isEmpty ? "0" : String(significant)
        if !fraction.isEmpty { spelling += "." + fraction }
        if rest.first == "e" || rest.first == "E" {
            rest.removeFirst()
            spelling += "e"
            if let sign = rest.first, sign == "-" || sign == "+" { spelling.append(rest.removeFirst()) }
            let exponent = digits(&rest)
            guard !exponent.isEmpty else { return nil }
            spelling += exponent
        }
        return rest.isEmpty ? spelling : nil
    }

    private static func digits(_ rest: inout Substring) -> Substring {
        let digits = rest.prefix { ("0"..."9").contains($0) && $0.utf8.count == 1 }
        rest = rest.dropFirst(digits.count)
        return digits
    }
}
