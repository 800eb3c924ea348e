import Identity
import Periods

/// What a debit came from.
package struct Taken: Hashable, Sendable {
    /// What lots gave.
    package var takes: [Take] = []
    package var debt: Points = 0
    package var unrecovered: Points = 0

    package init() {}

    /// What the member's points fell by.
    package var points: Points { takes.reduce(debt) { $0 + $1.points } }

    package mutating func add(_ other: Taken) {
        takes += other.takes
        debt += other.debt
        unrecovered += other.unrecovered
    }
}

/// What happens to a debit for which no points are left.
package enum Overdraft: String, Sendable {
    /// It becomes debt.
    case allow
    /// It is recorded as unrecovered.
    case floor
}

/// Who asks for points.
package struct Asking {
    package let overdraft: Overdraft
    /// The number of the entry for which it asks: the age of a debt.
    package let entry: Int64
    package let now: Instant

    package init(overdraft: Overdraft, entry: Int64, at now: Instant) {
        self.overdraft = overdraft
        self.entry = entry
        self.now = now
    }
}

extension Account {
    /// Takes `points` for a redemption: all of them, or nothing.
    package mutating func spend(_ points: Points) -> [Take]? {
        let usable = wallet.lots.mature - wallet.debt
        guard usable >= points else { return nil }
        return takeFromLots(points).takes
    }

    /// A demand grows by `points`: it takes them first from where it gave some back, the last first, then from usable lots in the
    /// order of spending; for the rest, what `overdraft` says.
    package mutating func ask(_ points: Points, for id: LotID, _ asking: Asking) throws -> Taken {
        guard points > 0 else { return Taken() }
        self.asking.append(id)
        defer { self.asking.removeLast() }
        var demand = try demand(id)
        var taken = try takeAgain(points, for: &demand, asking)
        taken.add(try takeNew(points - taken.covered, for: &demand, asking, since: asking.entry))
        put(demand)
        return taken.sum
    }

    /// What was taken, and for how much of the demand it stands: what lapsed where it had been given back, or had found nobody, is
    /// not taken a second time.
    private struct Asked {
        var sum = Taken()
        var covered: Points = 0

        mutating func add(_ other: Asked) {
            sum.add(other.sum)
            covered += other.covered
        }
    }

    private mutating func takeNew(_ points: Points, for demand: inout Demand, _ asking: Asking, since age: Int64) throws -> Asked {
        var asked = Asked()
        asked.covered = points
        let (takes, missing) = takeFromLots(points)
        asked.sum.takes = takes
        for take in takes { demand.add(.lot(take.lot), take.points) }
        switch asking.overdraft {
        case .allow:
            asked.sum.debt = missing
            demand.add(.debt(since: age), missing)
            try wallet.owe(missing, of: demand.id, since: age)
        case .floor:
            asked.sum.unrecovered = missing
            demand.add(.nobody, missing)
        }
        return asked
    }

    /// The last `points` that were given back, and no more: of what others have taken there meanwhile the rest is taken anew, as it would
    /// have been had it never come back. What was given back before that is not what is needed again.
    private mutating func takeAgain(_ points: Points, for demand: inout Demand, _ asking: Asking) throws -> Asked {
        var all = Asked()
        var left = points
        while left > 0, let piece = demand.takeGiven(upTo: left) {
            left -= piece.points
            switch piece.source {
            case .lot(let id):
                let again = try takeAgain(piece.points, from: id, asking)
                demand.add(piece.source, again.covered)
                all.add(again)
            case .debt(let since):
                all.add(try takeNew(piece.points, for: &demand, asking, since: since))
            case .nobody:
                demand.add(.nobody, piece.points)
                all.add(Asked(sum: Taken(), covered: piece.points))
            }
        }
        return all
    }

    /// The inverse of giving back to a lot: what remains of it, what lapsed there, and what it passed on itself.
    private mutating func takeAgain(_ points: Points, from id: LotID, _ asking: Asking) throws -> Asked {
        guard var lot = try standing(for: id), lot.isMature else { return Asked() }
        var asked = Asked()
        let division = suspended[lot.root].map { Lot.Division(of: $0.lot, to: $0.size) }
        let remaining = min(points, division?.remaining ?? lot.remaining), expired = division?.expired ?? lot.expired
        if remaining > 0 { asked.sum.takes = [Take(lot.id, remaining)] }
        lot.remaining -= min(lot.remaining, remaining)
        let passesOn = try !demand(lot.root).given.isEmpty && !leansOnAsking(lot.root)
        // In a lot that is still good nothing lapsed of what came back; but others answer only for what is beyond all of it.
        let lapsed = passesOn || lot.hasLapsed(at: asking.now) ? lot.takeExpired(upTo: min(points - remaining, expired)) : 0
        lot.spent += remaining + lapsed
        asked.covered = remaining + lapsed
        put(lot)
        guard asked.covered < points, passesOn else { return asked }
        self.asking.append(lot.root)
        defer { self.asking.removeLast() }
        var demand = try demand(lot.root)
        asked.add(try takeAgain(points - asked.covered, for: &demand, asking))
        put(demand)
        return asked
    }

    /// Whether one that asks now would answer for itself in the end.
    private func leansOnAsking(_ root: LotID) throws -> Bool {
        var known: Set<LotID> = [], next = [root]
        while let root = next.popLast() {
            if asking.contains(root) { return true }
            guard known.insert(root).inserted else { continue }
            next += try demand(root).takes.compactMap { try lot($0.lot)?.root }
        }
        return false
    }

    /// The usable lots give up to `points`, in the order of spending.
    private mutating func takeFromLots(_ points: Points) -> (takes: [Take], missing: Points) {
        var missing = points
        var takes: [Take] = []
        while missing > 0, var lot = wallet.lots.firstMature {
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
