import Identity
import JSON
import Periods

/// The steps of one part of an award, in their order: ladder, cooldown, limits, hold, dates.
extension Judge {
    /// A ladder over a period: the member's own total moves, and the award is what the ladder rises by; in a correction, the award of
    /// before and the difference.
    ///
    /// - Parameter by: the member's part of the quantity.
    func climb(_ line: inout DecisionLine, _ match: Match, _ member: CreditedMember, by: Decimal) throws {
        guard case .ladder(let ladder) = match.rule.award, let over = ladder.over else { return }
        try faultAsRefusal {
            let key = TallyKey(.member(member.id), .ladder(match.rule.id))
            let from = try state.tally(key, over: calendar.days(of: over, containing: day)).sum
            let rise = try ladder.rise(from: from, to: from.adding(by), rounding: match.rule.rounding)
            line.climbed = Climb(over: over, by: by, from: from)
            line.amount = Decimal(rise)
            line.rounded = rise
            line.before = max(0, try points(Decimal(rise).adding(Decimal(carried(match.rule.id, member.id)))))
            line.after = line.before
            try state.move(key, on: day, by: by, count: 1)
        }
    }

    func cool(_ line: inout DecisionLine, _ match: Match, _ member: CreditedMember) throws {
        guard let cooldown = match.rule.cooldown, line.after != 0 else { return }
        let keys = match.keys(cooldown.per, for: member).map { ClaimKey(rule: match.rule.id, kind: .cooldown, key: $0) }
        let isTooSoon = try keys.contains { key in
            try state.holders(of: key).contains { $0.activity != activity.key && abs($0.at.microseconds(since: time)) < cooldown.microseconds }
        }
        if isTooSoon { line.block(.cooldown) } else { line.claims.append(keys[0]) }
    }

    mutating func limit(_ line: inout DecisionLine, _ match: Match, _ member: CreditedMember) throws {
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
            let keys = match.owners(limit.per, for: member).map { TallyKey($0, applied.measure(isDeduction: isDeduction)) }, key = keys[0]
            let before = try used(of: limit, keys), allowed = limit.allowance(wanted: left, used: before)
            line.used.append(limit.points == nil ? before.count : before.sum.int64 ?? .max)
            if allowed < left { line.cuts.append(Cut(limit: limit.name, points: left - allowed)) }
            left = allowed
            if limit.window == .event { events.append(key) } else { counters.append(Counted(key: key, releases: limit.releases)) }
            if left == 0 { break }
        }
        if line.used.allSatisfy({ $0 == 0 }) { line.used = [] }
        line.after = isDeduction ? -left : left
        guard left > 0 else {
            line.claims = []
            return
        }
        // Limits of one group share a counter: it is filled once, and given back once.
        if counters.count > 1 {
            var keys: Set<TallyKey> = []
            counters = counters.filter { keys.insert($0.key).inserted }
        }
        for counter in counters { try state.move(counter.key, on: day, by: Decimal(left), count: 1) }
        for event in Set(events) {
            let given = givenByEvent[event] ?? (0, 0)
            givenByEvent[event] = (given.points + left, given.count + 1)
        }
        line.counted = counters
    }

    /// What it gave before, in its window.
    /// - Parameter keys: the counter's own, then those that count for it too.
    private func used(of limit: Limit, _ keys: [TallyKey]) throws -> Tally {
        guard case .period(let kind) = limit.window else {
            let given = givenByEvent[keys[0]] ?? (0, 0)
            return Tally(sum: Decimal(given.points), count: given.count)
        }
        let days = calendar.days(of: kind, containing: day)
        return try keys.reduce(Tally.zero) { try $0.adding(state.tally($1, over: days)) }
    }

    func hold(_ line: inout DecisionLine, _ match: Match) throws {
        guard let hold = match.rule.hold else { return }
        if let when = hold.when, try !match.context.holds(when, points: abs(line.after)) { return }
        line.state = .held
        line.reason = hold.reason
    }

    func date(_ line: inout DecisionLine, _ rule: Rule) {
        guard line.after > 0 else { return }
        line.usableFrom = rule.pending.map { calendar.end(of: $0, from: .happened(time)) }
        let start = line.usableFrom.map(DurationStart.boundary) ?? .happened(time)
        line.expires = switch rule.expires {
        case .never: nil
        case .at(let instant): max(instant, line.usableFrom ?? instant)
        case .relative(let after, let until): calendar.expiry(from: start, after: after, until: until)
        }
    }
}

extension Limit {
    fileprivate func allowance(wanted: Points, used: Tally) -> Points {
        if let count, used.count >= count { return 0 }
        let left = points.map { max(0, $0 - (used.sum.int64 ?? .max)) } ?? .max
        return wanted <= left ? wanted : overflow == .cut ? left : 0
    }
}

extension Ladder {
    /// `f(to) − f(from)`, each rounded, so that awards never drift from the ladder.
    package func rise(from: Decimal, to: Decimal, rounding: Rounding) throws -> Points {
        let (start, end) = (try value(of: from).rounded(rounding), try value(of: to).rounded(rounding))
        return try points(end.subtracting(start))
    }
}
