import Identity
import Periods

/// Something that happened in a wallet by itself.
package struct Lapsed: Hashable, Sendable {
    package let lot: LotID
    package let points: Points
    /// The instant at which the points were gone.
    package let at: Instant

    package init(lot: LotID, points: Points, at: Instant) {
        self.lot = lot
        self.points = points
        self.at = at
    }
}

extension Account {
    /// Matures and expires what is due at or before `now`, in order of time; at one instant lots mature before they
    /// lapse, and the oldest first: a new version has the place of the first.
    /// - Parameter expiring: whether lots that lapse at `now` itself do; earlier ones always do.
    /// - Returns: what lapsed, in order; each needs an expiry entry.
    package mutating func dueWork(until now: Instant, expiring: Bool = true) throws -> [Lapsed] {
        var lapsed: [Lapsed] = []
        while let due = wallet.nextDue, due <= now {
            for var lot in wallet.lots.maturing(at: due) {
                lot.isMature = true
                try payDebts(from: &lot)
                put(lot)
            }
            if due == now, !expiring { break }
            for var lot in wallet.lots.lapsed(by: due) {
                lapsed.append(Lapsed(lot: lot.id, points: lapse(&lot), at: due))
            }
        }
        return lapsed
    }
}
