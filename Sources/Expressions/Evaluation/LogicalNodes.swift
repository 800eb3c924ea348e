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
