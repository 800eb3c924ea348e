import Expressions
import Identity
import Periods

/// A number computed from activities (points.md, "Metrics").
package struct Metric: Sendable {
    package enum Formula: Sendable {
        /// The sum of a quantity, or the number of activities where there is none.
        case gathered(types: [String], when: Expression?, sum: Expression?)
        /// The first by the second, as a ratio of sums.
        case ratio(String, String)
    }

    /// What the number is, for those who read it.
    package enum Unit: String, CaseIterable, Sendable {
        case money, count, ratio
    }

    package let name: String
    package var title: LocalizedText?
    package var unit: Unit
    package var formula: Formula
    /// For what counts streaks: what happened in a period of this kind counts only where it is recorded before the period is locked.
    /// Nil: it counts whenever it comes.
    package var punctual: PeriodKind?

    /// - Parameter unit: nil: money for a sum, a count for a count, a ratio for a ratio.
    package init(name: String, title: LocalizedText? = nil, unit: Unit? = nil, formula: Formula) {
        self.name = name
        self.title = title
        self.formula = formula
        self.unit = unit ?? formula.unit
    }
}

extension Metric {
    /// All its expressions.
    package var expressions: [Expression] {
        guard case .gathered(_, let when, let sum) = formula else { return [] }
        return [when, sum].compactMap { $0 }
    }
}

extension Metric.Formula {
    fileprivate var unit: Metric.Unit {
        switch self {
        case .gathered(_, _, nil): .count
        case .gathered: .money
        case .ratio: .ratio
        }
    }
}
