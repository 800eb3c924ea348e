import Identity
import Periods

/// Points that are owed: which demand they stem from, and since when.
package struct Debt: Hashable, Sendable {
    package let demand: LotID
    /// Its age: the number of the entry with which it came.
    package let since: Int64
    package internal(set) var points: Points

    package init(demand: LotID, since: Int64, points: Points) {
        self.demand = demand
        self.since = since
        self.points = points
    }
}

/// What a member holds: the open lots in the order of spending, and the debts.
///
/// Invariants: every lot in it is open; where there is debt, no usable lot is.
package struct Wallet: Hashable, Sendable {
    package let member: MemberID
    package internal(set) var lots = OpenLots()
    /// The oldest first.
    package internal(set) var debts: [Debt] = []
    /// The awards that wait for a person; deductions below zero.
    package var held: Points = 0
    /// The sum of all award, bonus, adjustment and reversal entries.
    package internal(set) var lifetime: Points = 0
    /// Up to when the member has been told what is about to expire; nil: never was.
    package var warned: Instant?

    package init(member: MemberID) { self.member = member }

    package init(member: MemberID, lots: [Lot], debts: [Debt], held: Points, lifetime: Points, warned: Instant? = nil) {
        self.member = member
        self.lots = OpenLots(lots)
        self.debts = debts
        self.held = held
        self.lifetime = lifetime
        self.warned = warned
    }

    package var debt: Points { debts.reduce(0) { $0 + $1.points } }

    /// What can be spent at `now`; below zero where there is debt.
    package func available(at now: Instant) -> Points {
        if isSettled(at: now) { return lots.mature - debt }
        return lots.reduce(-debt) { isUsable($1, at: now) ? $0 + $1.remaining : $0 }
    }

    /// What waits for its date.
    package func pending(at now: Instant) -> Points {
        if isSettled(at: now) { return lots.waiting }
        return lots.reduce(0) { isWaiting($1, at: now) ? $0 + $1.remaining : $0 }
    }

    /// When something next happens in it by itself: a lot matures or lapses.
    package var nextDue: Instant? { lots.nextDue }

    /// Whether nothing has happened by itself that is not in it yet.
    private func isSettled(at now: Instant) -> Bool { nextDue.map { $0 > now } ?? true }

    private func isWaiting(_ lot: Lot, at now: Instant) -> Bool {
        !lot.isMature && (lot.usableFrom.map { $0 > now } ?? false)
    }

    private func isUsable(_ lot: Lot, at now: Instant) -> Bool {
        !isWaiting(lot, at: now) && !lot.hasLapsed(at: now)
    }
}

extension Wallet {
    /// - Throws: `PointsOverflow` where the member would owe more than can be.
    mutating func owe(_ points: Points, of demand: LotID, since age: Int64) throws(PointsOverflow) {
        guard points > 0 else { return }
        _ = try debt.adding(points)
        if let known = debts.firstIndex(where: { $0.demand == demand && $0.since == age }) {
            debts[known].points += points
        } else {
            debts.insert(Debt(demand: demand, since: age, points: points), at: debts.firstIndex { $0.since > age } ?? debts.endIndex)
        }
    }

    /// A debt is owed no longer.
    mutating func forgive(_ points: Points, of demand: LotID, since age: Int64) {
        guard let index = debts.firstIndex(where: { $0.demand == demand && $0.since == age }) else { return }
        debts[index].points -= points
        if debts[index].points == 0 { debts.remove(at: index) }
    }

    /// The oldest debt is paid, up to `points` of it.
    mutating func payOldest(upTo points: Points) -> Debt? {
        guard var debt = debts.first, points > 0 else { return nil }
        debt.points = min(points, debt.points)
        forgive(debt.points, of: debt.demand, since: debt.since)
        return debt
    }
}
