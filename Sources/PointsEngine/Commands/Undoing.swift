import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// What an undone award charges the new award of the same member and rule with.
struct Charge {
    let member: MemberID
    /// nil: the old award had come to nothing, and only its ladder fell.
    let oldLot: LotID?
    let rule: String
    /// The index of the new line in the new decision.
    let line: Int
    let points: Points
}

/// An earlier activity on its way out: counters, metrics and the awards' own lots are given back already, the rest is
/// still to be settled.
struct Undoing {
    struct Line {
        let award: DecisionLine
        let version: String
        /// What is taken back: the award, or what its ladder falls by.
        let whole: Points
        var reversing: Reversing?
    }

    let earlier: Recorded
    fileprivate(set) var lines: [Line] = []

    /// Lets each new award that is posted answer for the old one of the same member and rule.
    mutating func charge(against decision: Decision) -> [Charge] {
        var charges: [Charge] = []
        for (index, new) in decision.lines.enumerated() where new.state != .held && new.after > 0 {
            guard
                let old = lines.firstIndex(where: { $0.award.rule == new.rule && $0.award.member == new.member }),
                let points = lines[old].reversing?.charge(upTo: new.after), points > 0
            else { continue }
            charges.append(Charge(member: new.member, oldLot: lines[old].reversing?.lot, rule: new.rule, line: index, points: points))
        }
        return charges
    }
}

/// Taking back what an activity gave (points.md, "Activities", "The ledger"), in two steps: each award first takes from
/// its own lot, then the rests are settled in order of rule id.
extension Draft {
    func beginUndoing(_ earlier: Recorded) throws -> Undoing {
        var undoing = Undoing(earlier: earlier)
        let decision = earlier.decision
        let day = calendar.day(of: decision.judgedAs)
        for line in decision.lines {
            let award = try current(line)
            if award.state == .held {
                try dropHold(award, of: earlier)
            } else if let whole = try whole(of: award, decision, on: day) {
                try giveBackCounters(award, earlier, on: day)
                var undone = Undoing.Line(award: award, version: decision.version, whole: whole)
                if whole > 0 {
                    undone.reversing = try account(of: award.member) { try $0.beginReversal(of: award.entry.map(LotID.init), whole) }
                }
                undoing.lines.append(undone)
            }
        }
        // Metrics that were published since have counted it then.
        let later = try moves(of: programme.book.metrics(introducedAfter: earlier.number), by: earlier)
        for move in decision.metrics + later { try apply(move, on: day, undo: true) }
        try credit(decision.heads, on: day, by: -1)
        return undoing
    }

    func finishUndoing(_ undoing: Undoing, by activity: Activity) throws -> [UndoneLine] {
        var undone: [UndoneLine] = []
        for line in undoing.lines where line.whole != 0 {
            let entry = line.whole > 0 ? try takeBack(line, undoing, by: activity) : try giveBackDeduction(line, undoing, by: activity)
            undone.append(
                UndoneLine(rule: line.award.rule, member: line.award.member, points: entry.points, whole: entry.whole, entry: entry.number))
            try count(
                -line.whole, for: line.award.member, line.award.lineage, on: calendar.day(of: undoing.earlier.decision.judgedAs),
                qualifies: line.award.qualifies)
        }
        return undone
    }

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

    private func takeBack(_ line: Undoing.Line, _ undoing: Undoing, by activity: Activity) throws -> Entry {
        let overdraft = company.overdraft
        let taken = try line.reversing.map { reversing in
            try account(of: line.award.member) { try $0.finishReversal(reversing, overdraft: overdraft) }
        } ?? Taken()
        let points = taken.points + (line.reversing?.charged ?? 0)
        let now = now, actor = actor.text
        return try write {
            Entry(
                number: $0, member: line.award.member, team: line.award.team, kind: .reversal, points: -points, whole: -line.whole,
                takes: taken.takes, debt: taken.debt, unrecovered: taken.unrecovered, original: line.award.entry,
                source: .rule(activity: activity.key, rule: line.award.rule, version: line.version), actor: actor, reason: activity.rejudgementReason,
                occurred: undoing.earlier.decision.judgedAs, recorded: now)
        }
    }

    private func giveBackDeduction(_ line: Undoing.Line, _ undoing: Undoing, by activity: Activity) throws -> Entry {
        let now = now, actor = actor.text
        let original = try line.award.entry.flatMap { try overlay.entry($0) }
        let takes = original?.takes ?? []
        let debt = original?.debt ?? 0
        let grace = graceUntil
        let (lapsed, left) = try account(of: line.award.member) {
            try $0.giveBackDeduction(takes, debt: debt, graceUntil: grace, at: now)
        }
        let entry = try write {
            Entry(
                number: $0, member: line.award.member, team: line.award.team, kind: .reversal, points: takes.reduce(debt) { $0 + $1.points },
                whole: -line.whole, takes: takes, original: line.award.entry,
                source: .rule(activity: activity.key, rule: line.award.rule, version: line.version), actor: actor, reason: activity.rejudgementReason,
                occurred: undoing.earlier.decision.judgedAs, recorded: now)
        }
        if left > 0 {
            _ = try account(of: line.award.member) { try $0.open(LotID(entry.number), left, usableFrom: nil, expires: nil, at: now) }
        }
        try expire(lapsed, of: line.award.member)
        return entry
    }

    /// The expiry that lapsed points get when they return (`refund_grace`); nil: none.
    var graceUntil: Instant? {
        company.refundGrace.isZero ? nil : calendar.goodThrough(company.refundGrace, from: now)
    }
}
