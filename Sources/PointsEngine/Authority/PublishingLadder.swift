import Identity
import Periods

/// How heavy what a publication changes is (points.md, "Publishing").
package enum PublicationWeight: String, CaseIterable, Comparable, Sendable {
    /// Rules, metrics, boards, campaigns.
    case rules
    /// What makes a rule, a limit, an expiry, the cost of a reward or an honour more generous.
    case money
    /// Who may give, publish and enter what, and the rest of `company.yaml`.
    case authority

    package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .rules: 0
        case .money: 1
        case .authority: 2
        }
    }
}

/// Who may publish what: `publishing` of `company.yaml`.
package struct PublishingLadder: Hashable, Sendable {
    package var rules = Role.manager
    package var money = Role.director
    package var authority = Role.finance
    /// Whether another person of that role or above has to second it.
    package var needsSecond = true

    package init() {}

    package func role(for weight: PublicationWeight) -> Role {
        switch weight {
        case .rules: rules
        case .money: money
        case .authority: authority
        }
    }

    /// The least role for all of it: the highest of what is changed.
    package func role(for weights: some Sequence<PublicationWeight>) -> Role { weights.map(role).max() ?? rules }
}
