import Identity
import Periods

/// A lot, named by the number of the entry that opened it; so the lower number is the older lot.
package struct LotID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let number: Int64

    package init(_ number: Int64) { self.number = number }

    package var description: String { "\(number)" }

    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// Points taken from, or returning to, one lot.
package struct Take: Hashable, Sendable {
    package var lot: LotID
    package var points: Points

    package init(_ lot: LotID, _ points: Points) {
        self.lot = lot
        self.points = points
    }
}

/// Earned points that share one expiry.
///
/// Invariant: `opened = remaining + spent + expired + reversed`, and none of them is negative.
package struct Lot: Hashable, Sendable {
    package let id: LotID
    package let member: MemberID
    /// The points with which it was opened.
    package let opened: Points
    package internal(set) var remaining: Points
    /// What went to redemptions, deductions, debt, and what it answered for when other lots were reversed.
    package internal(set) var spent: Points = 0
    package internal(set) var expired: Points = 0
    /// What was taken back from the lot itself.
    package internal(set) var reversed: Points = 0
    /// The instant from which the points can be spent; nil: from the beginning.
    package let usableFrom: Instant?
    /// False until `usableFrom` has been reached and acted upon.
    package internal(set) var isMature: Bool
    /// The first instant at which the points are gone; nil: never.
    package internal(set) var expires: Instant?
    /// Whether it was taken back: what returns to it later pays debt first, even where nothing of it is usable any more.
    package internal(set) var isReversed = false
    /// The lots that answered for what had been spent of this one when it was reversed, in the order in which they
    /// were taken from. What returns to this lot later goes on to them.
    package internal(set) var answeredBy: [Take] = []

    package init(id: LotID, member: MemberID, opened: Points, usableFrom: Instant? = nil, expires: Instant? = nil) {
        self.id = id
        self.member = member
        self.opened = opened
        self.remaining = opened
        self.usableFrom = usableFrom
        self.isMature = usableFrom == nil
        self.expires = expires
    }

    package init(
        id: LotID, member: MemberID, opened: Points, remaining: Points, spent: Points, expired: Points, reversed: Points,
        usableFrom: Instant?, isMature: Bool, expires: Instant?, isReversed: Bool, answeredBy: [Take]
    ) {
        self.id = id
        self.member = member
        self.opened = opened
        self.remaining = remaining
        self.spent = spent
        self.expired = expired
        self.reversed = reversed
        self.usableFrom = usableFrom
        self.isMature = isMature
        self.expires = expires
        self.isReversed = isReversed
        self.answeredBy = answeredBy
    }

    package var isOpen: Bool { remaining > 0 }

    /// Whether an expiry at or before `now` is over.
    package func hasLapsed(at now: Instant) -> Bool {
        expires.map { $0 <= now } ?? false
    }

    /// The order of spending: soonest expiry first, never-expiring last, then the oldest.
    package static func isSpentBefore(_ a: Lot, _ b: Lot) -> Bool {
        switch (a.expires, b.expires) {
        case let (x?, y?) where x != y: x < y
        case (_?, nil): true
        case (nil, _?): false
        default: a.id < b.id
        }
    }
}
