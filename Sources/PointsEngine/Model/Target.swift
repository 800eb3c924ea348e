import Identity
import JSON

/// What a target is for.
package struct TargetKey: Hashable, Sendable {
    package enum Owner: Hashable, Sendable {
        case member(MemberID)
        case team(TeamID)
    }

    package let owner: Owner
    package let metric: String
    /// The key of the period.
    package let period: String

    package init(owner: Owner, metric: String, period: String) {
        self.owner = owner
        self.metric = metric
        self.period = period
    }
}

/// What was agreed, and the marks that were reached already (in percent).
package struct Target: Hashable, Sendable {
    package var value: Decimal
    package var reached: Set<Int>
    package var revision: Int64

    package init(value: Decimal, reached: Set<Int> = [], revision: Int64 = 1) {
        self.value = value
        self.reached = reached
        self.revision = revision
    }
}
