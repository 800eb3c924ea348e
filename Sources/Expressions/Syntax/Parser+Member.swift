extension Parser {
    /// A primary expression with selectors, indices and method calls behind it.
    mutating func member() throws(ExpressionFault) -> Syntax {
        let start = token.range.lowerBound
        var target = try primary()
        while true {
            if skip(.dot) {
                target = try selector(of: target, from: start)
            } else if skip(.openBracket) {
                let isOptional = skip(.question)
                let index = try expression()
                try expect(.closeBracket)
                target = try node(.index(target, index, isOptional: isOptional), from: start, over: target, index)
            } else if token.kind == .symbol(.openBrace) {
                throw fail("messages are no part of this language", at: start..<token.range.upperBound)
            } else {
                return target
            }
        }
    }

    private mutating func selector(of target: Syntax, from start: Int) throws(ExpressionFault) -> Syntax {
        let isOptional = skip(.question)
        let name = advance()
        switch name.kind {
        case .identifier(let word) where !Token.keywords.contains(word):
            guard !isOptional, skip(.openParenthesis) else {
                return try node(.select(target, field: word, at: name.range, isOptional: isOptional), from: start, over: target)
            }
            return try method(word, on: target, at: name.range, from: start)
        case .quoted(let word):
            return try node(.select(target, field: word, at: name.range, isOptional: isOptional), from: start, over: target)
        default:
            throw fail("expected the name of a field, found \(name.description)", at: name.range)
        }
    }

    private mutating func method(_ name: String, on target: Syntax, at range: Range<Int>, from start: Int) throws(ExpressionFault) -> Syntax {
        let arguments = try self.arguments()
        if let macro = try macro(name, on: target, arguments, at: range, from: start) { return macro }
        return try node(.method(target, name, arguments, at: range), from: start, over: [target] + arguments)
    }

    /// Up to the closing parenthesis; the opening one is read.
    private mutating func arguments() throws(ExpressionFault) -> [Syntax] {
        var arguments: [Syntax] = []
        guard !skip(.closeParenthesis) else { return arguments }
        repeat { arguments.append(try expression()) } while skip(.comma)
        try expect(.closeParenthesis)
        return arguments
    }

    private mutating func primary() throws(ExpressionFault) -> Syntax {
        let first = token
        let start = first.range.lowerBound
        switch first.kind {
        case .symbol(.openParenthesis):
            _ = advance()
            let inner = try expression()
            try expect(.closeParenthesis)
            return inner
        case .symbol(.openBracket): return try list()
        case .symbol(.openBrace): return try map()
        case .symbol(.dot):
            _ = advance()
            guard case .identifier = token.kind else { throw unexpected(instead: "a name") }
            return try identifier(from: start, isRooted: true)
        case .identifier: return try identifier(from: start, isRooted: false)
        default:
            let literal = try literal()
            return try node(.literal(literal), from: start)
        }
    }

    private mutating func literal() throws(ExpressionFault) -> Syntax.Literal {
        let start = token.range.lowerBound
        let isNegative = skip(.minus)
        let first = advance()
        switch first.kind {
        case .int(let digits):
            let value = isNegative ? (digits == 1 << 63 ? Int64.min : Int64(exactly: digits).map { -$0 }) : Int64(exactly: digits)
            guard let value else { throw fail("the number is beyond the range of int", at: start..<previousEnd) }
            return .int(value)
        case .double(let value, let text): return isNegative ? .double(-value, text: "-" + text) : .double(value, text: text)
        case .uint(let value) where !isNegative: return .uint(value)
        case .string(let text) where !isNegative: return .string(text)
        case .bytes(let bytes) where !isNegative: return .bytes(bytes)
        default:
            let before = place > 1 ? tokens[place - 2] : nil
            throw ExpressionFault("expected a value, found \(first.description)", suggestion: Habit.meant(by: first, after: before), at: first.range, in: source)
        }
    }

    private mutating func identifier(from start: Int, isRooted: Bool) throws(ExpressionFault) -> Syntax {
        let range = token.range
        guard case .identifier(let name) = advance().kind else { throw unexpected() }
        if !isRooted, let constant = Self.constants[name] { return try node(.literal(constant), from: start) }
        guard !Token.reserved.contains(name), !Token.keywords.contains(name) else {
            throw ExpressionFault("'\(name)' is a reserved word", suggestion: Habit.operators[name], at: range, in: source)
        }
        guard skip(.openParenthesis) else { return try node(.identifier(name, isRooted: isRooted), from: start) }
        let arguments = try self.arguments()
        if name == "has", !isRooted, arguments.count == 1 { return try has(arguments[0], from: start) }
        return try node(.call(name, arguments, at: range), from: start, over: arguments)
    }

    private static let constants: [String: Syntax.Literal] = ["true": .bool(true), "false": .bool(false), "null": .null]

    private mutating func list() throws(ExpressionFault) -> Syntax {
        let start = advance().range.lowerBound
        var elements: [(element: Syntax, isOptional: Bool)] = []
        while !skip(.closeBracket) {
            let isOptional = skip(.question)
            elements.append((try expression(), isOptional))
            guard skip(.comma) else {
                try expect(.closeBracket)
                break
            }
        }
        return try node(.list(elements), from: start, over: elements.map(\.element))
    }

    private mutating func map() throws(ExpressionFault) -> Syntax {
        let start = advance().range.lowerBound
        var entries: [(key: Syntax, value: Syntax, isOptional: Bool)] = []
        while !skip(.closeBrace) {
            let isOptional = skip(.question)
            let key = try expression()
            try expect(.colon)
            entries.append((key, try expression(), isOptional))
            guard skip(.comma) else {
                try expect(.closeBrace)
                break
            }
        }
        return try node(.map(entries), from: start, over: entries.flatMap { [$0.key, $0.value] })
    }
}
