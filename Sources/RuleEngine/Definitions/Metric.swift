import Expressions
import Identity

/// A number computed from activities (points.md, "Metrics").
package struct Metric: Sendable {
    package enum Formula: Sendable {
        /// The sum of a quantity, or the number of activities where there is none.
        case gathered(types: [String], when: Expression?, sum: Expression?)
        /// The first by the second, as a ratio of sums.
        case ratio(String, String)
    }

    package let name: String
    package var title: LocalizedText?
    package var formula: Formula

    package init(name: String, title: LocalizedText? = nil, formula: Formula) {
        self.name = name
        self.title = title
        self.formula = formula
    }
}
