import Identity
import Periods

extension Account {
    /// Opens a lot with points that were earned; usable ones pay debt first, those that were over when they were earned
    /// pay nothing.
    ///
    /// - Returns: what was already over when it was earned, and needs an expiry entry.
    package mutating func open(_ id: LotID, _ points: Points, usableFrom: Instant?, expires: Instant?, at now: Instant) throws -> Points {
        try start(Lot(id: id, member: member, opened: points, usableFrom: usableFrom, expires: expires), at: now)
    }

    /// A lot begins, or goes on, with what remains in it.
    mutating func start(_ lot: Lot, at now: Instant) throws -> Points {
        var lot = lot
        if let usableFrom = lot.usableFrom, usableFrom <= now { lot.isMature = true }
        guard lot.isMature else {
            put(lot)
            return 0
        }
        if lot.hasLapsed(at: now) { return lapse(&lot) }
        try payDebts(from: &lot)
        put(lot)
        return 0
    }

    mutating func lapse(_ lot: inout Lot) -> Points {
        let lapsed = lot.remaining
        lot.remaining = 0
        lot.expired += lapsed
        put(lot)
        return lapsed
    }
}
