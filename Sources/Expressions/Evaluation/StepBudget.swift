/// Steps that several evaluations share: all that one activity asks may take no longer than a few dear expressions would.
///
/// Belongs to one activity that is being judged, on its thread.
package final class StepBudget {
    package private(set) var left: Int

    package init(_ steps: Int = Limits.sharedBudget) { left = steps }

    /// Takes steps for work beside expressions.
    package func charge(_ steps: Int) throws(EvaluationError) {
        left = max(left - steps, 0)
        if left == 0 { throw .budgetExceeded }
    }

    fileprivate func spend(_ steps: Int) { left = max(left - steps, 0) }
}

extension Expression {
    /// The value, within what one evaluation may take and what is left for all of them.
    package func evaluate(_ activation: Activation, sharing budget: StepBudget) throws(EvaluationError) -> CELValue {
        try spending(activation, budget) { (frame) throws(EvaluationError) in try value(&frame) }
    }

    /// The value of a condition, as above.
    package func test(_ activation: Activation, sharing budget: StepBudget) throws(EvaluationError) -> Bool {
        try spending(activation, budget) { (frame) throws(EvaluationError) in try test(&frame) }
    }

    private func spending<Value>(
        _ activation: Activation, _ budget: StepBudget, _ body: (inout Frame) throws(EvaluationError) -> Value
    ) throws(EvaluationError) -> Value {
        let steps = min(Limits.budget, budget.left)
        var frame = frame(activation, steps: steps)
        defer { budget.spend(steps - max(frame.steps, 0)) }
        return try body(&frame)
    }
}
