import Identity
import Periods

/// What a member holds: the open lots in the order of spending, and the debt.
///
/// Invariants: every lot in it is open; where there is debt, no usable lot is.
package struct Wallet: Hashable, Sendable {
    package let member: MemberID
    package internal(set) var lots: [Lot] = []
    package internal(set) var debt: Points = 0
    /// The awards that wait for a person; deductions below zero.
    package var held: Points = 0
    /// The sum of all award, bonus, adjustment and reversal entries.
    package internal(set) var lifetime: Points = 0
    /// Up to when the member has been told what is about to expire; nil: never was.
    package var warned: Instant?

    package init(member: MemberID) { self.member = member }

    package init(member: MemberID, lots: [Lot], debt: Points, held: Points, lifetime: Points, warned: Instant? = nil) {
        self.member = member
        self.lots = lots.sorted(by: Lot.isSpentBefore)
        self.debt = debt
        self.held = held
        self.lifetime = lifetime
        self.warned = warned
    }

    /// What can be spent at `now`; below zero where there is debt.
    package func available(at now: Instant) -> Points {
        lots.reduce(-debt) { isUsable($1, at: now) ? $0 + $1.remaining : $0 }
    }

    /// What waits for its date.
    package func pending(at now: Instant) -> Points {
        lots.reduce(0) { isWaiting($1, at: now) ? $0 + $1.remaining : $0 }
    }

    /// When something next happens in it by itself: a lot matures or lapses.
    package var nextDue: Instant? {
        var next: Instant?
        for lot in lots {
            let due = lot.isMature ? lot.expires : lot.usableFrom
            if let due, next.map({ due < $0 }) ?? true { next = due }
        }
        return next
    }

    private func isWaiting(_ lot: Lot, at now: Instant) -> Bool {
        !lot.isMature && (lot.usableFrom.map { $0 > now } ?? false)
    }

    private func isUsable(_ lot: Lot, at now: Instant) -> Bool {
        !isWaiting(lot, at: now) && !lot.hasLapsed(at: now)
    }
}
