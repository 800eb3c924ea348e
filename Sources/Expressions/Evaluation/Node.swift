/// A part of an expression, resolved and ready to run. Nodes are immutable and shared between threads.
protocol Node: AnyObject, Sendable {
    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue
    /// The value as a condition, without the way over ``CELValue``.
    func test(_ frame: inout Frame) throws(EvaluationError) -> Bool
}

extension Node {
    func test(_ frame: inout Frame) throws(EvaluationError) -> Bool {
        let value = try value(&frame)
        guard case .bool(let bool) = value else { throw .noOverload("condition", [value]) }
        return bool
    }

    /// The value where it is known when the expression is loaded.
    var constant: CELValue? { (self as? ConstantNode)?.constantValue }
}

final class ConstantNode: Node {
    let constantValue: CELValue

    init(_ value: CELValue) { self.constantValue = value }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        return constantValue
    }
}

/// What could not be resolved in an expression that was compiled without checking: an error whenever it is evaluated.
final class ErrorNode: Node {
    private let error: EvaluationError

    init(_ error: EvaluationError) { self.error = error }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        throw error
    }
}

final class VariableNode: Node {
    let slot: Int
    private let name: String

    init(slot: Int, name: String) {
        self.slot = slot
        self.name = name
    }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        guard let value = frame.variable(slot) else { throw .unknownVariable(name) }
        return value
    }
}

/// A variable of a macro.
final class LocalNode: Node {
    private let place: Int

    init(place: Int) { self.place = place }

    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue {
        try frame.charge()
        return frame.locals[place]
    }
}
