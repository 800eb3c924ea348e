import Identity
import Ledger
import Periods
import Seeds

/// One member's points, moved as the engine moves them, with what is needed to take everything back.
struct Purse {
    struct Award {
        let root: LotID
        var size: Points
        let expires: Instant?
        let usableFrom: Instant?
    }

    struct Deduction {
        let id: LotID
        var size: Points
    }

    var account = Account(Wallet(member: "li"), closedLot: { _ in nil }, demand: { _ in nil })
    var now = Instant(seconds: 1_800_000_000)
    var overdraft = Overdraft.allow
    /// By how much all entries have moved the points.
    private(set) var sum: Points = 0
    private(set) var awards: [Award] = []
    private(set) var deductions: [Deduction] = []
    private(set) var spendings: [[Take]] = []
    private var last: Int64 = 0

    mutating func pass(seconds: Int64) throws {
        now = now.adding(seconds: seconds)
        sum -= try account.dueWork(until: now).reduce(0) { $0 + $1.points }
    }

    mutating func earn(_ points: Points, usableFrom: Instant? = nil, expires: Instant? = nil) throws {
        let id = number()
        sum += points - (try account.open(id, points, usableFrom: usableFrom, expires: expires, at: now))
        awards.append(Award(root: id, size: points, expires: expires, usableFrom: usableFrom))
    }

    mutating func spend(_ points: Points) {
        guard let takes = account.spend(points) else { return }
        sum -= points
        spendings.append(takes)
    }

    mutating func cancel(_ index: Int, graceUntil: Instant? = nil) throws {
        let takes = spendings.remove(at: index)
        let returned = try account.giveBack(takes, graceUntil: graceUntil, at: now)
        sum += takes.reduce(0) { $0 + $1.points } - returned.gone
    }

    mutating func deduct(_ points: Points) throws {
        let id = number()
        deductions.append(Deduction(id: id, size: points))
        sum -= try account.ask(points, for: id, asking(id)).points
    }

    mutating func correct(deduction index: Int, to size: Points) throws {
        let deduction = deductions[index], before = account.worth
        let kept = min(size, deduction.size)
        _ = try account.shrink(deduction: deduction.id, to: kept, at: now)
        sum += account.worth - before
        sum -= try account.ask(size - kept, for: deduction.id, asking(number())).points
        deductions[index].size = size
    }

    /// A correction: to nothing, it is a reversal.
    mutating func correct(_ index: Int, to size: Points) throws {
        let award = awards[index], before = account.worth
        _ = try account.beginResizing(award.root, to: size)
        _ = try account.giveBackAnswers(of: award.root, at: now)
        let asking = asking(number())
        if let rest = try account.leaveRest(of: award.root) { _ = try account.ask(rest.points, for: rest.lot, asking) }
        if size > 0 {
            _ = try account.takeOver(from: award.root, with: number(), usableFrom: award.usableFrom, expires: award.expires, at: now)
        } else {
            _ = try account.goOn(award.root, at: now)
        }
        sum += account.worth - before
        awards[index].size = size
    }

    private mutating func number() -> LotID {
        last += 1
        return LotID(last)
    }

    private func asking(_ id: LotID) -> Asking { Asking(overdraft: overdraft, entry: id.number, at: now) }
}

extension Purse {
    /// Everything that does not hold.
    func violations() throws -> [String] {
        var found = account.changed.values.compactMap(\.violation) + account.changedDemands.values.compactMap(\.violation)
        if let violation = account.wallet.violation { found.append(violation) }
        if sum != account.worth { found.append("entries sum to \(sum), lots and debts to \(account.worth)") }
        if sum != account.wallet.available(at: now) + account.wallet.pending(at: now) { found.append("available and pending are not all") }
        var taken: [LotID: Points] = [:]
        for take in spendings.joined() + account.changedDemands.values.flatMap(\.takes) {
            taken[account.changed[take.lot]?.root ?? take.lot, default: 0] += take.points
        }
        for award in awards {
            guard let lot = try account.standing(for: award.root) else { continue }
            let demand = try account.demand(award.root)
            if lot.spent + demand.total != taken[award.root] ?? 0 { found.append("chain \(award.root): \(lot.spent) and \(demand.total), not \(taken[award.root] ?? 0)") }
            if demand.total > 0, lot.spent != lot.size { found.append("chain \(award.root) asks for what it has") }
            if lot.size != award.size { found.append("chain \(award.root) stands for \(lot.size), not \(award.size)") }
        }
        for deduction in deductions where try account.demand(deduction.id).total != deduction.size { found.append("deduction \(deduction.id)") }
        let owed = account.changedDemands.values.reduce(0) { $0 + $1.debt }
        if owed != account.wallet.debt { found.append("demands owe \(owed), the wallet \(account.wallet.debt)") }
        return found
    }

    /// What the member has, lot by lot, under names that do not change by corrections.
    struct Picture: Equatable {
        var lots: [String] = []
        var debts: [String] = []
    }

    func picture() throws -> Picture {
        var picture = Picture()
        var names: [LotID: String] = [:]
        for (index, deduction) in deductions.enumerated() { names[deduction.id] = "deduction \(index)" }
        for (index, award) in awards.enumerated() {
            names[award.root] = "award \(index)"
            guard let lot = try account.standing(for: award.root) else { continue }
            picture.lots.append("\(index): \(lot.remaining) of \(lot.size) until \(lot.expires.map { "\($0.microseconds)" } ?? "never")")
        }
        picture.debts = account.wallet.debts.map { "\($0.points) of \(names[$0.demand] ?? "?")" }
        return picture
    }

    /// One of the things that may happen.
    mutating func step(_ random: inout Seeded) throws {
        try pass(seconds: Int64(random.below(4) == 0 ? random.below(150_000) : random.below(20_000)))
        switch random.below(9) {
        case 0, 1:
            let usable = random.below(5) == 0 ? now.adding(seconds: Int64(random.below(200_000))) : nil
            let expires = random.below(4) == 0 ? nil : (usable ?? now).adding(seconds: Int64(random.below(300_000)) - 10_000)
            try earn(Points(random.below(100) + 1), usableFrom: usable, expires: expires.map { max($0, usable ?? $0) })
        case 2, 3: spend(Points(random.below(120) + 1))
        case 4 where !spendings.isEmpty:
            let grace = random.below(3) == 0 ? now.adding(seconds: Int64(random.below(100_000) + 1)) : nil
            try cancel(random.below(spendings.count), graceUntil: grace)
        case 5: try deduct(Points(random.below(60) + 1))
        case 6 where !deductions.isEmpty: try correct(deduction: random.below(deductions.count), to: Points(random.below(60)))
        case 7, 8:
            guard !awards.isEmpty else { return }
            try correct(random.below(awards.count), to: random.below(4) == 0 ? 0 : Points(random.below(130)))
        default: break
        }
    }
}
