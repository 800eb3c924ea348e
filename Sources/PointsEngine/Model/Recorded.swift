import Identity
import Periods
import RuleEngine

/// An activity that was recorded, with its decision.
package struct Recorded: Hashable, Sendable {
    package enum Fate: Hashable, Sendable {
        case standing
        case reversed(by: ActivityKey)
        case replaced(by: ActivityKey)
    }

    package let activity: Activity
    /// The number of the command that recorded it.
    package let number: Int64
    package let recorded: Instant
    package let actor: String
    package let decision: Decision
    package var fate: Fate

    package init(activity: Activity, number: Int64, recorded: Instant, actor: String, decision: Decision, fate: Fate = .standing) {
        self.activity = activity
        self.number = number
        self.recorded = recorded
        self.actor = actor
        self.decision = decision
        self.fate = fate
    }
}
