/// The values of an environment's variables at one evaluation, and the answers of its functions.
///
/// A variable without a value is an error only where it is read. Making one activation serve many expressions is cheap.
package struct Activation {
    package typealias Answer = (_ name: String, _ arguments: [CELValue]) throws -> CELValue

    package let environment: Environment
    private(set) var values: [CELValue?]
    /// Answers `name(arguments)` of the environment's functions. A thrown ``EvaluationError`` is an error of the language;
    /// anything else passes through as ``EvaluationError/host(_:)``.
    package var call: Answer

    package init(
        _ environment: Environment,
        call: @escaping Answer = { name, _ in throw EvaluationError.unknownFunction(name) }
    ) {
        self.environment = environment
        self.values = Array(repeating: nil, count: environment.variables.count)
        self.call = call
    }

    /// The value of a variable; setting one that the environment does not declare does nothing. O(1).
    package subscript(name: String) -> CELValue? {
        get { environment.slot(of: name).flatMap { values[$0] } }
        set {
            if let slot = environment.slot(of: name) { values[slot] = newValue }
        }
    }

    /// The value in a slot of the environment.
    /// - Precondition: the environment has that many variables.
    package subscript(slot slot: Int) -> CELValue? {
        get { values[slot] }
        set { values[slot] = newValue }
    }
}
