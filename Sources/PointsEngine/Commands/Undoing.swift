import Identity
import Ledger
import Periods
import RuleEngine

/// An earlier activity on its way out: counters and metrics are given back, and it is known what each of its awards shall stand for.
struct Undoing {
    struct Line {
        let award: DecisionLine
        let version: String
        let chain: Chain
        /// What the award's lot stands for until now; of a ladder over a period more or less than it was opened with.
        let standing: Points
        /// What boards, metrics and tiers lose: the award, or what its ladder fell by. Below zero for a deduction.
        fileprivate(set) var whole: Points
        /// What of it is taken from other lots of its ladder.
        var fromLadder: Points = 0
        /// Those other lots, the latest first.
        var ladderLots: [LotID] = []
        /// What its lot or its deduction stands for from now on.
        fileprivate(set) var size: Points = 0
        /// Whether an award of the new version takes over from its lot.
        fileprivate(set) var isTakenOver = false
        /// What its lots do not answer for any more, by the root of each: others do.
        var rests: [Take] = []
        var progress = Progress()

        var lot: LotID? { whole > 0 ? chain.lot.map(LotID.init) : nil }
    }

    /// What has come of a line so far.
    struct Progress {
        /// By how much the member's points moved, what is gone again counted in.
        var moved: Points = 0
        var taken = Taken()
        var returned = Returned()
        /// What the new version of a deduction keeps of what the old one had found.
        var kept: Points = 0
    }

    let earlier: Recorded
    var chains: [Chain]
    /// What it counts for metrics by now, also for those that were published since.
    let metrics: [MetricMove]
    var lines: [Line]

    /// What an award stands for now: with a ladder over a period it follows the total.
    func standing(of award: DecisionLine) -> Points {
        guard award.climbed != nil else { return award.after }
        return lines.first { $0.award.rule == award.rule && $0.award.member == award.member }?.standing ?? award.after
    }

    /// What its lot stands for, less what its ladder fell by: a correction goes on from there.
    func carried(_ rule: String, _ member: MemberID) -> Points {
        lines.first { $0.award.climbed != nil && $0.award.rule == rule && $0.award.member == member }.map { $0.standing - $0.whole } ?? 0
    }

    /// Finds out what each award shall stand for, now that the new version is judged; nil: there is none.
    mutating func plan(for decision: Decision?) {
        for index in lines.indices {
            let award = lines[index].award
            let new = decision?.lines.first { $0.rule == award.rule && $0.member == award.member && $0.state != .held }
            if award.climbed == nil { lines[index].plan(for: new) } else { lines[index].planLadder(for: new) }
        }
    }
}

extension Undoing.Line {
    fileprivate mutating func plan(for new: DecisionLine?) {
        let after = new?.after ?? 0
        size = whole > 0 ? max(0, after) : max(0, -after)
        isTakenOver = whole > 0 && after > 0
    }

    /// A correction moves the total of a ladder once: its lot is the old one and the difference, and where that is not enough, other
    /// lots of the ladder give the rest.
    fileprivate mutating func planLadder(for new: DecisionLine?) {
        let fall = whole
        guard let new, new.after > 0 || new.climbed != nil else {
            size = max(0, standing - fall)
            fromLadder = max(0, fall - standing)
            return
        }
        if new.climbed == nil {
            whole = max(fall, standing)
        } else {
            whole = new.blocked == nil ? new.after - (new.rounded - fall) : standing
        }
        size = new.after
        fromLadder = max(0, whole - standing)
        isTakenOver = new.after > 0
    }
}
