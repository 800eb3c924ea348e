import Identity
import JSON
import Periods

/// Whose badge, which one, and in which period.
package struct BadgeKey: Hashable, Sendable {
    package let member: MemberID
    package let badge: String
    /// The key of the period; `all` where a level is earned once and for all.
    package let period: String

    package init(member: MemberID, badge: String, period: String) {
        self.member = member
        self.badge = badge
        self.period = period
    }
}

/// The levels of a badge that a member has earned in a period.
package struct EarnedBadge: Hashable, Sendable {
    package struct Withdrawal: Hashable, Sendable {
        package let by: Actor
        package let at: Instant
        package let reason: String
    }

    package struct Level: Hashable, Sendable {
        package let level: Decimal
        /// The time of the fact that brought it.
        package let at: Instant
        /// The command that gave it.
        package let number: Int64
        /// What was taken back since would not have brought it. It stays earned all the same.
        package var isTakenBack = false
        package var withdrawal: Withdrawal?

        /// Whether it stands on the member's page.
        package var stands: Bool { withdrawal == nil }

        package init(level: Decimal, at: Instant, number: Int64) {
            self.level = level
            self.at = at
            self.number = number
        }
    }

    /// As it was called: what is no longer in the file still has a name.
    package var title: LocalizedText
    /// Rising.
    package private(set) var levels: [Level] = []

    package init(title: LocalizedText) { self.title = title }

    package subscript(level: Decimal) -> Level? {
        get { levels.first { $0.level == level } }
        set {
            levels.removeAll { $0.level == level }
            guard let newValue else { return }
            levels.insert(newValue, at: levels.firstIndex { $0.level > level } ?? levels.endIndex)
        }
    }
}

extension EarnedBadge {
    /// What Laurel records when a badge or one of its levels is earned: `{badge, level}`, and `period` where a level is earned once in each.
    package static let activityType = "laurel.badge.earned"

    /// The id of that activity: a level is earned once.
    package static func activityID(_ key: BadgeKey, _ level: Decimal) -> String { "badge/\(key.badge)/\(key.period)/\(level)/\(key.member)" }
}
