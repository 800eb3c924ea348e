import Identity
import Periods
import RuleEngine

/// An activity that was recorded, with its decision. It never changes: another fate makes another one.
package final class Recorded: Sendable {
    package enum Fate: Hashable, Sendable {
        case standing
        case reversed(by: ActivityKey)
        case replaced(by: ActivityKey)
    }

    package let activity: Activity
    /// The number of the command that recorded it.
    package let number: Int64
    package let recorded: Instant
    package let actor: Actor
    package let decision: Decision
    package let fate: Fate

    package init(activity: Activity, number: Int64, recorded: Instant, actor: Actor, decision: Decision, fate: Fate = .standing) {
        self.activity = activity
        self.number = number
        self.recorded = recorded
        self.actor = actor
        self.decision = decision
        self.fate = fate
    }

    func with(_ fate: Fate) -> Recorded {
        Recorded(activity: activity, number: number, recorded: recorded, actor: actor, decision: decision, fate: fate)
    }
}

extension Recorded: Equatable {
    package static func == (a: Recorded, b: Recorded) -> Bool {
        a === b || a.activity == b.activity && a.number == b.number && a.recorded == b.recorded && a.actor == b.actor
            && a.decision == b.decision && a.fate == b.fate
    }
}
