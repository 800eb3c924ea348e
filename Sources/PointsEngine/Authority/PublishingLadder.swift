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

/// By what right a publication comes in force; the trail keeps it.
package enum Warrant: Hashable, Sendable {
    /// The owner's own hand: the command line, and the folder that the server watches.
    case owner
    /// Somebody else seconds a draft.
    case seconded(RequestID, comment: String?)
    /// The company asks for no second.
    case unseconded(needs: Role)
    /// There is no other administrator.
    case onlyAdministrator

    /// Whether a draft is decided by it.
    package var seconds: Bool { if case .seconded = self { true } else { false } }
}

/// A draft of a publication that waits for its second. The request of the same id is what is decided.
package struct Proposal: Hashable, Sendable {
    /// A thing that it changes, in the words of the files.
    package struct Change: Hashable, Sendable {
        package let weight: PublicationWeight
        /// `rule`, `metric`, `board`, `company`, `reward`, `tier`, `try`.
        package let kind: String
        /// Which of them; empty for the company.
        package let name: String
        /// The key of the file that differs, or `added` or `removed`.
        package let what: String

        package init(_ weight: PublicationWeight, _ kind: String, _ name: String, _ what: String) {
            (self.weight, self.kind, self.name, self.what) = (weight, kind, name, what)
        }
    }

    package let id: RequestID
    /// Of its rule set.
    package let version: String
    package let effective: Instant?
    package let reason: String?
    package let needs: Role
    package let changes: [Change]
    /// The files, by path.
    package let source: [String: String]
    /// Tells the files on which it was drafted: what was published since must not be undone unseen.
    package let base: String

    package init(
        id: RequestID, version: String, effective: Instant?, reason: String?, needs: Role, changes: [Change], source: [String: String], base: String
    ) {
        self.id = id
        self.version = version
        self.effective = effective
        self.reason = reason
        self.needs = needs
        self.changes = changes
        self.source = source
        self.base = base
    }

    /// How the ids of proposals begin.
    package static let idPrefix = "publication-"
}
