import JSON

/// How two values stand to each other; there is none for NaN.
enum Order {
    case less, equal, greater

    init<T: Comparable>(_ left: T, _ right: T) { self = left < right ? .less : (left == right ? .equal : .greater) }

    var reversed: Order {
        switch self {
        case .less: .greater
        case .equal: .equal
        case .greater: .less
        }
    }
}

extension CELValue {
    /// The order of two values of one ordered type, or of two numbers; nil where one is NaN.
    /// - Throws: `noSuchOverload` for what has no order.
    func order(to other: CELValue, _ comparison: ComparisonOperator) throws(EvaluationError) -> Order? {
        switch (self, other) {
        case (.int(let a), .int(let b)): return Order(a, b)
        case (.decimal(let a), .decimal(let b)): return Order(a, b)
        case (.string(let a), .string(let b)): return Text.same(a, b) ? .equal : (Text.precedes(a, b) ? .less : .greater)
        case (.bytes(let a), .bytes(let b)): return a == b ? .equal : (a.lexicographicallyPrecedes(b) ? .less : .greater)
        case (.bool(let a), .bool(let b)): return Order(a ? 1 : 0, b ? 1 : 0)
        case (.timestamp(let a), .timestamp(let b)): return Order(a, b)
        case (.duration(let a), .duration(let b)): return Order(a, b)
        default:
            guard isNumber, other.isNumber else { throw .noOverload("_\(comparison.rawValue)_", [self, other]) }
            return numericOrder(to: other)
        }
    }

    var isNumber: Bool {
        switch self {
        case .int, .uint, .double, .decimal: true
        default: false
        }
    }

    /// The order of two numbers of any types; nil for NaN and for what is no number.
    ///
    /// Integers and doubles are compared as doubles within the range of the integer, as the reference implementations do; all else is exact.
    func numericOrder(to other: CELValue) -> Order? {
        switch (self, other) {
        case (.int(let a), .int(let b)): return Order(a, b)
        case (.uint(let a), .uint(let b)): return Order(a, b)
        case (.double(let a), .double(let b)): return orderOf(a, b)
        case (.int(let a), .uint(let b)): return a < 0 ? .less : Order(UInt64(a), b)
        case (.int(let a), .double(let b)): return orderOf(Double(a), b)
        case (.uint(let a), .double(let b)): return orderOf(Double(a), b)
        case (.decimal(let a), .decimal(let b)): return Order(a, b)
        case (.decimal(let a), .double(let b)): return b.isFinite ? Decimal(b).map { Order(a, $0) } ?? orderOf(a.double, b) : orderOf(0, b)
        case (.decimal(let a), .int(let b)): return Order(a, Decimal(b))
        case (.decimal(let a), .uint(let b)): return Order(a, Decimal(b))
        case (.uint, .int), (.double, .int), (.double, .uint), (.int, .decimal), (.uint, .decimal), (.double, .decimal):
            return other.numericOrder(to: self)?.reversed
        default: return nil
        }
    }
}

private func orderOf(_ a: Double, _ b: Double) -> Order? {
    a < b ? .less : (a == b ? .equal : (a > b ? .greater : nil))
}

extension EvaluationError {
    /// `noSuchOverload` with the types of the arguments: `_+_(int, string)`.
    static func noOverload(_ name: String, _ arguments: [CELValue]) -> EvaluationError {
        .noSuchOverload("\(name)(\(arguments.map(\.type.runtimeName).joined(separator: ", ")))")
    }
}
