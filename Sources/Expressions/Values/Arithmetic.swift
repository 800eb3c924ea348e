import JSON

/// `+ - * / %` and unary minus.
///
/// Integers refuse to overflow. As soon as one side is a decimal the other number becomes one: a double as the shortest decimal that
/// reads back as it, so that a literal counts as it is written.
enum Arithmetic: String {
    case add = "_+_", subtract = "_-_", multiply = "_*_", divide = "_/_", modulo = "_%_"

    func apply(_ left: CELValue, _ right: CELValue) throws(EvaluationError) -> CELValue {
        switch (left, right) {
        case (.decimal(let a), .decimal(let b)): return .decimal(try decimals(a, b))
        case (.int(let a), .int(let b)): return .int(try integers(a, b))
        case (.double(let a), .double(let b)) where self != .modulo: return .double(doubles(a, b))
        case (.uint(let a), .uint(let b)): return .uint(try integers(a, b))
        case (.decimal(let a), _):
            if let b = right.asDecimal { return .decimal(try decimals(a, b)) }
        case (_, .decimal(let b)):
            if let a = left.asDecimal { return .decimal(try decimals(a, b)) }
        default:
            if self == .add, let sum = try sum(left, right) { return sum }
            if self == .subtract, let difference = try difference(left, right) { return difference }
        }
        throw .noOverload(rawValue, [left, right])
    }

    static func negate(_ value: CELValue) throws(EvaluationError) -> CELValue {
        switch value {
        case .int(let int):
            guard int != .min else { throw .overflow }
            return .int(-int)
        case .double(let double): return .double(-double)
        case .decimal(let decimal): return .decimal(decimal.negated)
        default: throw .noOverload("-_", [value])
        }
    }

    private func integers<T: FixedWidthInteger>(_ a: T, _ b: T) throws(EvaluationError) -> T {
        let (value, overflow) =
            switch self {
            case .add: a.addingReportingOverflow(b)
            case .subtract: a.subtractingReportingOverflow(b)
            case .multiply: a.multipliedReportingOverflow(by: b)
            case .divide: a.dividedReportingOverflow(by: b)
            case .modulo: a.remainderReportingOverflow(dividingBy: b)
            }
        guard overflow else { return value }
        if b == 0, self == .divide || self == .modulo { throw .divisionByZero }
        throw .overflow
    }

    private func doubles(_ a: Double, _ b: Double) -> Double {
        switch self {
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: a / b
        case .modulo: .nan
        }
    }

    /// Exact where the result has at most 34 digits, else rounded half-even to 34.
    func decimals(_ a: Decimal, _ b: Decimal) throws(EvaluationError) -> Decimal {
        guard self != .modulo else { throw .noOverload(rawValue, [.decimal(a), .decimal(b)]) }
        do throws(DecimalError) {
            switch self {
            case .add: return try a.adding(b)
            case .subtract: return try a.subtracting(b)
            case .multiply: return try a.multiplied(by: b)
            case .divide, .modulo: return try a.dividing(by: b)
            }
        } catch {
            if error == .divisionByZero { throw .divisionByZero }
            guard let rounded = roundedDecimal(a, b) else { throw .overflow }
            return rounded
        }
    }

    private func roundedDecimal(_ a: Decimal, _ b: Decimal) -> Decimal? {
        switch self {
        case .add: DecimalRounding.sum(a, b)
        case .subtract: DecimalRounding.sum(a, b.negated)
        case .multiply: DecimalRounding.product(a, b)
        case .divide, .modulo: nil
        }
    }

    private func sum(_ left: CELValue, _ right: CELValue) throws(EvaluationError) -> CELValue? {
        switch (left, right) {
        case (.string(let a), .string(let b)): return .string(a + b)
        case (.bytes(let a), .bytes(let b)): return .bytes(a + b)
        case (.list(let a), .list(let b)): return .list(CELList(a.values + b.values))
        case (.timestamp(let a), .duration(let b)), (.duration(let b), .timestamp(let a)): return .timestamp(try inRange(a.adding(b)))
        case (.duration(let a), .duration(let b)): return .duration(CELDuration(nanoseconds: try integers(a.nanoseconds, b.nanoseconds)))
        default: return nil
        }
    }

    private func difference(_ left: CELValue, _ right: CELValue) throws(EvaluationError) -> CELValue? {
        switch (left, right) {
        case (.timestamp(let a), .timestamp(let b)): return .duration(try inRange(a.since(b)))
        case (.duration(let a), .duration(let b)): return .duration(CELDuration(nanoseconds: try integers(a.nanoseconds, b.nanoseconds)))
        case (.timestamp(let a), .duration(let b)):
            guard b.nanoseconds != .min else { throw .overflow }
            return .timestamp(try inRange(a.adding(CELDuration(nanoseconds: -b.nanoseconds))))
        default: return nil
        }
    }

    private func inRange<T>(_ value: T?) throws(EvaluationError) -> T {
        guard let value else { throw .overflow }
        return value
    }
}

extension CELValue {
    /// A number as a decimal: a double as the shortest decimal that reads back as it. Nil for NaN, infinities and what is no number.
    package var asDecimal: Decimal? {
        switch self {
        case .decimal(let decimal): decimal
        case .int(let int): Decimal(int)
        case .uint(let uint): Decimal(uint)
        case .double(let double): Decimal(double)
        default: nil
        }
    }
}
