import Identity
import JSON
import Periods
import RuleEngine

/// Why an activity is recorded that Laurel itself noticed: what it noticed brings what it notices next, and that must end
/// (programme.md, "What Laurel notices").
package struct Cause: Sendable {
    /// After so many steps nothing more is noticed.
    package static let longest = 4

    /// What was noticed: it is being recorded.
    let activity: Activity
    /// 1 for what a command brought with it, 2 for what that brought.
    let step: Int

    /// An activity of Laurel's own never causes another of the same type for the same subject at the same instant.
    func forbids(_ type: String, _ subject: MemberID, at time: Instant) -> Bool {
        activity.type == type && activity.subject == subject && activity.time == time
    }
}

extension Draft {
    /// Whether what is noticed now is to be recorded. What is not stays unnoticed, so that it is noticed with the next command that looks at it.
    func notices(_ id: String, _ type: String, _ subject: MemberID, at time: Instant) -> Bool {
        guard let cause else { return true }
        if cause.forbids(type, subject, at: time) { return false }
        guard cause.step >= Cause.longest else { return true }
        overlay.changes.withheld.append(id)
        return false
    }
}

extension Note {
    package static let chainEnded = "chain-ended"

    /// What the audit trail and the log say of a chain that came to its end: rules, badges and targets that answer each other.
    init(endOf cause: Cause?, withheld: [String]) {
        let steps = Decimal(Int64(cause?.step ?? 0))
        self.init(
            kind: Self.chainEnded, subject: cause?.activity.key.id.text,
            detail: ["steps": .number(steps), "withheld": .array(withheld.prefix(20).map(JSONValue.string))])
    }
}
