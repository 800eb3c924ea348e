import Identity
import Periods

/// Making what a lot stands for larger or smaller, as if it had always been so: a reversal makes it nothing, a correction opens a
/// lot of the new size that takes over, a ladder takes from it what it fell by.
///
/// In steps, since an activity with several awards takes each of them for all awards before the next: the lot is *suspended*;
/// what had answered for an earlier version is *given back*, as far as the new size answers itself; the lot *leaves the rest* for
/// which it does not answer; it *goes on*; others are *asked* for that rest; and where there is an heir, that one *takes over*
/// instead. What has expired counts as expired of the new size, as far as that goes; nobody is asked for the rest.
extension Account {
    /// What the chain of a lot stands for now.
    package func size(of id: LotID) throws -> Points { try standing(for: id)?.size ?? 0 }

    package func isResizing(_ id: LotID) throws -> Bool {
        try lot(id).map { suspended[$0.root] != nil } ?? false
    }

    /// First: its points are out of reach until it goes on with `size`.
    /// - Returns: what remained in it.
    package mutating func beginResizing(_ id: LotID, to size: Points) throws -> Take? {
        guard let lot = try standing(for: id) else { return nil }
        suspend(lot, to: size)
        return Take(lot.id, lot.remaining)
    }

    /// Second: what had answered for an earlier version gets back what the new size answers for, the last first.
    package mutating func giveBackAnswers(of id: LotID, at now: Instant) throws -> (returned: Returned, again: Again) {
        var returned = Returned(), again = Again()
        guard var lot = try standing(for: id), let size = suspended[lot.root]?.size else { return (returned, again) }
        if lot.spent < size, try !demand(lot.root).pieces.isEmpty {
            let released = try release(size - lot.spent, of: lot.root, .lastFirst)
            again.unrecovered = released.unrecovered
            lot.spent += released.total
            put(lot)
            for take in released.takes.reversed() { try giveBack(take, nil, now, &returned) }
        }
        let division = Lot.Division(of: lot, to: size)
        again.expired = division.expired - min(size - division.spent, lot.expired)
        return (returned, again)
    }

    /// What a larger version brings that is gone already: more than the version before it had stood for. It is no part of the difference
    /// between the two, and needs entries of its own.
    package struct Again: Hashable, Sendable {
        /// It had found nobody (`overdraft: floor`).
        package fileprivate(set) var unrecovered: Points = 0
        /// It has expired.
        package fileprivate(set) var expired: Points = 0

        package init() {}

        package var points: Points { unrecovered + expired }
    }

    /// Third: what was taken of it beyond the new size is its own no longer.
    /// - Returns: how much, and the root, for which others are to be asked; nil: nothing.
    package mutating func leaveRest(of id: LotID) throws -> Take? {
        guard var lot = try standing(for: id), let size = suspended[lot.root]?.size, lot.spent > size else { return nil }
        let rest = Take(lot.root, lot.spent - size)
        lot.spent = size
        put(lot)
        return rest
    }

    /// Last: the same lot goes on with its new size.
    /// - Returns: what is over already, and needs an expiry entry.
    package mutating func goOn(_ id: LotID, at now: Instant) throws -> Take? {
        guard var lot = try standing(for: id), let suspended = suspended.removeValue(forKey: lot.root) else { return nil }
        lot.divide(to: suspended.size)
        return Take(lot.id, try start(lot, at: now))
    }

    /// Last: a new lot takes over from it.
    /// - Returns: what is over already, and needs an expiry entry.
    package mutating func takeOver(from id: LotID, with heir: LotID, usableFrom: Instant?, expires: Instant?, at now: Instant) throws -> Points {
        guard var lot = try standing(for: id), let suspended = suspended.removeValue(forKey: lot.root) else { return 0 }
        let new = lot.handOver(to: heir, suspended.size, usableFrom: usableFrom, expires: expires)
        put(lot)
        if var root = try self.lot(lot.root) {
            root.heir = heir
            put(root)
        }
        return try start(new, at: now)
    }
}
