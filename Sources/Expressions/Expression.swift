import Periods

/// An expression of the rule language: parsed and checked once, evaluated any number of times, from any thread.
/// An object: rules hold several, and are handed around for each activity.
///
/// ```swift
/// let expression = try Expression.compile("data.amount > 0", environment: environment, zones: zones)
/// var activation = Activation(environment)
/// activation["data"] = CELValue(json)
/// let value = try expression.evaluate(activation)
/// ```
package final class Expression: Sendable {
    package let source: String
    package let environment: Environment
    /// The type of the value, as far as it is known; `dyn` where data decides, and always for unchecked expressions.
    package let type: CELType
    /// What the expression reads; empty for unchecked ones.
    package let references: References
    /// About how many steps an evaluation takes, with 100 elements in every collection of unknown size and 256 bytes in every text.
    package let estimatedSteps: Int
    private let root: any Node
    private let localCount: Int

    /// Compiles a source against what it may name.
    ///
    /// - Parameter zones: where literal time zones are looked up now, and others when they are evaluated.
    /// - Throws: everything that is wrong with the source, in its order; of syntax errors only the first.
    /// - Complexity: O(source), at most ``Limits/source`` bytes.
    package static func compile(_ source: String, environment: Environment, zones: ZoneDatabase) throws(ExpressionFaults) -> Expression {
        let syntax = try parse(source)
        var checker = Checker(Array(source.utf8), environment, zones)
        let type = checker.type(of: syntax)
        guard checker.diagnostics.isEmpty else {
            throw ExpressionFaults(all: checker.diagnostics.sorted { $0.range.lowerBound < $1.range.lowerBound })
        }
        return Expression(source, syntax, environment, zones, type: checker.types.resolved(type), references: checker.references)
    }

    /// Compiles without checking names and types: what is wrong fails when it is evaluated, where nothing absorbs it.
    package static func compileUnchecked(_ source: String, environment: Environment, zones: ZoneDatabase) throws(ExpressionFaults) -> Expression {
        Expression(source, try parse(source), environment, zones, type: .dyn, references: References())
    }

    private static func parse(_ source: String) throws(ExpressionFaults) -> Syntax {
        do throws(ExpressionFault) {
            return try Parser.parse(Array(source.utf8))
        } catch {
            throw ExpressionFaults(all: [error])
        }
    }

    private init(_ source: String, _ syntax: Syntax, _ environment: Environment, _ zones: ZoneDatabase, type: CELType, references: References) {
        var planner = Planner(environment: environment, zones: zones)
        self.source = source
        self.environment = environment
        self.type = type
        self.references = references
        self.estimatedSteps = CostEstimate.steps(of: syntax)
        self.root = planner.node(for: syntax)
        self.localCount = planner.localCount
    }

    /// The value for an activation of the same environment.
    ///
    /// - Parameter budget: steps that the evaluation may take: one for each part that is evaluated, more for work that grows with the data.
    package func evaluate(_ activation: Activation, budget: Int = Limits.budget) throws(EvaluationError) -> CELValue {
        var frame = frame(activation, steps: budget)
        return try value(&frame)
    }

    /// The value of a condition. Anything but a bool is `noSuchOverload`.
    package func test(_ activation: Activation, budget: Int = Limits.budget) throws(EvaluationError) -> Bool {
        var frame = frame(activation, steps: budget)
        return try test(&frame)
    }

    func frame(_ activation: Activation, steps: Int) -> Frame { Frame(activation, locals: localCount, budget: steps) }
    func value(_ frame: inout Frame) throws(EvaluationError) -> CELValue { try root.value(&frame) }
    func test(_ frame: inout Frame) throws(EvaluationError) -> Bool { try root.test(&frame) }
}
