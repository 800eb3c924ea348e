import JSON

final class NegateNode: Node {
    private let operand: any Node

    init(_ operand: any Node) { self.operand = operand }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        return try Arithmetic.negate(operand.value(&frame))
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
