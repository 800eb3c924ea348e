/// What an activity gives, and what it gives instead once it was corrected: "A correction changes only the difference."
extension Model {
    static func stake(_ root: Int, _ rule: String, _ member: String) -> String { "\(root) \(rule) \(member)" }

    private func key(_ award: Award) -> String {
        var root = award.fact
        while case .replaces(let earlier) = facts[root].link { root = earlier }
        return Model.stake(root, award.rule.id, award.part.member)
    }

    /// Posts what a new activity gives, or a held award that was approved: "then it takes over like any other".
    mutating func post(_ list: [Int]) {
        settle(list.filter { awards[$0].state == .posted && awards[$0].points != 0 }.map { change(from: nil, to: $0) })
    }

    /// Undoes the awards of an activity and posts those that stand in their place.
    mutating func correct(_ target: Int, by undoing: Int, with amounts: [(rule: Rule, amount: Judgement.Amount)], _ data: [String: Value] = [:]) {
        let old = places.awardsOfFact[target].filter { awards[$0].counts }
        let heights = old.map { height(of: awards[$0]) }
        // "A held award whose activity was reversed is void"
        for index in places.awardsOfFact[target] where awards[index].state == .held { awards[index].state = .void }
        facts[target].undoneBy = undoing
        for mark in places.marksOfOrigin[facts[target].command].map({ marks[$0] }) where mark.isMetric {
            add(Mark(kind: mark.kind, rule: mark.rule, origin: mark.origin, member: mark.member, team: mark.team, value: -mark.value, time: mark.time, periods: mark.periods, recorded: now, command: command, customer: mark.customer.map(resolved)))
        }
        var new = (amounts.isEmpty ? [] : decide(undoing, amounts, data)).filter { awards[$0].counts }
        var changes = zip(old, heights).map { index, height -> Change in
            let match = new.firstIndex { awards[$0].rule.id == awards[index].rule.id && awards[$0].part.member == awards[index].part.member }
            let successor = match.map { new.remove(at: $0) }
            return awards[index].quantity == nil ? change(from: index, to: successor) : move(index, from: height, to: successor)
        }
        changes += new.map { change(from: nil, to: $0) }
        settle(changes.sorted { awards[$0.award].rule.id < awards[$1.award].rule.id })
    }

    private func change(from old: Int?, to new: Int?) -> Change {
        let before = old.map { awards[$0].points } ?? 0, after = new.map { awards[$0].points } ?? 0
        return Change(
            old: old, new: new, award: new ?? old ?? 0, key: key(awards[new ?? old ?? 0]),
            points: Change.Sizes(before: max(0, before), after: max(0, after)), deduction: Change.Sizes(before: max(0, -before), after: max(0, -after)))
    }

    // MARK: Ladders over a period

    /// How high the ladder of an award stands now, by the award's own rule.
    private func height(of award: Award) -> Int {
        award.quantity == nil ? 0 : height(award.rule, total(award.rule, award.part.member, at: facts[award.fact].time))
    }

    /// "the total goes down and the difference is taken back, from the activity's own lot, then from the other lots of that ladder"; "A correction moves
    /// the total once: its lot is the old one and the difference".
    private mutating func move(_ old: Int, from before: Int, to new: Int?) -> Change {
        let own = stakes[key(awards[old])]?.lot.map { lots[$0].size } ?? 0
        let after = own + height(of: awards[new ?? old]) - before
        if let new {
            awards[new].before = max(0, after)
            awards[new].points = max(0, after)
        }
        return Change(old: old, new: new, award: new ?? old, key: key(awards[old]), points: Change.Sizes(before: own, after: max(0, after)), beyond: max(0, -after))
    }

    /// "the latest first, of each no more than it stands for"
    private mutating func takeFromLadder(_ change: inout Change) {
        guard change.beyond > 0, let over = awards[change.award].rule.periodLadder?.over else { return }
        let period = facts[awards[change.award].fact].periods[over]?.key
        let same = places.awardsOfKey[awards[change.award].ladderKey].filter { facts[awards[$0].fact].periods[over]?.key == period }
        let others = Set(same.map { key(awards[$0]) }).compactMap { stakes[$0] }.flatMap { $0.left + [$0.lot].compactMap { $0 } }.filter { $0 != change.lot }
        var rest = change.beyond
        for lot in others.sorted(by: { lots[$0].number > lots[$1].number }) where rest > 0 {
            let part = min(rest, lots[lot].size)
            rest -= part
            shrink(lot, by: part, &change)
        }
    }

    // MARK: Settling

    private mutating func settle(_ list: [Change]) {
        var changes = list
        for place in changes.indices { restake(&changes[place]) }
        // "each award first takes from its own lot"
        for place in changes.indices {
            let sizes = changes[place].points
            if let lot = changes[place].lot, sizes.after < sizes.before { shrink(lot, by: sizes.before - sizes.after, &changes[place]) }
            takeFromLadder(&changes[place])
        }
        // "What had answered for an earlier version of the same activity is given back, before anybody is asked for the rests"
        for place in changes.indices { release(&changes[place]) }
        // "then the rests are settled in order of rule id"
        // What a new award takes over from is out of reach until that award is there.
        let own = Set(changes.filter { $0.new != nil }.compactMap(\.lot))
        for place in changes.indices {
            for lot in changes[place].shrunk {
                let cover = cover(of: lot)
                changes[place].reversal -= lots[lot].settled
                lots[lot].settled = 0
                changes[place].reversal -= need(lots[lot].rest(answered: takings[cover].points), into: cover, besides: own)
            }
        }
        // "in a correction all reversals stand before all awards"
        for change in changes { reverse(change) }
        // In the order of rule id: a deduction takes nothing of what only comes after it.
        for place in changes.indices { award(changes[place], besides: Set(changes[(place + 1)...].filter { $0.new != nil }.compactMap(\.lot))) }
        for member in Set(changes.map { awards[$0.award].part.member }) { lapse(member) }
    }

    /// Finds the lot and the deduction of earlier versions.
    private mutating func restake(_ change: inout Change) {
        var stake = stakes[change.key] ?? Stake()
        // Only a ladder over a period leaves points to a member whose award is gone: its own total fell by less.
        if change.old == nil, change.points.after > 0, let lot = stake.lot, lots[lot].size > 0 {
            stake.left.append(lot)
            stake.lot = nil
            stakes[change.key] = stake
        }
        change.lot = stake.lot
        change.taking = stake.deduction
        // What stays of it is part of the entry of the award that takes its place, and not of the reversal where there is none.
        change.reversal = change.new == nil ? 0 : -change.points.kept
    }

    /// "of what had been spent of the old lot (`s`), `min(n, s)` counts as spent of the new one …; of what had expired (`e`), `min(n − that, e)` counts as expired".
    private mutating func shrink(_ lot: Int, by points: Int, _ change: inout Change) {
        let remaining = min(points, lots[lot].remaining)
        let expired = min(points - remaining, lots[lot].expired)
        lots[lot].size -= points
        lots[lot].remaining -= remaining
        lots[lot].expired -= expired
        lots[lot].expiredBeyond += expired
        change.reversal -= remaining
        if points > remaining + expired { change.shrunk.append(lot) }
    }

    private mutating func cover(of lot: Int) -> Int {
        if let cover = lots[lot].cover { return cover }
        let cover = openTaking(lots[lot].member)
        lots[lot].cover = cover
        return cover
    }

    /// A lot that grows gives back what answered for it; a deduction that shrinks gives back what it took last.
    private mutating func release(_ change: inout Change) {
        if let lot = change.lot, change.points.after > change.points.before {
            let points = change.points.after - change.points.before
            let answered = min(points, answered(for: lot))
            change.expired = min(points - answered, lots[lot].expiredBeyond)
            lots[lot].size += points
            lots[lot].expiredBeyond -= change.expired
            lots[lot].growth = points - answered - change.expired
            if let cover = lots[lot].cover { change.reversal -= giveBack(answered, of: cover).vanished }
        }
        guard let taking = change.taking, change.deduction.before > 0 else { return }
        let found = takings[taking].found
        let back = giveBack(max(0, change.deduction.before - change.deduction.after), of: taking).found
        change.reversal += change.deduction.after > 0 ? found : back
        change.kept = found - back
    }

    private mutating func reverse(_ change: Change) {
        if let old = change.old { mark(.points(qualifying: awards[old].rule.qualifying), awards[old].part, Exact(-change.whole), facts[awards[old].fact], by: awards[old].rule.id) }
        enter(awards[change.award].part.member, "reversal", change.reversal)
    }

    private mutating func award(_ change: Change, besides later: Set<Int>) {
        guard let new = change.new, awards[new].points != 0 else { return }
        let award = awards[new], time = facts[award.fact].time, member = award.part.member
        mark(.points(qualifying: award.rule.qualifying), award.part, Exact(award.points), facts[award.fact], by: award.rule.id)
        if award.points > 0 {
            enter(member, "award", award.points)
            if let lot = change.lot {
                // What expired of a larger version is counted again.
                lots[lot].remaining += lots[lot].growth
                lots[lot].growth = 0
                if isLapsed(lot) {
                    lots[lot].remaining += change.expired
                } else {
                    lots[lot].expired += change.expired
                    enter(member, "expiry", -change.expired)
                }
                issue(lot, award.points)
            } else {
                // "The clock and the date of a held award are those of its activity, whenever it is approved."
                let maturity = award.rule.pending.map { calendar.end(of: $0, fromDayOf: time) }
                stakes[change.key, default: Stake()].lot = openLot(member, award.points, maturesAt: maturity, expiresAt: expiry(award.rule, time, maturity))
            }
        } else {
            // "A deduction is an `award` entry below zero; `pending` does not apply"
            let taking = change.taking ?? openTaking(member)
            stakes[change.key, default: Stake()].deduction = taking
            enter(member, "award", -change.kept - need(-award.points - takings[taking].points, into: taking, besides: later))
        }
        lapse(member)
    }
}

/// What an award of an activity was, and what stands in its place.
private struct Change {
    struct Sizes {
        var before = 0
        var after = 0

        var kept: Int { min(before, after) }
    }

    let old: Int?
    let new: Int?
    /// The new one, else the old one.
    let award: Int
    let key: String
    var points = Sizes()
    var deduction = Sizes()
    /// What a ladder over a period takes from its other lots.
    var beyond = 0

    var lot: Int?
    var taking: Int?
    /// The entry of the reversal.
    var reversal = 0
    /// Lots that no longer stand for all that was taken from them.
    var shrunk: [Int] = []
    /// What had expired of a larger version, and counts as expired again.
    var expired = 0
    /// What the deduction keeps of what it had found.
    var kept = 0

    /// What the reversal takes off boards, metrics and tiers: "always the whole".
    var whole: Int { points.before - (new == nil ? points.after : 0) + beyond - deduction.before }
}

extension Award {
    /// It moved something, or a ladder.
    fileprivate var counts: Bool { state == .posted && (points != 0 || quantity != nil) }
}
