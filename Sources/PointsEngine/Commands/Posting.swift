import Identity
import Ledger
import Periods
import RuleEngine

/// Posting awards into the ledger, at once or when a hold is approved.
extension Draft {
    /// Turns held lines into requests; a size that needs nobody is posted at once.
    func settleHolds(_ decision: inout Decision, _ activity: Activity) throws {
        for index in decision.lines.indices where decision.lines[index].state == .held {
            let line = decision.lines[index]
            guard let authority = company.authority(over: line.after) else {
                decision.lines[index].state = .none
                continue
            }
            let id = RequestID.hold(activity.key, rule: line.rule, partOf: activity.credits == nil ? nil : line.member)
            decision.lines[index].request = id
            overlay.changes.requests[id] = Request(
                id: id, kind: .hold(activity: activity.key, rule: line.rule), member: line.member, requester: actor.text,
                points: line.after, authority: authority, state: .requested, created: now)
            try account(of: line.member) { try $0.hold(line.after) }
        }
    }

    /// Writes the entry of a line, opens its lot or takes a deduction, and counts it on boards and towards the tier.
    ///
    /// - Parameter charge: what an undone award of the same rule charges the new lot with.
    func post(
        _ line: inout DecisionLine, _ activity: ActivityKey, judgedAs time: Instant, version: String, charge: Charge? = nil, reason: String? = nil
    ) throws {
        let award = line
        let now = now, overdraft = company.overdraft, actor = actor.text
        try touch(award.member)
        let lot = LotID(try overlay.nextEntry())
        var taken = Taken()
        var lapsed: Points = 0
        try account(of: award.member) { account in
            if award.after > 0 {
                lapsed = try account.open(
                    lot, award.after, usableFrom: award.usableFrom, expires: award.expires, charged: charge?.points ?? 0, at: now)
            } else {
                taken = try account.deduct(-award.after, overdraft: overdraft)
            }
        }
        try write {
            Entry(
                number: $0, member: award.member, team: award.team, kind: .award, points: award.after > 0 ? award.after : -taken.points,
                whole: award.after, takes: taken.takes, debt: taken.debt, unrecovered: taken.unrecovered,
                source: .rule(activity: activity, rule: award.rule, version: version), actor: actor, reason: reason ?? award.reason,
                occurred: time, recorded: now)
        }
        try charge.map { try answer($0, with: lot) }
        try expire([Take(lot, lapsed)], of: award.member)
        line.entry = lot.number
        line.state = award.after > 0 && award.usableFrom.map { $0 > now } ?? false ? .pending : .posted
        try count(award.after, for: award.member, award.lineage, on: calendar.day(of: time), qualifies: award.qualifies)
    }

    /// Names the new lot of a correction where the old award's reversal was charged to it.
    private func answer(_ charge: Charge, with lot: LotID) throws {
        if let old = charge.oldLot { try account(of: charge.member) { try $0.answer(for: old, with: Take(lot, charge.points)) } }
        let reversal = overlay.changes.entries.firstIndex {
            $0.kind == .reversal && $0.member == charge.member && $0.original == charge.oldLot?.number && $0.source.rule == charge.rule
        }
        guard let index = reversal else { return }
        let ownFirst = charge.oldLot != nil && overlay.changes.entries[index].takes.first?.lot == charge.oldLot ? 1 : 0
        overlay.changes.entries[index].takes.insert(Take(lot, charge.points), at: ownFirst)
    }
}
