import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// Where an undoing begins: holds are dropped, counters, claims and metrics are given back; points are not touched yet.
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
        for move in metrics { try apply(try whereItIs(move), on: day, undo: true) }
        try credit(decision.heads, on: day, by: -1)
        return undoing
    }

    /// What it counted for a customer that was merged since counts for that one's heir.
    private func whereItIs(_ move: MetricMove) throws -> MetricMove {
        guard let id = move.customer, let customer = try customer(id), customer.id != id else { return move }
        var move = move
        move.customer = customer.id
        return move
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
        request.step(to: .void, by: actor, at: now)
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
