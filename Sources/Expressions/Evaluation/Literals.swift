import JSON

extension CELValue {
    init(_ literal: Syntax.Literal) {
        self =
            switch literal {
            case .null: .null
            case .bool(let bool): .bool(bool)
            case .int(let int): .int(int)
            case .uint(let uint): .uint(uint)
            case .double(let double, _): .double(double)
            case .string(let string): .string(string)
            case .bytes(let bytes): .bytes(bytes)
            }
    }
}

extension Syntax {
    /// A literal number as it counts beside a decimal: a double as it is written.
    var decimal: Decimal? {
        switch kind {
        case .literal(.int(let int)): Decimal(int)
        case .literal(.uint(let uint)): Decimal(uint)
        case .literal(.double(let double, let text)): Decimal(parsing: text) ?? Decimal(double)
        default: nil
        }
    }
}

extension ComparisonOperator {
    /// The comparison that holds for `b, a` where this one holds for `a, b`.
    var mirrored: ComparisonOperator {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}
