import Identity
import Ledger
import Periods
import RuleEngine

/// What a ladder over a period fell by beyond what the activity's own lot stands for is taken from the other lots of that ladder,
/// member and period, the latest first, of each no more than it stands for.
extension Draft {
    /// They are out of reach until all is given back; what none of them stands for stays in `fromLadder`.
    func reachIntoLadder(_ line: inout Undoing.Line, on day: Day) throws {
        guard line.fromLadder > 0, let climb = line.award.climbed else { return }
        var left = line.fromLadder, lots: [LotID] = []
        var next = try overlay.holders(of: ladderKey(line.award, climb, on: day)).first?.activity
        while left > 0, let activity = next {
            guard let step = try ladderStep(of: activity, line.award) else { break }
            next = step.climbed?.previous
            guard let entry = step.entry, entry != line.chain.lot else { continue }
            try follow(line.award.member, &line.progress) { account, progress in
                let lot = LotID(entry), size = try account.size(of: lot), part = min(left, size)
                guard part > 0, try !account.isResizing(lot) else { return }
                if let own = try account.beginResizing(lot, to: size - part) { progress.taken.takes.append(own) }
                lots.append(lot)
                left -= part
            }
        }
        line.fromLadder = left
        line.ladderLots = lots
    }

    /// Where an award comes back to a member whose ladder had fallen by less than the lot of an earlier version, that lot stands for a part of the
    /// ladder still: it stays, and the award opens one of its own.
    func leaveInLadder(_ undoing: inout Undoing, for decision: Decision) throws {
        for index in undoing.chains.indices {
            let chain = undoing.chains[index]
            guard let lot = chain.lot, !undoing.lines.contains(where: { $0.award.rule == chain.rule && $0.award.member == chain.member }),
                decision.lines.contains(where: { $0.rule == chain.rule && $0.member == chain.member && $0.after > 0 }),
                try account(of: chain.member, { try $0.size(of: LotID(lot)) }) > 0
            else { continue }
            undoing.chains[index].lot = nil
        }
    }

    /// A new lot stands before the ones that its ladder has opened already.
    func linkToLadder(_ line: inout DecisionLine, of activity: ActivityKey, judgedAs time: Instant) throws {
        guard let climb = line.climbed else { return }
        let key = ladderKey(line, climb, on: calendar.day(of: time))
        line.climbed?.previous = try overlay.holders(of: key).first?.activity
        overlay.changes.claims.set([ClaimHolder(at: time, activity: activity)], of: key)
    }

    private func ladderStep(of activity: ActivityKey, _ award: DecisionLine) throws -> DecisionLine? {
        try overlay.recorded(activity)?.decision.lines.first { $0.rule == award.rule && $0.member == award.member && $0.climbed != nil }
    }

    private func ladderKey(_ line: DecisionLine, _ climb: Climb, on day: Day) -> ClaimKey {
        ClaimKey(rule: line.rule, kind: .ladder(period: calendar.period(climb.over, containing: day).key), key: .init(line.member.text))
    }
}

extension Account {
    /// The same lot goes on; what it keeps was not taken.
    mutating func goOn(_ lot: LotID, at now: Instant, _ progress: inout Undoing.Progress) throws {
        guard let over = try goOn(lot, at: now) else { return }
        progress.returned.lapse(over.points, of: over.lot)
        let kept = try standing(for: lot)?.remaining ?? 0
        if let index = progress.taken.takes.firstIndex(where: { $0.lot == over.lot }) {
            progress.taken.takes[index].points -= kept
            if progress.taken.takes[index].points <= 0 { progress.taken.takes.remove(at: index) }
        }
    }
}
