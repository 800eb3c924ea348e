import Identity
import Periods

/// What came of points that returned, beside the entry that says so.
package struct Returned: Hashable, Sendable {
    /// What lapsed at once, lot by lot; each needs an expiry entry.
    package fileprivate(set) var lapsed: [Take] = []
    /// What went to where nobody had answered (`overdraft: floor`), by the root of the reversed lot; each needs a further reversal entry.
    package fileprivate(set) var vanished: [Take] = []

    package init() {}

    /// By how much more came than is left of it.
    package var gone: Points { (lapsed + vanished).reduce(0) { $0 + $1.points } }

    package mutating func lapse(_ points: Points, of lot: LotID) {
        guard points > 0 else { return }
        lapsed.add(Take(lot, points))
    }
}

extension [Take] {
    fileprivate mutating func add(_ take: Take) {
        if let known = firstIndex(where: { $0.lot == take.lot }) { self[known].points += take.points } else { append(take) }
    }
}

extension Account {
    /// Gives back what a debit took, each part to the lot it came from, in the order in which they were taken.
    ///
    /// - Parameter graceUntil: the expiry that points get which have lapsed meanwhile (`refund_grace`), once for each lot; nil: they
    ///   lapse at once.
    package mutating func giveBack(_ takes: [Take], graceUntil: Instant?, at now: Instant) throws -> Returned {
        var returned = Returned()
        for take in takes { try giveBack(take, graceUntil, now, &returned) }
        return returned
    }

    /// A deduction shrinks to `size`: the last that was taken goes back first; what goes back pays in the order of taking.
    package mutating func shrink(deduction id: LotID, to size: Points, at now: Instant) throws -> Returned {
        let released = try release(demand(id).total - size, of: id, .lastFirst)
        var returned = Returned()
        for take in released.takes.reversed() { try giveBack(take, nil, now, &returned) }
        return returned
    }

    /// A demand needs less: of what it gives back, debts are owed no longer; the takes are still to be returned, in their order.
    mutating func release(_ points: Points, of id: LotID, _ order: Demand.Order) throws -> (takes: [Take], total: Points, unrecovered: Points) {
        var demand = try demand(id)
        var takes: [Take] = []
        var total: Points = 0, unrecovered: Points = 0
        for piece in demand.release(points, order) {
            total += piece.points
            switch piece.source {
            case .lot(let lot): takes.append(Take(lot, piece.points))
            case .debt(let since): wallet.forgive(piece.points, of: id, since: since)
            case .nobody: unrecovered += piece.points
            }
        }
        put(demand)
        return (takes, total, unrecovered)
    }

    /// What returns to a lot whose taking others answer for goes to them; the rest is the lot's own again.
    mutating func giveBack(_ take: Take, _ graceUntil: Instant?, _ now: Instant, _ returned: inout Returned) throws {
        guard let root = try standing(for: take.lot)?.root else { return }
        var own = take.points
        if try !demand(root).pieces.isEmpty {
            let released = try release(own, of: root, .returning)
            own -= released.total
            if released.unrecovered > 0 { returned.vanished.add(Take(root, released.unrecovered)) }
            // The last is given back first, and what goes back pays in the order of taking.
            for take in released.takes.reversed() { try giveBack(take, graceUntil, now, &returned) }
        }
        guard own > 0, var lot = try standing(for: take.lot) else { return }
        lot.spent -= own
        if let size = suspended[root]?.size {
            // What nobody is asked for any more is no return; the rest lapses where it came too late.
            let kept = min(own, max(0, size - lot.spent)), lapsed = lot.hasLapsed(at: now) ? kept : 0
            lot.remaining += own - lapsed
            lot.expired += lapsed
            if lapsed < kept { lot.expiredBeyond = 0 }
            returned.lapse(lapsed, of: lot.id)
        } else {
            try keep(own, in: &lot, graceUntil, now, &returned)
        }
        put(lot)
    }

    private mutating func keep(_ points: Points, in lot: inout Lot, _ graceUntil: Instant?, _ now: Instant, _ returned: inout Returned) throws {
        lot.remaining += points
        if lot.hasLapsed(at: now) {
            guard let graceUntil, graceUntil > now, !lot.isGraced else {
                lot.remaining -= points
                lot.expired += points
                return returned.lapse(points, of: lot.id)
            }
            lot.expires = graceUntil
            lot.isGraced = true
        }
        lot.expiredBeyond = 0
        try payDebts(from: &lot)
    }
}
