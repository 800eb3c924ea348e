/// Lots, debts and entries: what is earned, taken, returned, matured and lapsed.
extension Model {
    mutating func enter(_ member: String, _ kind: String, _ points: Int) {
        // An entry that moves nothing is no entry.
        guard points != 0 else { return }
        entries.append(Entry(number: entries.count + 1, command: command, member: member, kind: kind, points: points, at: now))
        places.entriesOfMember.add(entries.count - 1, to: member)
    }

    func debt(_ member: String) -> Int { debts[member, default: 0] }

    func available(_ member: String) -> Int {
        places.lotsOfMember[member].filter { !lots[$0].isPending }.reduce(0) { $0 + lots[$1].remaining } - debt(member)
    }

    /// "soonest expiry first, then oldest first; never-expiring lots last"; "Oldest" is the lowest lot number.
    package func inOrderOfExpiry(_ member: String, where isWanted: (Lot) -> Bool = { _ in true }) -> [Int] {
        places.lotsOfMember[member].filter { isWanted(lots[$0]) }.sorted {
            (lots[$0].expiresAt ?? .max, $0) < (lots[$1].expiresAt ?? .max, $1)
        }
    }

    /// Takes from the usable lots of a member; what is missing is debt, or not recovered where the company stops at zero.
    mutating func take(_ points: Int, from member: String, mayOwe: Bool = true) -> Taking {
        var taking = Taking()
        var missing = points
        for lot in inOrderOfExpiry(member, where: { !$0.isPending && $0.remaining > 0 }) where missing > 0 {
            let piece = min(missing, lots[lot].remaining)
            lots[lot].remaining -= piece
            missing -= piece
            taking.pieces.append(Taking.Piece(lot: lot, points: piece))
        }
        if company.stopsAtZero { taking.unrecovered = missing } else { taking.debt = missing }
        debts[member, default: 0] += taking.debt
        return taking
    }

    /// "Debt is paid by whatever becomes usable, at that moment". Answers what is left.
    private mutating func payDebt(_ member: String, with points: Int) -> Int {
        let paid = min(debt(member), points)
        debts[member, default: 0] -= paid
        return points - paid
    }

    @discardableResult
    mutating func openLot(_ member: String, _ points: Int, maturesAt: Instant?, expiresAt: Instant?, charged: Int = 0) -> Int {
        let isPending = maturesAt.map { $0 > now } ?? false
        lots.append(Lot(number: lots.count + 1, member: member, opened: points, remaining: points - charged, maturesAt: maturesAt, isPending: isPending, expiresAt: expiresAt))
        let index = lots.count - 1
        places.lotsOfMember.add(index, to: member)
        places.openLots.insert(index)
        // "points born expired pay nothing"
        if !isPending, !isLapsed(index) { lots[index].remaining = payDebt(member, with: lots[index].remaining) }
        return index
    }

    func isLapsed(_ lot: Int) -> Bool { lots[lot].hasLapsed(by: now) }

    /// Lots whose expiry has come lapse, with an entry each.
    mutating func lapse(_ member: String) {
        for lot in inOrderOfExpiry(member, where: { !$0.isPending && $0.remaining > 0 && $0.hasLapsed(by: now) }) {
            enter(member, "expiry", -lots[lot].remaining)
            lots[lot].expired += lots[lot].remaining
            lots[lot].remaining = 0
        }
    }

    mutating func mature(_ lot: Int) {
        lots[lot].isPending = false
        lots[lot].remaining = payDebt(lots[lot].member, with: lots[lot].remaining)
    }

    // MARK: Awards

    /// Posts the awards that are not held. `charged`: award → what had been spent, and what had expired, of the award it replaces.
    mutating func post(_ list: [Int], charged: [Int: (spent: Int, expired: Int)]) {
        for index in list where awards[index].state == .posted { post(index, charged: charged[index] ?? (0, 0)) }
    }

    mutating func post(_ index: Int, charged: (spent: Int, expired: Int) = (0, 0)) {
        let award = awards[index]
        let time = facts[award.fact].time
        let member = award.part.member
        guard award.points != 0 else { return }
        mark(.points(qualifying: award.rule.qualifying), award.part, Exact(award.points), facts[award.fact])
        if award.points > 0 {
            enter(member, "award", award.points)
            // "The clock and the date of a held award are those of its activity, whenever it is approved."
            let maturity = award.rule.pending.map { calendar.end(of: $0, fromDayOf: time) }
            awards[index].lot = openLot(
                member, award.points, maturesAt: maturity, expiresAt: expiry(award.rule, time, maturity),
                charged: charged.spent + charged.expired)
        } else {
            // "A deduction is an `award` entry below zero; `pending` does not apply"
            let taking = take(-award.points, from: member)
            awards[index].taking = taking
            enter(member, "award", -taking.taken)
        }
        lapse(member)
    }

    /// "their expiry clock starts then": at maturity, where there is one, else on the day of the activity.
    func expiry(_ rule: Rule, _ time: Instant, _ maturity: Instant?) -> Instant? {
        switch rule.expires {
        case .never: return nil
        // "A fixed `at` before maturity acts at maturity."
        case .at(let at): return max(at, maturity ?? at)
        case .after(let span, let until):
            guard let span else { return until.map { calendar.period($0, at: maturity ?? time).end } }
            let end = maturity.map { calendar.end(of: span, fromBoundary: $0) } ?? calendar.end(of: span, fromDayOf: time)
            // "both (then rounded up)": an end that is the end of a period stays.
            return until.map { calendar.period($0, at: end - 1).end } ?? end
        }
    }

    // MARK: Corrections

    /// What one award of an undone activity gives back.
    private struct TakingBack {
        let award: Int
        /// The whole, which boards, metrics and tiers lose.
        let whole: Int
        var own = 0
        var spent = 0
        var expired = 0
        var answers: [Taking.Piece] = []
    }

    /// Undoes the awards of an activity and posts those that stand in their place: "in a correction all reversals stand before all awards".
    mutating func correct(_ target: Int, by undoing: Int, with amounts: [(rule: Rule, amount: Judgement.Amount)], _ data: [String: Value] = [:]) {
        var backs: [TakingBack] = []
        for index in places.awardsOfFact[target] {
            if awards[index].state == .held {
                // "A held award whose activity was reversed is void"
                awards[index].state = .void
            } else if awards[index].state == .posted {
                backs.append(takeOwn(index))
            }
        }
        facts[target].undoneBy = undoing
        for mark in places.marksOfOrigin[facts[target].command].map({ marks[$0] }) where mark.isMetric {
            add(Mark(kind: mark.kind, origin: mark.origin, member: mark.member, team: mark.team, value: -mark.value, time: mark.time, periods: mark.periods, recorded: now, command: command))
        }
        let new = amounts.isEmpty ? [] : decide(undoing, amounts, data)
        var charged: [Int: (spent: Int, expired: Int)] = [:]
        var chargers: [Int: Int] = [:]
        for place in backs.indices {
            // "Where the same member and rule are on both sides, what had been spent of the old lot, and then what had expired of
            // it, is charged to the new one first"; "A new award that is held is charged with nothing."
            let old = awards[backs[place].award]
            let match = new.first { awards[$0].rule.id == old.rule.id && awards[$0].part.member == old.part.member && awards[$0].state == .posted && awards[$0].points > 0 }
            guard let match else { continue }
            let spent = min(backs[place].spent, awards[match].points)
            let expired = min(backs[place].expired, awards[match].points - spent)
            charged[match] = (spent, expired)
            chargers[match] = place
        }
        for place in backs.indices {
            let match = chargers.first { $0.value == place }?.key
            settle(backs[place], charged: match.flatMap { charged[$0] } ?? (0, 0))
        }
        post(new, charged: charged)
        for (match, place) in chargers {
            guard let oldLot = awards[backs[place].award].lot, let newLot = awards[match].lot, let charge = charged[match], charge.spent + charge.expired > 0 else { continue }
            lots[oldLot].answers.insert(Taking.Piece(lot: newLot, points: charge.spent + charge.expired), at: 0)
        }
    }

    /// "each award first takes from its own lot"
    private mutating func takeOwn(_ index: Int) -> TakingBack {
        let award = awards[index]
        let time = facts[award.fact].time
        var whole = award.points
        if let quantity = award.quantity {
            // "A reversal is a move too: the total goes down and the difference is taken back."
            let total = total(award.rule, award.part.member, at: time)
            whole = height(award.rule, total) - height(award.rule, total - quantity)
        }
        var back = TakingBack(award: index, whole: whole)
        mark(.points(qualifying: award.rule.qualifying), award.part, Exact(-whole), facts[award.fact])
        guard whole > 0 else { return back }
        guard let lot = award.lot else {
            back.spent = whole
            return back
        }
        back.own = min(whole, lots[lot].remaining)
        // "What has expired is not taken a second time."
        back.expired = min(whole - back.own, lots[lot].expired)
        back.spent = whole - back.own - back.expired
        lots[lot].remaining -= back.own
        lots[lot].isReversed = true
        return back
    }

    /// "then the rests are settled in order of rule id": other lots and debt answer for what had been spent.
    private mutating func settle(_ back: TakingBack, charged: (spent: Int, expired: Int)) {
        let award = awards[back.award]
        let member = award.part.member
        if back.whole < 0 {
            giveBack(award.taking, to: member, kind: "reversal", ownsDebt: true)
            return
        }
        let taking = take(back.spent - charged.spent, from: member)
        if let lot = award.lot { lots[lot].answers += taking.pieces }
        enter(member, "reversal", -(back.own + charged.spent + charged.expired + taking.taken))
    }

    // MARK: Returns

    /// Points go back to where they were taken from: a refund, or the reversal of a deduction.
    mutating func giveBack(_ taking: Taking, to member: String, kind: String, ownsDebt: Bool) {
        enter(member, kind, taking.taken)
        if ownsDebt, taking.debt > 0 {
            // "what was answered by a debt that other points have paid since stays in the lot it returns to (for a deduction it
            // opens a lot that never expires)"
            let left = payDebt(member, with: taking.debt)
            for piece in taking.pieces { giveBack(piece.points, toLot: piece.lot) }
            if left > 0 { openLot(member, left, maturesAt: nil, expiresAt: nil) }
        } else {
            for piece in taking.pieces { giveBack(piece.points, toLot: piece.lot) }
        }
        lapse(member)
    }

    /// "lapsed points come back in the same lot with an expiry of the refund's day plus the grace"
    private mutating func prolong(_ lot: Int) {
        places.openLots.insert(lot)
        guard isLapsed(lot), !company.refundGrace.isZero else { return }
        lots[lot].expiresAt = calendar.end(of: company.refundGrace, fromDayOf: now)
    }

    private mutating func giveBack(_ points: Int, toLot lot: Int) {
        let member = lots[lot].member
        if lots[lot].isReversed {
            // "What returns to a lot that was reversed pays the debt first, then goes to the lots that answered for that reversal"
            var left = payDebt(member, with: points)
            for place in lots[lot].answers.indices where left > 0 {
                let piece = min(left, lots[lot].answers[place].points)
                lots[lot].answers[place].points -= piece
                left -= piece
                if piece > 0 { giveBack(piece, toLot: lots[lot].answers[place].lot) }
            }
            lots[lot].remaining += left
            if left > 0 { prolong(lot) }
            return
        }
        prolong(lot)
        // What has lapsed is not usable, and pays nothing.
        lots[lot].remaining += isLapsed(lot) ? points : payDebt(member, with: points)
    }
}

extension Lot {
    func hasLapsed(by now: Instant) -> Bool { expiresAt.map { $0 <= now } ?? false }
}

extension Mark {
    var isMetric: Bool {
        if case .metric = kind { return true }
        return false
    }
}
