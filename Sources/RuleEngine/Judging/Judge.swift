import Identity
import JSON
import Periods

/// Judges one activity: rule set + activity + counters → decision. It moves counters and claims, and knows no ledger.
///
/// Two passes: first every expression about the activity is evaluated, so that of several faults the first in the
/// order of `points.md` is answered and nothing has moved; then limits are filled, rule by rule in order of id.
package struct Judge<State: Counters> {
    let activity: Activity
    /// The time by which it is judged.
    let time: Instant
    let day: Day
    let set: RuleSet
    let companyLimits: [Limit]
    let calendar: CompanyCalendar
    /// `member` in expressions: the subject, or the first credited.
    let subject: Credited
    /// Who is credited, in the order of the credits; never empty.
    let credited: [Credited]
    package private(set) var state: State
    /// What limits over the event have given to parts of it: all parts together are one event.
    private var givenByEvent: [TallyKey: (points: Points, count: Int64)] = [:]

    package init(
        _ activity: Activity, judgedAs time: Instant, under set: RuleSet, companyLimits: [Limit],
        calendar: CompanyCalendar, subject: Credited, credited: [Credited], state: State
    ) {
        self.activity = activity
        self.time = time
        self.day = calendar.day(of: time)
        self.set = set
        self.companyLimits = companyLimits
        self.calendar = calendar
        self.subject = subject
        self.credited = credited
        self.state = state
    }

    /// - Throws: `Refusal`, or what the counters throw.
    package mutating func judge() throws -> Decision {
        let (matches, metrics) = try evaluate()
        var decision = Decision(version: set.version, judgedAs: time)
        for match in matches {
            decision.lines += try award(match)
        }
        for (metric, quantity) in metrics {
            decision.metrics += try gather(metric, quantity)
        }
        return decision
    }

    // MARK: What the expressions say

    private func evaluate() throws -> (matches: [Match], metrics: [(Metric, Decimal)]) {
        let context = RuleContext(activity: activity, time: time, subject: subject, set: set, calendar: calendar, state: state)
        var faults = Faults()
        var matches: [Match] = []
        var metrics: [(Metric, Decimal)] = []
        for rule in set.rules(for: activity.type) where rule.applies.contains(time) {
            if let match = try faults.collecting({ try Match(rule, credited: credited, in: context) }), let match { matches.append(match) }
        }
        for metric in set.metrics(for: activity.type) {
            if let quantity = try faults.collecting({ try context.quantity(of: metric) }), let quantity { metrics.append((metric, quantity)) }
        }
        try faults.throwFirst()
        return (matches, metrics)
    }

    // MARK: What is awarded

    private mutating func award(_ match: Match) throws -> [DecisionLine] {
        let rule = match.rule
        let claim = match.claimKey(rule.unique, calendar: calendar, day: day)
        let isTaken = try claim.map { try state.holders(of: $0).contains { $0.activity != activity.key } } ?? false
        var lines: [DecisionLine] = []
        for (index, member) in credited.enumerated() where rule.applies.contains(member.lineage) {
            var line = match.line(for: member, at: index)
            try climb(&line, match, member)
            if line.before != 0, isTaken { line.block(.unique) }
            try cool(&line, match, member)
            try limit(&line, match, member)
            if line.after != 0 {
                if let claim { line.claims.append(claim) }
                try hold(&line, match)
                date(&line, rule)
            }
            lines.append(line)
        }
        for line in lines {
            for claim in line.claims { try state.claim(claim, by: ClaimHolder(at: time, activity: activity.key)) }
        }
        return lines
    }

    /// A ladder over a period: the member's own total moves, and the award is what the ladder rises by.
    private mutating func climb(_ line: inout DecisionLine, _ match: Match, _ member: Credited) throws {
        guard case .ladder(let ladder) = match.rule.award, let over = ladder.over, let quantity = match.quantity else { return }
        try faultAsRefusal {
            let by = try member.part(of: quantity)
            let key = TallyKey(.member(member.id), .ladder(match.rule.id))
            let from = try state.tally(key, over: calendar.days(of: over, containing: day)).sum
            let rise = try ladder.rise(from: from, to: from.adding(by), rounding: match.rule.rounding)
            line.climbed = Climb(over: over, by: by, from: from)
            line.amount = Decimal(rise)
            line.rounded = rise
            line.before = rise
            line.after = rise
            try state.move(key, on: day, by: by, count: 1)
        }
    }

    private func cool(_ line: inout DecisionLine, _ match: Match, _ member: Credited) throws {
        guard let cooldown = match.rule.cooldown, line.after != 0 else { return }
        let key = ClaimKey(rule: match.rule.id, kind: .cooldown, key: match.key(cooldown.per, for: member))
        let isTooSoon = try state.holders(of: key).contains {
            $0.activity != activity.key && abs($0.at.microseconds(since: time)) < cooldown.microseconds
        }
        if isTooSoon { line.block(.cooldown) } else { line.claims.append(key) }
    }

    private mutating func limit(_ line: inout DecisionLine, _ match: Match, _ member: Credited) throws {
        guard line.after != 0 else {
            line.claims = []
            return
        }
        let isDeduction = line.after < 0
        var counters: [Counted] = []
        var events: [TallyKey] = []
        var left = abs(line.after)
        for applied in match.limits(company: companyLimits) {
            let limit = applied.limit
            let key = TallyKey(match.owner(limit.per, for: member), .limit(applied.counter + (isDeduction ? "-" : "")))
            let allowed = try allowance(limit, key, wanted: left)
            if allowed < left { line.cuts.append(Cut(limit: limit.name, points: left - allowed)) }
            left = allowed
            if limit.window == .event { events.append(key) } else { counters.append(Counted(key: key, releases: limit.releases)) }
            if left == 0 { break }
        }
        line.after = isDeduction ? -left : left
        guard left > 0 else {
            line.claims = []
            return
        }
        // Limits of one group share a counter: it is filled once, and given back once.
        var keys: Set<TallyKey> = []
        counters = counters.filter { keys.insert($0.key).inserted }
        for counter in counters { try state.move(counter.key, on: day, by: Decimal(left), count: 1) }
        for event in Set(events) {
            let given = givenByEvent[event] ?? (0, 0)
            givenByEvent[event] = (given.points + left, given.count + 1)
        }
        line.counted = counters
    }

    private func allowance(_ limit: Limit, _ key: TallyKey, wanted: Points) throws -> Points {
        var left = limit.points ?? .max
        if case .period(let kind) = limit.window {
            let used = try state.tally(key, over: calendar.days(of: kind, containing: day))
            if let count = limit.count, used.count >= count { return 0 }
            if let points = limit.points { left = max(0, points - (used.sum.int64 ?? .max)) }
        } else {
            let given = givenByEvent[key] ?? (0, 0)
            if let count = limit.count, given.count >= count { return 0 }
            if let points = limit.points { left = max(0, points - given.points) }
        }
        if wanted <= left { return wanted }
        return limit.overflow == .cut ? left : 0
    }

    private func hold(_ line: inout DecisionLine, _ match: Match) throws {
        guard let hold = match.rule.hold else { return }
        if let when = hold.when, try !match.context.holds(when, points: abs(line.after)) { return }
        line.state = .held
        line.reason = hold.reason
    }

    private func date(_ line: inout DecisionLine, _ rule: Rule) {
        guard line.after > 0 else { return }
        line.usableFrom = rule.pending.map { calendar.end(of: $0, from: .happened(time)) }
        let start = line.usableFrom.map(DurationStart.boundary) ?? .happened(time)
        line.expires = switch rule.expires {
        case .never: nil
        case .at(let instant): max(instant, line.usableFrom ?? instant)
        case .relative(let after, let until): calendar.expiry(from: start, after: after, until: until)
        }
    }

    // MARK: What is counted

    /// What metrics that the set does not have would count of the activity; nothing is moved. Where their expressions fail
    /// they count nothing: no activity is refused for a metric that came later.
    package func moves(of metrics: [Metric]) throws -> [MetricMove] {
        let context = RuleContext(activity: activity, time: time, subject: subject, set: set, calendar: calendar, state: state)
        var faults = Faults()
        return try metrics.flatMap { metric -> [MetricMove] in
            guard case .gathered(let types, _, _) = metric.formula, types.contains(activity.type),
                let found = try faults.collecting({ try context.quantity(of: metric) }), let quantity = found
            else { return [] }
            return try credited.map { member in
                MetricMove(metric: metric.name, member: member.id, lineage: member.lineage, by: try faultAsRefusal { try member.part(of: quantity) })
            }
        }
    }

    private mutating func gather(_ metric: Metric, _ quantity: Decimal) throws -> [MetricMove] {
        var moves: [MetricMove] = []
        for member in credited {
            let by = try faultAsRefusal { try member.part(of: quantity) }
            let move = MetricMove(metric: metric.name, member: member.id, lineage: member.lineage, by: by)
            try state.apply(move, on: day)
            moves.append(move)
        }
        return moves
    }
}

extension Counters {
    /// Moves a metric of the member, of the teams around, and of the company.
    package mutating func apply(_ move: MetricMove, on day: Day, undo: Bool = false) throws {
        let by = undo ? -move.by : move.by
        let measure = Measure.metric(move.metric)
        for owner in move.owners {
            try self.move(TallyKey(owner, measure), on: day, by: by, count: undo ? -1 : 1)
        }
    }
}

extension DecisionLine {
    fileprivate mutating func block(_ reason: Block) {
        blocked = reason
        after = 0
    }
}

extension Ladder {
    /// `f(to) − f(from)`, each rounded, so that awards never drift from the ladder.
    package func rise(from: Decimal, to: Decimal, rounding: Rounding) throws -> Points {
        let (start, end) = (try value(of: from).rounded(rounding), try value(of: to).rounded(rounding))
        return try points(end.subtracting(start))
    }
}
