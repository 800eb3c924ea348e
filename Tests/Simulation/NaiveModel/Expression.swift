/// What an expression works on and gives.
package indirect enum Value: Sendable, Hashable {
    case null
    case bool(Bool)
    /// `whole` tells an integer of the language from a decimal: it matters for division alone.
    case number(Exact, whole: Bool)
    case string(String)
    case list([Value])
    case map([String: Value])
}

/// The few forms of CEL that the workloads use, read and evaluated in one go. It shares nothing with the real evaluator.
package struct Expression {
    package struct Failed: Error {}

    private var tokens: [Token]
    private var place = 0
    private let variables: [String: Value]
    /// Answers `name(arguments)`; nil is an error.
    private let call: (String, [Value]) -> Value?

    private enum Token: Hashable {
        case number(Exact, whole: Bool)
        case string(String)
        case name(String)
        case sign(String)
        case end
    }

    package static func evaluate(
        _ source: String, _ variables: [String: Value], call: @escaping (String, [Value]) -> Value? = { _, _ in nil }
    ) throws(Failed) -> Value {
        var expression = Expression(tokens: try scan(source), variables: variables, call: call)
        let result = expression.choice()
        guard expression.tokens[expression.place] == .end, let value = result else { throw Failed() }
        return value
    }

    private init(tokens: [Token], variables: [String: Value], call: @escaping (String, [Value]) -> Value?) {
        self.tokens = tokens
        self.variables = variables
        self.call = call
    }

    private static func scan(_ source: String) throws(Failed) -> [Token] {
        var tokens: [Token] = []
        var rest = Substring(source)
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if first.isNumber {
                let digits = rest.prefix { $0.isNumber || $0 == "." }
                guard let number = Exact(String(digits)) else { throw Failed() }
                tokens.append(.number(number, whole: !digits.contains(".")))
                rest = rest.dropFirst(digits.count)
            } else if first == "\"" || first == "'" {
                let body = rest.dropFirst().prefix { $0 != first }
                tokens.append(.string(String(body)))
                rest = rest.dropFirst(body.count + 2)
            } else if first.isLetter || first == "_" {
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                tokens.append(.name(String(word)))
                rest = rest.dropFirst(word.count)
            } else {
                let two = String(rest.prefix(2))
                let sign = ["||", "&&", "==", "!=", "<=", ">="].contains(two) ? two : String(first)
                tokens.append(.sign(sign))
                rest = rest.dropFirst(sign.count)
            }
        }
        return tokens + [.end]
    }

    // Each level answers nil for an error, which `||`, `&&` and `?:` may absorb.

    private mutating func take(_ sign: String) -> Bool {
        guard tokens[place] == .sign(sign) else { return false }
        place += 1
        return true
    }

    private mutating func choice() -> Value? {
        let condition = either()
        guard take("?") else { return condition }
        let yes = choice()
        guard take(":") else { return nil }
        let no = choice()
        guard case .bool(let chosen)? = condition else { return nil }
        return chosen ? yes : no
    }

    private mutating func either() -> Value? {
        var left = both()
        while take("||") {
            let right = both()
            if left == .bool(true) || right == .bool(true) { left = .bool(true) } else { left = left == .bool(false) && right == .bool(false) ? .bool(false) : nil }
        }
        return left
    }

    private mutating func both() -> Value? {
        var left = comparison()
        while take("&&") {
            let right = comparison()
            if left == .bool(false) || right == .bool(false) { left = .bool(false) } else { left = left == .bool(true) && right == .bool(true) ? .bool(true) : nil }
        }
        return left
    }

    private mutating func comparison() -> Value? {
        let left = sum()
        for sign in ["==", "!=", "<=", ">=", "<", ">"] where take(sign) {
            return Expression.compare(left, sign, sum())
        }
        if tokens[place] == .name("in") {
            place += 1
            guard let wanted = left, let right = sum() else { return nil }
            switch right {
            case .list(let items): return .bool(items.contains { Expression.same($0, wanted) })
            case .map(let fields):
                guard case .string(let key) = wanted else { return nil }
                return .bool(fields[key] != nil)
            default: return nil
            }
        }
        return left
    }

    private static func same(_ a: Value, _ b: Value) -> Bool {
        if case .number(let x, _) = a, case .number(let y, _) = b { return x == y }
        return a == b
    }

    private static func compare(_ left: Value?, _ sign: String, _ right: Value?) -> Value? {
        guard let left, let right else { return nil }
        if sign == "==" { return .bool(same(left, right)) }
        if sign == "!=" { return .bool(!same(left, right)) }
        let (isLess, isEqual): (Bool, Bool)
        switch (left, right) {
        case (.number(let a, _), .number(let b, _)): (isLess, isEqual) = (a < b, a == b)
        case (.string(let a), .string(let b)): (isLess, isEqual) = (a < b, a == b)
        default: return nil
        }
        switch sign {
        case "<": return .bool(isLess)
        case "<=": return .bool(isLess || isEqual)
        case ">": return .bool(!isLess && !isEqual)
        default: return .bool(!isLess)
        }
    }

    private mutating func sum() -> Value? {
        var left = product()
        while case .sign(let sign) = tokens[place], sign == "+" || sign == "-" {
            place += 1
            let right = product()
            guard case .number(let a, let aWhole)? = left, case .number(let b, let bWhole)? = right else {
                if case .string(let a)? = left, case .string(let b)? = right, sign == "+" { left = .string(a + b); continue }
                left = nil
                continue
            }
            left = .number(sign == "+" ? a + b : a - b, whole: aWhole && bWhole)
        }
        return left
    }

    private mutating func product() -> Value? {
        var left = unary()
        while case .sign(let sign) = tokens[place], sign == "*" || sign == "/" {
            place += 1
            let right = unary()
            guard case .number(let a, let aWhole)? = left, case .number(let b, let bWhole)? = right, sign == "*" || b != .zero else {
                left = nil
                continue
            }
            let whole = aWhole && bWhole
            if sign == "*" {
                left = .number(a * b, whole: whole)
            } else if whole {
                left = (a / b).rounded(.down).map { .number(Exact($0), whole: true) }
            } else {
                left = .number(a / b, whole: false)
            }
        }
        return left
    }

    private mutating func unary() -> Value? {
        if take("!") {
            guard case .bool(let value)? = unary() else { return nil }
            return .bool(!value)
        }
        if take("-") {
            guard case .number(let value, let whole)? = unary() else { return nil }
            return .number(-value, whole: whole)
        }
        return member()
    }

    private mutating func member() -> Value? {
        var value = primary()
        while true {
            if take(".") {
                guard case .name(let field) = tokens[place] else { return nil }
                place += 1
                if case .map(let fields)? = value { value = fields[field] } else { value = nil }
            } else if take("[") {
                let index = choice()
                _ = take("]")
                if case .map(let fields)? = value, case .string(let key)? = index { value = fields[key] } else { value = nil }
            } else {
                return value
            }
        }
    }

    private mutating func primary() -> Value? {
        let token = tokens[place]
        place += 1
        switch token {
        case .number(let number, let whole): return .number(number, whole: whole)
        case .string(let text): return .string(text)
        case .name("true"): return .bool(true)
        case .name("false"): return .bool(false)
        case .name("null"): return .null
        case .name("has"):
            guard take("(") else { return nil }
            let found = member()
            guard take(")") else { return nil }
            return .bool(found != nil)
        case .name("size"):
            guard take("(") else { return nil }
            let argument = choice()
            guard take(")") else { return nil }
            switch argument {
            case .string(let text)?: return .number(Exact(text.unicodeScalars.count), whole: true)
            case .list(let items)?: return .number(Exact(items.count), whole: true)
            case .map(let fields)?: return .number(Exact(fields.count), whole: true)
            default: return nil
            }
        case .name(let name):
            guard take("(") else { return variables[name] }
            guard let arguments = list(until: ")") else { return nil }
            return call(name, arguments)
        case .sign("("):
            let inner = choice()
            return take(")") ? inner : nil
        case .sign("["): return list(until: "]").map { .list($0) }
        default:
            place -= 1
            return nil
        }
    }

    /// Nil where an item is an error.
    private mutating func list(until end: String) -> [Value]? {
        var items: [Value] = []
        var failed = false
        while !take(end) {
            if let item = choice() { items.append(item) } else { failed = true }
            if !take(","), tokens[place] != .sign(end) { return nil }
        }
        return failed ? nil : items
    }
}
