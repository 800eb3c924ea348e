import Identity
import Periods

/// A standing that unlocks rewards (points.md, "Tiers, rewards, redemptions").
package struct Tier: Hashable, Sendable {
    /// The stretch of time over which qualifying points count.
    package enum Window: String, CaseIterable, Sendable {
        case quarter, year
        case rolling = "rolling-12m"
        case lifetime
    }

    package enum Downgrade: String, CaseIterable, Sendable {
        /// One step down, never below a tier reached in the running period.
        case one
        /// The highest tier reached by the reviewed period or the running one.
        case reassess
    }

    package let id: String
    package var title: LocalizedText
    package var benefits: LocalizedText?
    /// Qualifying points; tiers are ordered by it.
    package var threshold: Points
    package var window: Window
    package var grace: CalendarDuration
    package var downgrade: Downgrade
    package var revision: Int64 = 1

    package init(
        id: String, title: LocalizedText, benefits: LocalizedText? = nil, threshold: Points, window: Window,
        grace: CalendarDuration = .zero, downgrade: Downgrade = .reassess
    ) {
        self.id = id
        self.title = title
        self.benefits = benefits
        self.threshold = threshold
        self.window = window
        self.grace = grace
        self.downgrade = downgrade
    }
}

/// A member's tier, and when it is looked at again.
package struct TierStanding: Hashable, Sendable {
    /// The grace after a review that was not passed.
    package struct Grace: Hashable, Sendable {
        package let until: Instant
        /// The days of the period that was reviewed.
        package let reviewed: DayRange

        package init(until: Instant, reviewed: DayRange) {
            self.until = until
            self.reviewed = reviewed
        }
    }

    package let member: MemberID
    package var tier: String
    package var since: Instant
    /// The end of the last period for which it holds without question; nil: it is never reviewed.
    package var review: Instant?
    package var grace: Grace?

    package init(member: MemberID, tier: String, since: Instant, review: Instant?, grace: Grace? = nil) {
        self.member = member
        self.tier = tier
        self.since = since
        self.review = review
        self.grace = grace
    }

    /// When something next happens to it by itself.
    package var nextDue: Instant? { grace?.until ?? review }
}
