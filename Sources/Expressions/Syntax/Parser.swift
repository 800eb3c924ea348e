/// Bounds that hold before anything is evaluated (rules-language.md, "Cost").
package enum Limits {
    /// Bytes of a source.
    package static let source = 4096
    /// Levels of brackets, operators and selectors within one another.
    package static let nesting = 64
    /// Steps of one evaluation, unless the caller says otherwise.
    package static let budget = 100_000
    /// Steps of all evaluations that one activity asks for, by rules and metrics together: a hundred rules of 2,500 steps, where most take
    /// below a hundred. About a quarter of a second at most.
    package static let sharedBudget = 250_000
}

/// Recursive descent over the grammar of langdef, "Syntax"; stops at the first error.
struct Parser {
    let source: [UInt8]
    let tokens: [Token]
    private(set) var place = 0
    private var depth = 0

    static func parse(_ source: [UInt8]) throws(ExpressionFault) -> Syntax {
        guard source.count <= Limits.source else {
            throw ExpressionFault("the expression is longer than \(Limits.source) bytes", at: 0..<1, in: source)
        }
        var parser = try Parser(source)
        let expression = try parser.expression()
        guard parser.token.kind == .end else { throw parser.unexpected() }
        return expression
    }

    private init(_ source: [UInt8]) throws(ExpressionFault) {
        self.source = source
        self.tokens = try Lexer.tokens(of: source)
    }

    var token: Token { tokens[place] }
    var previousEnd: Int { place == 0 ? 0 : tokens[place - 1].range.upperBound }

    mutating func advance() -> Token {
        defer { if place < tokens.count - 1 { place += 1 } }
        return tokens[place]
    }

    mutating func skip(_ symbol: Token.Symbol) -> Bool {
        guard token.kind == .symbol(symbol) else { return false }
        _ = advance()
        return true
    }

    mutating func expect(_ symbol: Token.Symbol) throws(ExpressionFault) {
        guard skip(symbol) else { throw unexpected(instead: "'\(symbol.rawValue)'") }
    }

    func unexpected(instead expected: String? = nil) -> ExpressionFault {
        let message = expected.map { "expected \($0), found \(token.description)" } ?? "unexpected \(token.description)"
        return ExpressionFault(message, suggestion: Habit.meant(by: token, after: place > 0 ? tokens[place - 1] : nil), at: token.range, in: source)
    }

    func fail(_ message: String, at range: Range<Int>) -> ExpressionFault { ExpressionFault(message, at: range, in: source) }

    /// A node above `children`, from `start` to the last token read.
    func node(_ kind: Syntax.Kind, from start: Int, over children: Syntax...) throws(ExpressionFault) -> Syntax {
        try node(kind, from: start, over: children)
    }

    func node(_ kind: Syntax.Kind, from start: Int, over children: [Syntax]) throws(ExpressionFault) -> Syntax {
        let height = 1 + children.reduce(0) { max($0, $1.height) }
        guard height <= Limits.nesting else { throw tooDeep(at: start..<previousEnd) }
        return Syntax(kind: kind, range: start..<previousEnd, height: height)
    }

    private func tooDeep(at range: Range<Int>) -> ExpressionFault {
        fail("the expression is nested deeper than \(Limits.nesting) levels", at: range)
    }

    /// `condition ? a : b`, or what is below.
    mutating func expression() throws(ExpressionFault) -> Syntax {
        guard depth < Limits.nesting else { throw tooDeep(at: token.range) }
        depth += 1
        defer { depth -= 1 }
        let start = token.range.lowerBound
        let condition = try disjunction()
        guard skip(.question) else { return condition }
        let then = try disjunction()
        try expect(.colon)
        let otherwise = try expression()
        return try node(.conditional(condition, then: then, otherwise: otherwise), from: start, over: condition, then, otherwise)
    }

    private mutating func disjunction() throws(ExpressionFault) -> Syntax {
        let start = token.range.lowerBound
        var operands = [try conjunction()]
        while skip(.or) { operands.append(try conjunction()) }
        return operands.count == 1 ? operands[0] : try node(.or(operands), from: start, over: operands)
    }

    private mutating func conjunction() throws(ExpressionFault) -> Syntax {
        let start = token.range.lowerBound
        var operands = [try relation()]
        while skip(.and) { operands.append(try relation()) }
        return operands.count == 1 ? operands[0] : try node(.and(operands), from: start, over: operands)
    }

    private mutating func relation() throws(ExpressionFault) -> Syntax {
        let start = token.range.lowerBound
        var left = try arithmetic(Self.sums, over: Self.products)
        while true {
            if case .symbol(let symbol) = token.kind, let comparison = ComparisonOperator(rawValue: symbol.rawValue) {
                _ = advance()
                let right = try arithmetic(Self.sums, over: Self.products)
                left = try node(.compare(comparison, left, right), from: start, over: left, right)
            } else if token.kind == .identifier("in") {
                _ = advance()
                let right = try arithmetic(Self.sums, over: Self.products)
                left = try node(.contains(element: left, collection: right), from: start, over: left, right)
            } else {
                return left
            }
        }
    }

    private static let sums: [Token.Symbol: Arithmetic] = [.plus: .add, .minus: .subtract]
    private static let products: [Token.Symbol: Arithmetic] = [.star: .multiply, .slash: .divide, .percent: .modulo]

    /// A chain of `operations` over chains of the tighter ones, or over unary expressions.
    private mutating func arithmetic(_ operations: [Token.Symbol: Arithmetic], over tighter: [Token.Symbol: Arithmetic]?) throws(ExpressionFault) -> Syntax {
        let start = token.range.lowerBound
        let first = try operand(tighter)
        var rest: [(operation: Arithmetic, operand: Syntax)] = []
        while case .symbol(let symbol) = token.kind, let operation = operations[symbol] {
            _ = advance()
            rest.append((operation, try operand(tighter)))
        }
        return rest.isEmpty ? first : try node(.arithmetic(first, rest), from: start, over: [first] + rest.map(\.operand))
    }

    private mutating func operand(_ operations: [Token.Symbol: Arithmetic]?) throws(ExpressionFault) -> Syntax {
        guard let operations else { return try unary() }
        return try arithmetic(operations, over: nil)
    }

    private mutating func unary() throws(ExpressionFault) -> Syntax {
        let start = token.range.lowerBound
        for (symbol, isMinus) in [(Token.Symbol.not, false), (.minus, true)] {
            var count = 0
            while token.kind == .symbol(symbol), !(isMinus && isNumber(tokens[min(place + 1, tokens.count - 1)])) {
                _ = advance()
                count += 1
            }
            guard count > 0 else { continue }
            var operand = try member()
            // Two of them say no more than four, but they still ask for the type.
            for _ in 0..<(count > 2 ? 2 - count % 2 : count) {
                operand = try node(isMinus ? .negate(operand) : .not(operand), from: start, over: operand)
            }
            return operand
        }
        return try member()
    }

    private func isNumber(_ token: Token) -> Bool {
        switch token.kind {
        case .int, .double: true
        default: false
        }
    }
}
