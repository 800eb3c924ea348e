import Identity
import Periods

/// `kudos` in `company.yaml`: how often members thank each other, and for what (programme.md, "Thanks").
package struct KudosRules: Hashable, Sendable {
    /// So many within a period of the giving.
    package struct Bound: Hashable, Sendable {
        package let count: Int64
        package let window: PeriodKind

        package init(count: Int64, window: PeriodKind) {
            self.count = count
            self.window = window
        }
    }

    /// Something that people are thanked for.
    package struct Reason: Hashable, Sendable {
        package let id: String
        /// Nil: the pages have words of their own for it.
        package let title: LocalizedText?

        package init(id: String, title: LocalizedText? = nil) {
            self.id = id
            self.title = title
        }
    }

    /// How many one member gives, to whomever.
    package var budget = Bound(count: 5, window: .month)
    /// How many one member gives another.
    package var perPair = Bound(count: 2, window: .month)
    package var reasons = usualReasons

    package init() {}

    /// Those that the pages have words for.
    package static let usualReasons = ["help", "teamwork", "customer"].map { Reason(id: $0) }
}
