import JSON

/// `a < b`, `a == b` of two values that are both unknown until then.
final class CompareNode: Node {
    private let comparison: ComparisonOperator
    private let left: any Node
    private let right: any Node

    init(_ comparison: ComparisonOperator, _ left: any Node, _ right: any Node) {
        self.comparison = comparison
        self.left = left
        self.right = right
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue { .bool(try test(&frame)) }

    func test(_ frame: inout Frame) throws(EvaluationError) -> Bool {
        try frame.charge()
        return try comparison.test(left.value(&frame), right.value(&frame), &frame)
    }
}

/// `a < constant`. A number is kept as a decimal too: numbers in data are decimals, and a double literal counts as it is written.
final class CompareConstantNode: Node {
    private let comparison: ComparisonOperator
    private let operand: any Node
    private let constantValue: CELValue
    private let decimal: Decimal?

    init(_ comparison: ComparisonOperator, _ operand: any Node, _ constant: CELValue, decimal: Decimal?) {
        self.comparison = comparison
        self.operand = operand
        self.constantValue = constant
        self.decimal = decimal
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue { .bool(try test(&frame)) }

    func test(_ frame: inout Frame) throws(EvaluationError) -> Bool {
        try frame.charge()
        let value = try operand.value(&frame)
        if let decimal, case .decimal(let number) = value { return comparison.holds(number, decimal) }
        return try comparison.test(value, constantValue, &frame)
    }
}

extension ComparisonOperator {
    func test(_ left: CELValue, _ right: CELValue, _ frame: inout Frame) throws(EvaluationError) -> Bool {
        switch self {
        case .equal, .notEqual:
            try frame.charge(size: left.size)
            return try left.equals(right, &frame) == (self == .equal)
        default: return holds(try left.order(to: right, self))
        }
    }

    func holds(_ left: Decimal, _ right: Decimal) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}

/// `element in collection`.
final class ContainsNode: Node {
    private let element: any Node
    private let collection: any Node

    init(_ element: any Node, in collection: any Node) {
        self.element = element
        self.collection = collection
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue { .bool(try test(&frame)) }

    func test(_ frame: inout Frame) throws(EvaluationError) -> Bool {
        try frame.charge()
        let element = try element.value(&frame)
        let collection = try collection.value(&frame)
        switch collection {
        case .list(let list): return try list.contains(element, &frame)
        case .map(let map): return map.value(key: element) != nil
        default: throw .noOverload("_in_", [element, collection])
        }
    }
}
