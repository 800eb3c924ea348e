import Expressions
import JSON
import Periods

/// Rates by amount (阶梯).
package struct Ladder: Sendable {
    package enum Mode: String, CaseIterable, Sendable {
        /// The rate of the step reached applies to all of the amount.
        case whole
        /// Each rate applies to its own slice.
        case marginal
    }

    package enum Pay: Hashable, Sendable {
        case rate(Decimal)
        /// Points for reaching the step.
        case points(Decimal)
    }

    package struct Step: Hashable, Sendable {
        /// Inclusive.
        package let from: Decimal
        package let pay: Pay

        package init(from: Decimal, pay: Pay) {
            self.from = from
            self.pay = pay
        }
    }

    package var quantity: Expression
    /// The period whose total climbs the ladder; nil: each event climbs alone.
    package var over: PeriodKind?
    package var mode: Mode
    /// In rising order of `from`.
    package var steps: [Step]

    package init(quantity: Expression, over: PeriodKind?, mode: Mode, steps: [Step]) {
        self.quantity = quantity
        self.over = over
        self.mode = mode
        self.steps = steps
    }

    /// What `total` is worth, before rounding; 0 below the first step.
    package func value(of total: Decimal) throws(DecimalError) -> Decimal {
        switch mode {
        case .whole:
            guard let step = steps.last(where: { $0.from <= total }) else { return .zero }
            return switch step.pay {
            case .rate(let rate): try total.multiplied(by: rate)
            case .points(let points): points
            }
        case .marginal:
            var value = Decimal.zero
            for (index, step) in steps.enumerated() where step.from <= total {
                switch step.pay {
                case .points(let points):
                    value = try value.adding(points)
                case .rate(let rate):
                    let end = index + 1 < steps.count ? min(total, steps[index + 1].from) : total
                    value = try value.adding(end.subtracting(step.from).multiplied(by: rate))
                }
            }
            return value
        }
    }
}
