import Identity
import Periods

extension Account {
    /// Gives back what a debit took, each part to the lot it came from.
    ///
    /// - Parameter graceUntil: the expiry that points get which have lapsed meanwhile (`refund_grace`); nil: they
    ///   lapse at once.
    /// - Returns: what lapsed at once, lot by lot; each needs an expiry entry.
    package mutating func giveBack(_ takes: [Take], graceUntil: Instant?, at now: Instant) throws -> [Take] {
        var lapsed: [Take] = []
        for take in takes {
            try giveBack(take, graceUntil: graceUntil, at: now, lapsed: &lapsed)
        }
        return try byLot(lapsed)
    }

    /// One part for each lot, in the order of expiry.
    private func byLot(_ takes: [Take]) throws -> [Take] {
        guard takes.count > 1 else { return takes }
        let sums = Dictionary(takes.map { ($0.lot, $0.points) }, uniquingKeysWith: +)
        return try sums.keys.compactMap { try lot($0) }.sorted(by: Lot.isSpentBefore).map { Take($0.id, sums[$0.id] ?? 0) }
    }

    /// Gives back what a deduction took: the part that had become debt is cancelled against the debt first, then each
    /// lot gets its part.
    /// - Returns: what lapsed at once, and what is left of the debt's part because other points have paid it since; that
    ///   opens a lot that never expires.
    package mutating func giveBackDeduction(
        _ takes: [Take], debt: Points, graceUntil: Instant?, at now: Instant
    ) throws -> (lapsed: [Take], left: Points) {
        let left = debt - payDebt(with: debt)
        return (try giveBack(takes, graceUntil: graceUntil, at: now), left)
    }

    private mutating func giveBack(_ take: Take, graceUntil: Instant?, at now: Instant, lapsed: inout [Take]) throws {
        guard var lot = try lot(take.lot) else { return }
        var returning = take.points
        if lot.isReversed {
            let paid = payDebt(with: returning)
            returning -= paid
            // Each answer is given back once; the list shrinks towards nothing, so the recursion ends.
            var forwarded: [Take] = []
            while returning > 0, var answer = lot.answeredBy.first {
                let part = min(answer.points, returning)
                answer.points -= part
                returning -= part
                lot.spent -= part
                lot.reversed += part
                forwarded.append(Take(answer.lot, part))
                if answer.points == 0 { lot.answeredBy.removeFirst() } else { lot.answeredBy[0] = answer }
            }
            put(lot)
            for part in forwarded { try giveBack(part, graceUntil: graceUntil, at: now, lapsed: &lapsed) }
            guard returning > 0, let current = try self.lot(take.lot) else { return }
            lot = current
        }
        lot.spent -= returning
        lot.remaining += returning
        if lot.hasLapsed(at: now) {
            guard let graceUntil, graceUntil > now else {
                let points = returning
                lot.remaining -= points
                lot.expired += points
                put(lot)
                lapsed.append(Take(lot.id, points))
                return
            }
            lot.expires = graceUntil
        }
        payDebt(from: &lot)
        put(lot)
    }
}
