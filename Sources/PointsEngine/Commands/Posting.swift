import Identity
import Ledger
import Periods
import RuleEngine

/// What comes with a new lot that takes over from one of an earlier version.
struct Succession {
    /// What of the new award is gone already, and gets entries of its own.
    var again = Account.Again()
    /// What came of what had answered for an earlier version, where no reversal tells it: a version in between was held, gave nothing, or
    /// credited somebody else.
    var returned = Returned()
}

/// Posting awards into the ledger, at once or when a hold is approved.
extension Draft {
    /// Turns held lines into requests; a size that needs nobody is posted at once.
    func settleHolds(_ decision: inout Decision, _ activity: Activity) throws {
        for index in decision.lines.indices where decision.lines[index].state == .held {
            let line = decision.lines[index]
            // What was entered by hand beyond a number waits whatever its size.
            let least: Role? = line.reason == ManualEntry.holdReason ? .manager : nil
            guard let authority = company.authority(over: line.after) ?? least else {
                decision.lines[index].state = .none
                continue
            }
            let id = RequestID.hold(activity.key, rule: line.rule, partOf: activity.credits == nil ? nil : line.member)
            decision.lines[index].request = id
            overlay.changes.requests[id] = Request(
                id: id, kind: .hold(activity: activity.key, rule: line.rule), member: line.member, requester: actor,
                points: line.after, authority: authority, created: now)
            try account(of: line.member) { try $0.hold(line.after) }
        }
    }

    /// Writes the entry of a line, opens its lot or takes a deduction, and counts it on boards and towards the tier.
    ///
    /// - Parameter chain: what earlier versions of the activity gave the same member by the same rule: the award takes its place.
    func post(
        _ line: inout DecisionLine, _ activity: ActivityKey, judgedAs time: Instant, version: String, chain: Chain?, reason: String? = nil
    ) throws {
        try touch(line.member)
        let number = try overlay.nextEntry()
        var entry = Entry(
            number: number, member: line.member, team: line.team, kind: .award, points: line.after,
            source: .rule(activity: activity, rule: line.rule, version: version), Entry.Stamp(by: actor, occurred: time, recorded: now))
        entry.reason = reason ?? line.reason
        if line.after < 0 {
            try deduct(&entry, as: chain?.deduction.map(LotID.init) ?? LotID(number))
            try write { _ in entry }
        } else if let lot = chain?.lot.map(LotID.init) {
            try takeOver(from: lot, line, entry)
        } else {
            let award = line, now = now
            try linkToLadder(&line, of: activity, judgedAs: time)
            let lapsed = try account(of: award.member) {
                try $0.open(LotID(number), award.after, usableFrom: award.usableFrom, expires: award.expires, at: now)
            }
            try write { _ in entry }
            try expire([Take(LotID(number), lapsed)], of: award.member)
        }
        line.entry = number
        line.state = line.after > 0 && line.usableFrom.map { $0 > now } ?? false ? .pending : .posted
        try count(line.after, by: line, on: calendar.day(of: time))
    }

    /// A deduction takes what it does not have already.
    private func deduct(_ entry: inout Entry, as demand: LotID) throws {
        let asking = Asking(overdraft: company.overdraft, entry: entry.number, at: now), whole = -entry.points
        let (kept, taken, all) = try account(of: entry.member) { account in
            let kept = try account.demand(demand)
            let taken = try account.ask(whole - kept.total, for: demand, asking)
            return (kept.recovered, taken, try account.demand(demand))
        }
        entry.points = -(kept + taken.points)
        entry.takes = all.takes
        entry.debt = all.debt
        entry.unrecovered = all.unrecovered
    }

    private func takeOver(from lot: LotID, _ line: DecisionLine, _ entry: Entry) throws {
        if try !account(of: line.member, { try $0.isResizing(lot) }) { try revive(lot, of: line.member, to: line.after) }
        let heir = LotID(entry.number), now = now
        var lapsed = try account(of: line.member) {
            try $0.takeOver(from: lot, with: heir, usableFrom: line.usableFrom, expires: line.expires, at: now)
        }
        try write { _ in entry }
        if let handover = successions.removeValue(forKey: lot) {
            try vanish(handover.again.unrecovered, of: lot)
            try writeDown(handover.returned, of: line.member)
            lapsed += handover.again.expired
        }
        try expire([Take(heir, lapsed)], of: line.member)
    }

    /// Prepares a lot of which nothing stands any more for a version that takes over from it.
    func revive(_ lot: LotID, of member: MemberID, to size: Points) throws {
        successions[lot] = try account(of: member) { [now] account in
            _ = try account.beginResizing(lot, to: size)
            let (returned, again) = try account.giveBackAnswers(of: lot, at: now)
            return Succession(again: again, returned: returned)
        }
    }
}

/// What came of points that returned.
extension Draft {
    func writeDown(_ returned: Returned, of member: MemberID) throws {
        for take in returned.vanished { try vanish(take.points, of: take.lot) }
        try expire(returned.lapsed, of: member)
    }

    /// What returned to where a reversal had found nobody (`overdraft: floor`) is taken by it after all. Boards have lost the whole already.
    private func vanish(_ points: Points, of root: LotID) throws {
        guard points > 0, let opened = try overlay.entry(root.number) else { return }
        let now = now, actor = actor
        try write {
            var entry = Entry(
                number: $0, member: opened.member, team: opened.team, kind: .reversal, points: -points, source: opened.source,
                Entry.Stamp(by: actor, occurred: now, recorded: now))
            entry.whole = 0
            return entry
        }
    }
}
