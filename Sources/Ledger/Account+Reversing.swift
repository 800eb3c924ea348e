import Identity
import Periods

/// A reversal on its way: what the award's own lot gave, and what is still to be settled.
package struct Reversing {
    package let lot: LotID?
    /// What the lot itself gave.
    package let own: Points
    /// What had been spent of it: the new award of a correction answers, then other lots, then debt.
    package private(set) var spent: Points
    /// What had expired of it: the new award of a correction answers, else nobody.
    package private(set) var expired: Points
    /// What the new award of a correction answers for.
    package private(set) var charged: Points = 0

    /// Lets a new award of `points` by the same rule answer: for what was spent first, then for what had expired.
    /// - Returns: what it answers for.
    package mutating func charge(upTo points: Points) -> Points {
        let forSpent = min(points, spent)
        let forExpired = min(points - forSpent, expired)
        spent -= forSpent
        expired -= forExpired
        charged += forSpent + forExpired
        return forSpent + forExpired
    }
}

extension Account {
    /// First half of a reversal: takes what is left in the award's own lot, pending or usable.
    ///
    /// - Parameter points: what is taken back. Beyond what the lot was opened with (a ladder over a period follows
    ///   its total) it counts as spent.
    package mutating func beginReversal(of id: LotID?, _ points: Points) throws -> Reversing {
        guard let id, var lot = try lot(id) else { return Reversing(lot: nil, own: 0, spent: points, expired: 0) }
        let own = min(lot.remaining, points)
        lot.remaining -= own
        lot.reversed += own
        lot.isReversed = true
        put(lot)
        let expired = min(lot.expired, points - own)
        return Reversing(lot: id, own: own, spent: points - own - expired, expired: expired)
    }

    /// Second half: other lots, then debt (or nobody, with `overdraft: floor`) answer for what had been spent. What a
    /// new award answers for is in the points, and named by `answer(for:with:)` when that award has its lot.
    package mutating func finishReversal(_ reversing: Reversing, overdraft: Overdraft) throws -> Taken {
        var taken = try deduct(reversing.spent, overdraft: overdraft)
        if let id = reversing.lot, var lot = try lot(id) {
            lot.answeredBy += taken.takes
            put(lot)
            if reversing.own > 0 { taken.takes.insert(Take(id, reversing.own), at: 0) }
        }
        return taken
    }

    /// The new lot of a correction answers first for what was charged to it.
    package mutating func answer(for id: LotID, with take: Take) throws {
        guard var lot = try lot(id) else { return }
        lot.answeredBy.insert(take, at: 0)
        put(lot)
    }
}
