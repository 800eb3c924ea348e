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
/// A correction opens a new lot that takes over from the old one: together they are a **chain**, named by its first lot,
/// the `root`. At any time one lot of it stands for it, the root's `heir`; the others are empty. Who took points from any lot
/// of the chain gives them back to the one that stands for it now.
///
/// Invariants: `opened = remaining + spent + expired + reversed`, and none of them is negative. What was taken of a chain and
/// has not come back is `spent` of the lot that stands for it, and what the chain's `Demand` lists: nothing else. Where that
/// demand lists something, all of `size` is spent.
package struct Lot: Hashable, Sendable {
    package let id: LotID
    package let member: MemberID
    /// The points with which it was opened.
    package let opened: Points
    package internal(set) var remaining: Points
    /// What went to redemptions, deductions, debt, and what it answered for when other lots were reversed.
    package internal(set) var spent: Points = 0
    package internal(set) var expired: Points = 0
    /// What was taken back from the lot itself; all of it, where another lot took over.
    package internal(set) var reversed: Points = 0
    /// The instant from which the points can be spent; nil: from the beginning.
    package let usableFrom: Instant?
    /// False until `usableFrom` has been reached and acted upon.
    package internal(set) var isMature: Bool
    /// The first instant at which the points are gone; nil: never.
    package internal(set) var expires: Instant?
    /// Whether a refund moved its expiry (`refund_grace`), which is done once.
    package internal(set) var isGraced = false
    /// The first lot of its chain, whose place in the order it has; its own number where no correction has made it.
    package let root: LotID
    /// In a root: the lot that stands for the chain; nil: itself.
    package internal(set) var heir: LotID?
    /// What of the chain has expired beyond what this version stands for; a larger later one counts it again. It is over where something
    /// remains: what a grace gives another life begins anew.
    package internal(set) var expiredBeyond: Points = 0

    package init(id: LotID, member: MemberID, opened: Points, usableFrom: Instant? = nil, expires: Instant? = nil, root: LotID? = nil) {
        self.id = id
        self.member = member
        self.opened = opened
        self.remaining = opened
        self.usableFrom = usableFrom
        self.isMature = usableFrom == nil
        self.expires = expires
        self.root = root ?? id
    }

    package var isOpen: Bool { remaining > 0 }

    /// What it stands for: what it was opened with, less what was taken back.
    package var size: Points { opened - reversed }

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
        default: a.root == b.root ? a.id < b.id : a.root < b.root
        }
    }
}

extension Lot {
    /// How the chain's points would be divided had it always been of another size: of what was taken, as much as goes counts as
    /// spent, then of what has expired as much as goes; the rest remains.
    struct Division {
        let spent: Points
        let expired: Points
        let remaining: Points

        init(of lot: Lot, to size: Points) {
            spent = min(size, lot.spent)
            expired = min(size - spent, lot.expired + lot.expiredBeyond)
            remaining = size - spent - expired
        }
    }

    /// What has expired is needed after all: it counts as spent again.
    mutating func takeExpired(upTo points: Points) -> Points {
        let own = min(points, expired), beyond = min(points - own, expiredBeyond)
        expired -= own
        expiredBeyond -= beyond
        return own + beyond
    }

    /// The same points, divided anew for a size, in this lot.
    mutating func divide(to size: Points) {
        let division = Division(of: self, to: size)
        expiredBeyond += expired - division.expired
        spent = division.spent
        expired = division.expired
        remaining = division.remaining
        reversed = opened - size
    }

    /// The lot that takes over from this one, which is empty from now on.
    mutating func handOver(to id: LotID, _ size: Points, usableFrom: Instant?, expires: Instant?) -> Lot {
        var heir = Lot(id: id, member: member, opened: size, usableFrom: usableFrom, expires: isGraced ? self.expires : expires, root: root)
        heir.isGraced = isGraced
        heir.remaining = remaining
        heir.spent = spent
        heir.expired = expired
        heir.expiredBeyond = expiredBeyond
        heir.divide(to: size)
        remaining = 0
        spent = 0
        expired = 0
        expiredBeyond = 0
        reversed = opened
        return heir
    }

    /// What is kept of a lot.
    package struct Parts: Sendable {
        package var remaining: Points
        package var spent: Points
        package var expired: Points
        package var reversed: Points
        package var expiredBeyond: Points

        package init(remaining: Points, spent: Points, expired: Points, reversed: Points, expiredBeyond: Points) {
            self.remaining = remaining
            self.spent = spent
            self.expired = expired
            self.reversed = reversed
            self.expiredBeyond = expiredBeyond
        }
    }

    /// The lot as it was kept.
    package func kept(_ parts: Parts, isMature: Bool, isGraced: Bool, heir: LotID?) -> Lot {
        var lot = self
        lot.remaining = parts.remaining
        lot.spent = parts.spent
        lot.expired = parts.expired
        lot.reversed = parts.reversed
        lot.expiredBeyond = parts.expiredBeyond
        lot.isMature = isMature
        lot.isGraced = isGraced
        lot.heir = heir
        return lot
    }
}
