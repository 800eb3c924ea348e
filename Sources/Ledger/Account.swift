import Identity
import Periods

/// One member's points while a command changes them: the wallet, and closed lots as far as they are needed.
///
/// The caller brings the account up to date with `dueWork(until:)` before anything else happens at an instant; then
/// every open lot that has matured can be spent.
package struct Account {
    package private(set) var wallet: Wallet
    /// Every lot that was changed, open or closed.
    package private(set) var changed: [LotID: Lot] = [:]
    private let closedLot: (LotID) throws -> Lot?

    /// - Parameter closedLot: finds a lot that is no longer in the wallet.
    package init(_ wallet: Wallet, closedLot: @escaping (LotID) throws -> Lot?) {
        self.wallet = wallet
        self.closedLot = closedLot
    }

    package var member: MemberID { wallet.member }

    /// The lot as it stands now.
    package func lot(_ id: LotID) throws -> Lot? {
        if let lot = changed[id] { return lot }
        if let lot = wallet.lots.first(where: { $0.id == id }) { return lot }
        return try closedLot(id)
    }

    /// Keeps a lot as it stands now, in the wallet while it is open.
    mutating func put(_ lot: Lot) {
        assert(lot.opened == lot.remaining + lot.spent + lot.expired + lot.reversed)
        changed[lot.id] = lot
        if let index = wallet.lots.firstIndex(where: { $0.id == lot.id }) {
            if lot.isOpen, wallet.lots[index].expires == lot.expires {
                wallet.lots[index] = lot
                return
            }
            wallet.lots.remove(at: index)
        }
        guard lot.isOpen else { return }
        let index = wallet.lots.firstIndex { Lot.isSpentBefore(lot, $0) } ?? wallet.lots.endIndex
        wallet.lots.insert(lot, at: index)
    }

    mutating func oweMore(_ points: Points) throws(PointsOverflow) {
        wallet.debt = try wallet.debt.adding(points)
    }

    /// Pays debt with `points`, as far as they go.
    /// - Returns: what was paid.
    mutating func payDebt(with points: Points) -> Points {
        let paid = min(wallet.debt, points)
        wallet.debt -= paid
        return paid
    }

    /// Counts an entry of `kind` towards `lifetime`.
    package mutating func count(_ points: Points, of kind: EntryKind) throws(PointsOverflow) {
        guard kind.countsForLifetime else { return }
        wallet.lifetime = try wallet.lifetime.adding(points)
    }

    /// Notes that the member has been told what is about to expire.
    package mutating func noteWarned(at now: Instant) { wallet.warned = now }

    package mutating func hold(_ points: Points) throws(PointsOverflow) {
        wallet.held = try wallet.held.adding(points)
    }
}
