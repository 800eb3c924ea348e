import Identity
import Ledger
import Periods
import RuleEngine

/// What the lots of an activity that is undone stand for from now on (points.md, "The ledger"): each award first takes from its own.
extension Draft {
    /// Takes each award's points out of reach, and gives back what had answered for an earlier version, and what a deduction does not keep: all of
    /// it before anybody is asked, since what a deduction took from an award beside it returns to those who answer for that one.
    ///
    /// - Parameter decision: the new version, which may also take over from lots that one in between had left empty.
    func takeOwn(_ undoing: inout Undoing, for decision: Decision?) throws {
        let day = calendar.day(of: undoing.earlier.decision.judgedAs)
        for index in undoing.lines.indices {
            let size = undoing.lines[index].size
            if let lot = undoing.lines[index].lot {
                try follow(undoing.lines[index].award.member, &undoing.lines[index].progress) { account, progress in
                    if let own = try account.beginResizing(lot, to: size), own.points > 0 { progress.taken.takes = [own] }
                }
            }
            try reachIntoLadder(&undoing.lines[index], on: day)
        }
        let revived = (decision?.lines ?? []).filter { $0.state != .held && $0.after > 0 }
        for line in revived {
            guard let lot = undoing.chains.first(line.rule, line.member)?.lot.map(LotID.init) else { continue }
            if try !account(of: line.member, { try $0.isResizing(lot) }) { try revive(lot, line, &undoing) }
        }
        for index in undoing.lines.indices {
            guard let lot = undoing.lines[index].lot else {
                try giveBackDeduction(&undoing.lines[index])
                continue
            }
            var handover = Succession()
            try follow(undoing.lines[index].award.member, &undoing.lines[index].progress) { [now] account, progress in
                (progress.returned, handover.again) = try account.giveBackAnswers(of: lot, at: now)
            }
            if undoing.lines[index].isTakenOver { successions[lot] = handover }
        }
    }

    /// What the award brings and returns to a lot that no longer answers for it, is taken there: the reversal of that lot says so.
    private func revive(_ lot: LotID, _ line: DecisionLine, _ undoing: inout Undoing) throws {
        let before = try account(of: line.member) { $0.worth }
        try revive(lot, of: line.member, to: line.after)
        let brought = line.after - (successions[lot].map { $0.again.points + $0.returned.gone } ?? 0)
        let taken = try account(of: line.member) { brought - ($0.worth - before) }
        guard let index = undoing.lines.firstIndex(where: { $0.award.member == line.member && $0.lot != nil }) else { return }
        undoing.lines[index].progress.moved -= taken
    }

    /// The lots from which is taken go on, but for those that an award of the new version takes over; what they do not answer for any more is
    /// known, and nobody is asked for it yet.
    func goOn(_ line: inout Undoing.Line) throws {
        let lots = (line.lot.map { [$0] } ?? []) + line.ladderLots, now = now, heir = line.isTakenOver ? line.lot : nil
        var rests: [Take] = []
        try follow(line.award.member, &line.progress) { account, progress in
            for lot in lots {
                if let rest = try account.leaveRest(of: lot) { rests.append(rest) }
                if lot != heir { try account.goOn(lot, at: now, &progress) }
            }
        }
        line.rests = rests
    }

    /// Follows by how much a member's points move.
    func follow(
        _ member: MemberID, _ progress: inout Undoing.Progress, _ body: (inout Account, inout Undoing.Progress) throws -> Void
    ) throws {
        var following = progress
        try account(of: member) { account in
            let before = account.worth + following.returned.gone
            try body(&account, &following)
            following.moved += account.worth + following.returned.gone - before
        }
        progress = following
    }
}
