import Identity
import Ledger
import Periods
import RuleEngine

/// Where an undoing ends: the rests are settled in order of rule id, and each award gets its reversal.
extension Draft {
    func finishUndoing(_ undoing: inout Undoing, by activity: Activity) throws -> [UndoneLine] {
        var undone: [UndoneLine] = []
        for index in undoing.lines.indices { try goOn(&undoing.lines[index]) }
        for index in undoing.lines.indices where undoing.lines[index].whole != 0 {
            try askForRests(of: &undoing.lines[index])
            let line = undoing.lines[index]
            let entry = try write(reversal(of: line, undoing.earlier, by: activity))
            undone.append(
                UndoneLine(rule: line.award.rule, member: line.award.member, points: entry.points, whole: entry.whole, entry: entry.number))
            try writeDown(line.progress.returned, of: line.award.member)
            try count(-line.whole, by: line.award, on: calendar.day(of: undoing.earlier.decision.judgedAs))
        }
        return undone
    }

    private func askForRests(of line: inout Undoing.Line) throws {
        let asking = Asking(overdraft: company.overdraft, entry: try overlay.nextEntry(), at: now)
        let rests = line.rests + (line.fromLadder > 0 ? [Take(line.lot ?? LotID(asking.entry), line.fromLadder)] : [])
        try follow(line.award.member, &line.progress) { account, progress in
            for rest in rests { progress.taken.add(try account.ask(rest.points, for: rest.lot, asking)) }
        }
    }

    /// A deduction gives back what the new version does not keep.
    func giveBackDeduction(_ line: inout Undoing.Line) throws {
        guard line.whole < 0, let deduction = line.chain.deduction.map(LotID.init) else { return }
        let size = line.size, now = now
        try follow(line.award.member, &line.progress) { account, progress in
            progress.taken.takes = try account.demand(deduction).takes
            progress.returned = try account.shrink(deduction: deduction, to: size, at: now)
            progress.kept = try account.demand(deduction).recovered
        }
    }

    private func reversal(of line: Undoing.Line, _ earlier: Recorded, by activity: Activity) -> (Int64) -> Entry {
        let now = now, actor = actor, taken = line.progress.taken
        // A correction's award brings the whole of the new lot, or takes again what a deduction keeps.
        let brought = line.isTakenOver ? line.size - (line.lot.flatMap { successions[$0]?.again.points } ?? 0) : 0
        let points = line.progress.moved - brought + line.progress.kept
        return {
            var entry = Entry(
                number: $0, member: line.award.member, team: line.award.team, kind: .reversal, points: points,
                source: .rule(activity: activity.key, rule: line.award.rule, version: line.version),
                Entry.Stamp(by: actor, occurred: earlier.decision.judgedAs, recorded: now))
            (entry.whole, entry.original, entry.reason) = (-line.whole, line.award.entry, activity.rejudgementReason)
            entry.take(taken)
            return entry
        }
    }
}
