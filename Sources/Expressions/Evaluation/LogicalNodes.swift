/// `a && b && …`, `a || b || …`. An error on one side counts only where no other side decides (langdef, "Logical Operators").
final class LogicalNode: Node {
    /// The first two stand apart, because going through an array costs more than most conditions.
    private let first: any Node
    private let second: any Node
    private let others: [any Node]
    /// The value that decides: false for `&&`, true for `||`.
    private let deciding: Bool

    init(_ first: any Node, _ second: any Node, _ others: [any Node], isAnd: Bool) {
        self.first = first
        self.second = second
        self.others = others
        self.deciding = !isAnd
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue { .bool(try test(&frame)) }

    func test(_ frame: inout Frame) throws(EvaluationError) -> Bool {
        try frame.charge()
        var failure: EvaluationError?
        if try decides(first, &frame, &failure) { return deciding }
        if try decides(second, &frame, &failure) { return deciding }
        for operand in others where try decides(operand, &frame, &failure) { return deciding }
        if let failure { throw failure }
        return !deciding
    }

    /// Whether an operand decides; its error is kept if it is the first.
    @inline(__always)
    private func decides(_ operand: any Node, _ frame: inout Frame, _ failure: inout EvaluationError?) throws(EvaluationError) -> Bool {
        do throws(EvaluationError) {
            return try operand.test(&frame) == deciding
        } catch {
            guard error.isAbsorbable else { throw error }
            if failure == nil { failure = error }
            return false
        }
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
