import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// The counters, claims and ladders of one run, which they never leave.
final class RunCounters: Counters {
    private var tallies: [TallyKey: DaySeries] = [:]
    private var claims: [ClaimKey: [ClaimHolder]] = [:]
    private let targets: [TargetKey: Decimal]

    init(targets: [TargetKey: Decimal]) { self.targets = targets }

    func tally(_ key: TallyKey, over days: DayRange) throws -> Tally { try tallies[key]?.sum(over: days) ?? .zero }
    func holders(of claim: ClaimKey) -> [ClaimHolder] { claims[claim] ?? [] }

    func target(_ metric: String, of member: MemberID, period: Period) -> Decimal? {
        targets[TargetKey(owner: .member(member), metric: metric, period: period.key)]
    }

    func move(_ key: TallyKey, on day: Day, by sum: Decimal, count: Int64) throws {
        var tally = tallies[key]?[day] ?? .zero
        tally.sum = try tally.sum.adding(sum)
        tally.count += count
        try tallies[key, default: DaySeries()].set(day, to: tally)
    }

    func claim(_ key: ClaimKey, by holder: ClaimHolder) {
        if claims[key]?.contains(holder) ?? false { return }
        claims[key, default: []].append(holder)
    }

    func release(_ key: ClaimKey, by activity: ActivityKey) {
        claims[key]?.removeAll { $0.activity == activity }
    }
}

extension RunCounters {
    /// A member's part of a rule's award.
    struct Part: Hashable {
        let rule: String
        let member: MemberID

        init(_ line: DecisionLine) {
            rule = line.rule
            member = line.member
        }
    }

    /// Moves what a decision has moved when it was made.
    func repeatMoves(of decision: Decision, by activity: Activity, on day: Day) throws {
        for line in decision.lines {
            for counter in Set(line.counted.map(\.key)) { try move(counter, on: day, by: Decimal(line.size), count: 1) }
            for key in line.claims { claim(key, by: ClaimHolder(at: decision.judgedAs, activity: activity.key)) }
            if let climb = line.climbed { try move(line.ladder, on: day, by: climb.by, count: 1) }
        }
        try moveMetrics(of: decision, on: day)
    }

    /// Moves it all back, as a reversal does.
    /// - Returns: what it takes from each part; of a ladder what the ladder falls by now.
    func undo(
        _ decision: Decision, of activity: ActivityKey, by set: RuleSet, on day: Day, _ calendar: CompanyCalendar
    ) throws -> [Part: Points] {
        var wholes: [Part: Points] = [:]
        for line in decision.lines {
            for counter in line.counted where counter.releases { try move(counter.key, on: day, by: Decimal(-line.size), count: -1) }
            for key in line.claims { release(key, by: activity) }
            wholes[Part(line)] = line.after
            guard let climb = line.climbed else { continue }
            let total = try tally(line.ladder, over: calendar.days(of: climb.over, containing: day)).sum
            try move(line.ladder, on: day, by: -climb.by, count: -1)
            guard let rule = set.rule(line.rule), case .ladder(let ladder) = rule.award else { continue }
            wholes[Part(line)] = try ladder.rise(from: total.subtracting(climb.by), to: total, rounding: rule.rounding)
        }
        try moveMetrics(of: decision, on: day, undo: true)
        return wholes
    }

    private func moveMetrics(of decision: Decision, on day: Day, undo: Bool = false) throws {
        for metric in decision.metrics { try apply(metric, on: day, undo: undo) }
    }
}

extension DecisionLine {
    fileprivate var size: Points { Points(after.magnitude) }
    fileprivate var ladder: TallyKey { TallyKey(.member(member), .ladder(rule)) }
}
