import JSON

/// `a && b && …`, `a || b || …`. An error on one side counts only where no other side decides (langdef, "Logical Operators").
final class LogicalNode: Node {
    private let operands: [any Node]
    /// The value that decides: false for `&&`, true for `||`.
    private let deciding: Bool

    init(_ operands: [any Node], isAnd: Bool) {
        self.operands = operands
        self.deciding = !isAnd
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue { .bool(try test(&frame)) }

    func test(_ frame: inout Frame) throws(EvaluationError) -> Bool {
        try frame.charge()
        var failure: EvaluationError?
        for operand in operands {
            do throws(EvaluationError) {
                if try operand.test(&frame) == deciding { return deciding }
            } catch {
                guard error.isAbsorbable else { throw error }
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return !deciding
    }
}

final class NotNode: Node {
    private let operand: any Node

    init(_ operand: any Node) { self.operand = operand }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue { .bool(try test(&frame)) }

    func test(_ frame: inout Frame) throws(EvaluationError) -> Bool {
        try frame.charge()
        return try !operand.test(&frame)
    }
}

final class NegateNode: Node {
    private let operand: any Node

    init(_ operand: any Node) { self.operand = operand }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        return try Arithmetic.negate(operand.value(&frame))
    }
}

final class ConditionalNode: Node {
    private let condition: any Node
    private let then: any Node
    private let otherwise: any Node

    init(_ condition: any Node, then: any Node, otherwise: any Node) {
        self.condition = condition
        self.then = then
        self.otherwise = otherwise
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        return try condition.test(&frame) ? then.value(&frame) : otherwise.value(&frame)
    }

    func test(_ frame: inout Frame) throws(EvaluationError) -> Bool {
        try frame.charge()
        return try condition.test(&frame) ? then.test(&frame) : otherwise.test(&frame)
    }
}

/// `a < b`, `a == b` of two values that are both unknown until then.
final class CompareNode: Node {
    private let comparison: Comparison
    private let left: any Node
    private let right: any Node

    init(_ comparison: Comparison, _ left: any Node, _ right: any Node) {
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
    private let comparison: Comparison
    private let operand: any Node
    private let constantValue: CELValue
    private let decimal: Decimal?

    init(_ comparison: Comparison, _ operand: any Node, _ constant: CELValue, decimal: Decimal?) {
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

extension Comparison {
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

/// `first op x op y …` from left to right; literal numbers stand ready as decimals.
final class ArithmeticNode: Node {
    struct Step {
        let operation: Arithmetic
        let operand: any Node
        /// The operand as it counts beside a decimal, where it is a literal.
        let decimal: Decimal?
    }

    private let first: any Node
    private let firstDecimal: Decimal?
    private let steps: [Step]

    init(_ first: any Node, decimal: Decimal?, _ steps: [Step]) {
        self.first = first
        self.firstDecimal = decimal
        self.steps = steps
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        var result = try first.value(&frame)
        var literal = firstDecimal
        for step in steps {
            try frame.charge()
            let operand = try step.operand.value(&frame)
            if let decimal = step.decimal, case .decimal(let number) = result {
                result = .decimal(try step.operation.decimals(number, decimal))
            } else if let literal, case .decimal(let number) = operand {
                result = .decimal(try step.operation.decimals(literal, number))
            } else {
                result = try step.operation.apply(result, operand)
                try frame.charge(size: result.size)
            }
            literal = nil
        }
        return result
    }
}
