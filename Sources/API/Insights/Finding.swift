import Identity
import JSON
import PointsEngine

/// Something that plain statistics have found: facts, and the rule of thumb by which it was found. It says what is so, and accuses nobody.
struct Finding: Sendable {
    enum Audience: String, CaseIterable, Sendable {
        case me, team, rules, audit
    }

    enum Kind: String, CaseIterable, Sendable {
        // For oneself.
        case nearest, expiring, reward
        // For who leads a team.
        case belowUsual = "below-usual", losingTier = "losing-tier", questions, overdueVisits = "overdue-visits"
        // About the rules.
        case unmetRule = "unmet-rule", limitCuts = "limit-cuts", rewardNever = "reward-never", rewardGone = "reward-gone", quarterCost = "quarter-cost", share
        // For audit.
        case burst, belowAuthority = "below-authority", reversedAfterLock = "reversed-after-lock", customerOfMany = "customer-of-many"
        case unusualHours = "unusual-hours", kudosCircle = "kudos-circle"
    }

    let audience: Audience
    let kind: Kind
    /// What makes it this finding and no other: it is put aside by that.
    let about: [String]
    var member: MemberID?
    let facts: JSONObject
    /// The thresholds of the rule of thumb.
    let rule: JSONObject

    init(_ audience: Audience, _ kind: Kind, about: [String] = [], member: MemberID? = nil, facts: JSONObject, rule: JSONObject) {
        (self.audience, self.kind, self.about, self.member, self.facts, self.rule) = (audience, kind, about, member, facts, rule)
    }

    var id: String {
        let whose = [.me, .team].contains(audience) ? [member?.text ?? ""] : []
        return ([audience.rawValue] + whose + [kind.rawValue] + about).joined(separator: "/")
    }
}
