import Identity
import Periods

/// What a debit came from.
package struct Taken: Hashable, Sendable {
    package var takes: [Take] = []
    package var debt: Points = 0
    package var unrecovered: Points = 0

    package init() {}

    /// What the member's points fell by.
    package var points: Points { takes.reduce(debt) { $0 + $1.points } }
}

/// What happens to a debit for which no points are left.
package enum Overdraft: String, Sendable {
    /// It becomes debt.
    case allow
    /// It is recorded as unrecovered.
    case floor
}

extension Account {
    /// Takes `points` for a redemption: all of them, or nothing.
    package mutating func spend(_ points: Points) -> [Take]? {
        let usable = wallet.lots.reduce(-wallet.debt) { $1.isMature ? $0 + $1.remaining : $0 }
        guard usable >= points else { return nil }
        return takeFromLots(points).takes
    }

    /// Takes `points` as a deduction or a correction by hand does: from usable lots in the order of spending, the
    /// rest as `overdraft` says.
    package mutating func deduct(_ points: Points, overdraft: Overdraft) throws(PointsOverflow) -> Taken {
        let (takes, missing) = takeFromLots(points)
        var taken = Taken()
        taken.takes = takes
        switch overdraft {
        case .allow:
            taken.debt = missing
            try oweMore(missing)
        case .floor:
            taken.unrecovered = missing
        }
        return taken
    }

    /// The usable lots give up to `points`, in the order of spending.
    private mutating func takeFromLots(_ points: Points) -> (takes: [Take], missing: Points) {
        var missing = points
        var takes: [Take] = []
        for lot in wallet.lots where lot.isMature && missing > 0 {
            var lot = lot
            let taken = min(lot.remaining, missing)
            lot.remaining -= taken
            lot.spent += taken
            missing -= taken
            takes.append(Take(lot.id, taken))
            put(lot)
        }
        return (takes, missing)
    }
}
