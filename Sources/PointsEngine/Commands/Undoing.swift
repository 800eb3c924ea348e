import Identity
import JSON
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
        fileprivate(set) var rests: [Take] = []
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
    let chains: [Chain]
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

/// Taking back what an activity gave (points.md, "Activities", "The ledger"): each award first takes from its own lot, then the rests
/// are settled in order of rule id.
extension Draft {
    /// Gives back counters and metrics; points are not touched yet.
    func beginUndoing(_ earlier: Recorded) throws -> Undoing {
        let decision = earlier.decision
        let day = calendar.day(of: decision.judgedAs)
        let awards = try decision.lines.map(current)
        // Metrics that were published since have counted it then.
        let metrics = decision.metrics + (try moves(of: programme.book.metrics(introducedAfter: earlier.number), by: earlier))
        var undoing = Undoing(earlier: earlier, chains: decision.chains(with: awards), metrics: metrics, lines: [])
        for award in awards {
            if award.state == .held {
                try dropHold(award, of: earlier)
            } else if let whole = try whole(of: award, decision, on: day) {
                try giveBackCounters(award, earlier, on: day)
                let chain = undoing.chains.first(award.rule, award.member) ?? Chain(rule: award.rule, member: award.member)
                let standing = try chain.lot.map { lot in try account(of: award.member) { try $0.size(of: LotID(lot)) } } ?? 0
                undoing.lines.append(Undoing.Line(award: award, version: decision.version, chain: chain, standing: standing, whole: whole))
            }
        }
        for move in metrics { try apply(move, on: day, undo: true) }
        try credit(decision.heads, on: day, by: -1)
        return undoing
    }

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
            var handover = Handover()
            try follow(undoing.lines[index].award.member, &undoing.lines[index].progress) { [now] account, progress in
                (progress.returned, handover.again) = try account.giveBackAnswers(of: lot, at: now)
            }
            if undoing.lines[index].isTakenOver { handovers[lot] = handover }
        }
    }

    /// What the award brings and returns to a lot that no longer answers for it, is taken there: the reversal of that lot says so.
    private func revive(_ lot: LotID, _ line: DecisionLine, _ undoing: inout Undoing) throws {
        let before = try account(of: line.member) { $0.worth }
        try revive(lot, of: line.member, to: line.after)
        let brought = line.after - (handovers[lot].map { $0.again.points + $0.returned.gone } ?? 0)
        let taken = try account(of: line.member) { brought - ($0.worth - before) }
        guard let index = undoing.lines.firstIndex(where: { $0.award.member == line.member && $0.lot != nil }) else { return }
        undoing.lines[index].progress.moved -= taken
    }

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
            try count(
                -line.whole, for: line.award.member, line.award.lineage, on: calendar.day(of: undoing.earlier.decision.judgedAs),
                qualifies: line.award.qualifies)
        }
        return undone
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

    /// The lots from which is taken go on, but for those that an award of the new version takes over; what they do not answer for any more is
    /// known, and nobody is asked for it yet.
    private func goOn(_ line: inout Undoing.Line) throws {
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

    private func askForRests(of line: inout Undoing.Line) throws {
        let asking = Asking(overdraft: company.overdraft, entry: try overlay.nextEntry(), at: now)
        let rests = line.rests + (line.fromLadder > 0 ? [Take(line.lot ?? LotID(asking.entry), line.fromLadder)] : [])
        try follow(line.award.member, &line.progress) { account, progress in
            for rest in rests { progress.taken.add(try account.ask(rest.points, for: rest.lot, asking)) }
        }
    }

    /// A deduction gives back what the new version does not keep.
    private func giveBackDeduction(_ line: inout Undoing.Line) throws {
        guard line.whole < 0, let deduction = line.chain.deduction.map(LotID.init) else { return }
        let size = line.size, now = now
        try follow(line.award.member, &line.progress) { account, progress in
            progress.taken.takes = try account.demand(deduction).takes
            progress.returned = try account.shrink(deduction: deduction, to: size, at: now)
            progress.kept = try account.demand(deduction).recovered
        }
    }

    private func reversal(of line: Undoing.Line, _ earlier: Recorded, by activity: Activity) -> (Int64) -> Entry {
        let now = now, actor = actor.text, taken = line.progress.taken
        // A correction's award brings the whole of the new lot, or takes again what a deduction keeps.
        let brought = line.isTakenOver ? line.size - (line.lot.flatMap { handovers[$0]?.again.points } ?? 0) : 0
        let points = line.progress.moved - brought + line.progress.kept
        return {
            Entry(
                number: $0, member: line.award.member, team: line.award.team, kind: .reversal, points: points, whole: -line.whole,
                takes: taken.takes, debt: taken.debt, unrecovered: taken.unrecovered, original: line.award.entry,
                source: .rule(activity: activity.key, rule: line.award.rule, version: line.version), actor: actor, reason: activity.rejudgementReason,
                occurred: earlier.decision.judgedAs, recorded: now)
        }
    }
}

// MARK: What it gave, as it stands now

extension Draft {
    /// The line as it stands now: a hold may have been decided since.
    private func current(_ line: DecisionLine) throws -> DecisionLine {
        guard let id = line.request, let request = try overlay.request(id) else { return line }
        var line = line
        switch request.state {
        case .requested: line.state = .held
        case .approved, .done, .fulfilled:
            line.state = .posted
            line.entry = request.entry
        case .rejected, .cancelled, .void:
            // It gave back what it had claimed when it was decided.
            line.state = .none
            line.after = 0
            line.counted = []
            line.claims = []
        }
        return line
    }

    private func dropHold(_ award: DecisionLine, of earlier: Recorded) throws {
        guard let id = award.request, var request = try overlay.request(id) else { return }
        request.step(to: .void, by: actor.text, at: now)
        overlay.changes.requests[id] = request
        try account(of: award.member) { try $0.hold(-award.after) }
        try giveBackCounters(award, earlier, on: calendar.day(of: earlier.decision.judgedAs))
    }

    /// What is taken back of an award: all of it, or what its ladder falls by; nil where there is nothing to undo.
    private func whole(of award: DecisionLine, _ decision: Decision, on day: Day) throws -> Points? {
        guard let climb = award.climbed else { return award.after == 0 && award.counted.isEmpty ? nil : award.after }
        let key = TallyKey(.member(award.member), .ladder(award.rule))
        let total = try overlay.tally(key, over: calendar.days(of: climb.over, containing: day)).sum
        let set = programme.book.set(version: decision.version) ?? programme.book.set(at: decision.judgedAs)
        try move(key, on: day, by: -climb.by, count: -1)
        guard let rule = set.rule(award.rule), case .ladder(let ladder) = rule.award else { return award.after }
        return try ladder.rise(from: total.subtracting(climb.by), to: total, rounding: rule.rounding)
    }

    /// Gives limits their part back, and claims, unless a limit keeps it.
    func giveBackCounters(_ award: DecisionLine, _ earlier: Recorded, on day: Day, always: Bool = false) throws {
        for counter in award.counted where counter.releases || always {
            try move(counter.key, on: day, by: Decimal(-Points(award.after.magnitude)), count: -1)
        }
        for claim in award.claims { try release(claim, by: earlier.activity.key) }
    }
}
