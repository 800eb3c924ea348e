import Identity
import Periods

extension Account {
    /// Opens a lot with points that were earned; usable ones pay debt first, those that were over when they were earned
    /// pay nothing.
    ///
    /// - Parameters:
    ///   - charged: what an undone award of the same rule charges it with, at most `points`.
    /// - Returns: what was already over when it was earned, and needs an expiry entry.
    package mutating func open(
        _ id: LotID, _ points: Points, usableFrom: Instant?, expires: Instant?, charged: Points = 0, at now: Instant
    ) throws -> Points {
        var lot = Lot(id: id, member: member, opened: points, usableFrom: usableFrom, expires: expires)
        if let usableFrom, usableFrom <= now { lot.isMature = true }
        lot.remaining -= charged
        lot.spent += charged
        guard lot.isMature else {
            put(lot)
            return 0
        }
        if lot.hasLapsed(at: now) { return lapse(&lot) }
        payDebt(from: &lot)
        put(lot)
        return 0
    }

    mutating func payDebt(from lot: inout Lot) {
        let paid = payDebt(with: lot.remaining)
        lot.remaining -= paid
        lot.spent += paid
    }

    mutating func lapse(_ lot: inout Lot) -> Points {
        let lapsed = lot.remaining
        lot.remaining = 0
        lot.expired += lapsed
        put(lot)
        return lapsed
    }
}
