/// What one evaluation works on: variables, the variables of macros, and the steps that are left.
struct Frame {
    /// The values of the environment's variables by slot.
    private let values: [CELValue?]
    private let answer: Activation.Answer
    /// The values of macros' variables; each has a place of its own.
    var locals: [CELValue]
    private(set) var steps: Int

    init(_ activation: Activation, locals: Int, budget: Int) {
        self.values = activation.values
        self.answer = activation.call
        self.locals = locals == 0 ? [] : Array(repeating: .null, count: locals)
        self.steps = budget
    }

    /// Takes steps from the budget: one for each node, more for what grows with its data.
    @inline(__always)
    mutating func charge(_ count: Int = 1) throws(EvaluationError) {
        steps -= count
        if steps < 0 { throw .budgetExceeded }
    }

    /// Takes a step for each 16 bytes or elements that an operation walks over.
    mutating func charge(size: Int) throws(EvaluationError) {
        try charge(size >> 4)
    }

    /// The value of a variable; nil where the activation has none, or is one of a smaller environment.
    @inline(__always)
    func variable(_ slot: Int) -> CELValue? { slot < values.count ? values[slot] : nil }

    func call(_ name: String, _ arguments: [CELValue]) throws(EvaluationError) -> CELValue {
        do {
            return try answer(name, arguments)
        } catch let error as EvaluationError {
            throw error
        } catch {
            throw .host(error)
        }
    }
}
