import Identity
import Periods

/// One member's points while a command changes them: the wallet, and closed lots and demands as far as they are needed.
///
/// The caller brings the account up to date with `dueWork(until:)` before anything else happens at an instant; then
/// every open lot that has matured can be spent.
package struct Account {
    package internal(set) var wallet: Wallet
    /// Every lot that was changed, open or closed.
    package private(set) var changed: [LotID: Lot] = [:]
    package private(set) var changedDemands: [LotID: Demand] = [:]
    /// Lots that are being made larger or smaller, by their root: nobody spends from them meanwhile.
    var suspended: [LotID: Suspended] = [:]
    /// The demands that are being met, each by what the one before it gave back to.
    var asking: [LotID] = []
    private let closedLot: (LotID) throws -> Lot?
    private let keptDemand: (LotID) throws -> Demand?

    struct Suspended {
        var lot: Lot
        let size: Points

        var remaining: Points { Lot.Division(of: lot, to: size).remaining }
    }

    /// - Parameters:
    ///   - closedLot: finds a lot that is no longer in the wallet.
    ///   - demand: finds a demand.
    package init(_ wallet: Wallet, closedLot: @escaping (LotID) throws -> Lot?, demand: @escaping (LotID) throws -> Demand?) {
        self.wallet = wallet
        self.closedLot = closedLot
        self.keptDemand = demand
    }

    package var member: MemberID { wallet.member }

    /// The lot as it stands now.
    package func lot(_ id: LotID) throws -> Lot? {
        if let lot = changed[id] { return lot }
        if let lot = wallet.lots[id] { return lot }
        return try closedLot(id)
    }

    /// The lot that stands for the chain of another one.
    package func standing(for id: LotID) throws -> Lot? {
        guard let named = try lot(id) else { return nil }
        if let suspended = suspended[named.root] { return suspended.lot }
        let heir = try (named.root == id ? named : lot(named.root))?.heir ?? named.root
        return heir == id ? named : try lot(heir)
    }

    package func demand(_ id: LotID) throws -> Demand {
        try changedDemands[id] ?? keptDemand(id) ?? Demand(id: id, member: member)
    }

    /// Available and pending points, as they would be if what is being changed were done.
    package var worth: Points {
        let open = wallet.lots.mature + wallet.lots.waiting - wallet.debt
        return suspended.values.reduce(open) { $0 + $1.remaining }
    }

    /// Keeps a lot as it stands now, in the wallet while it is open.
    mutating func put(_ lot: Lot) {
        if suspended[lot.root]?.lot.id == lot.id {
            suspended[lot.root]?.lot = lot
            return
        }
        assert(lot.violation == nil)
        changed[lot.id] = lot
        wallet.lots.put(lot)
    }

    mutating func put(_ demand: Demand) { changedDemands[demand.id] = demand }

    /// Takes a lot out of the wallet, to be put back when it has its new size.
    mutating func suspend(_ lot: Lot, to size: Points) {
        wallet.lots.remove(lot.id)
        suspended[lot.root] = Suspended(lot: lot, size: size)
    }

    /// Debts are paid by what a usable lot has, the oldest first; it answers for what they stem from.
    mutating func payDebts(from lot: inout Lot) throws {
        while let paid = wallet.payOldest(upTo: lot.remaining) {
            lot.remaining -= paid.points
            lot.spent += paid.points
            var demand = try demand(paid.demand)
            demand.pay(paid.points, since: paid.since, from: lot.id)
            put(demand)
        }
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
