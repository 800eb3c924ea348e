import Identity
import JSON
import Periods
import RuleEngine

/// Notices that a command brought a member's metric to a mark of its target: once for each member, period and mark, whatever
/// becomes of the metric or of the target later (points.md, "Targets"). Targets of teams are for boards and pages; they have
/// nobody whom a rule could give points.
extension Draft {
    /// Looks at the targets of everyone whose metrics have moved. Several that are reached are recorded in the order of member, metric
    /// and period, from short to long.
    ///
    /// - Parameter time: the time by which the activity that moved them was judged.
    func noteReached(_ moves: [MetricMove], at time: Instant) throws {
        let moves = try moves.filter { try overlay.hasTargets(.member($0.member)) }
        guard !moves.isEmpty else { return }
        let set = programme.book.set(at: time)
        let periods = PeriodKind.allCases.map { calendar.period($0, containing: time) }
        let moved = Dictionary(grouping: moves, by: \.member).mapValues { Set($0.flatMap { set.metrics(moving: $0.metric) }).sorted() }
        for (member, metrics) in moved.sorted(by: { $0.key < $1.key }) {
            for metric in metrics {
                for period in periods {
                    let key = TargetKey(owner: .member(member), metric: metric, period: period.key)
                    guard let target = try overlay.target(key) else { continue }
                    try noteReached(key, target, in: period, at: time, set)
                }
            }
        }
    }

    /// Looks at one target that was set or changed.
    func noteReached(_ key: TargetKey, _ target: Target) throws {
        guard let period = calendar.period(key: key.period) else { return }
        let time = min(now, period.end.adding(microseconds: -1))
        try noteReached(key, target, in: period, at: time, programme.book.set(at: time))
    }

    private func noteReached(_ key: TargetKey, _ target: Target, in period: Period, at time: Instant, _ set: RuleSet) throws {
        guard case .member(let member) = key.owner else { return }
        let value = try overlay.value(of: key.metric, .member(member), over: period.days, set)
        var reached = target
        for mark in set.marks where !target.reached.contains(mark) {
            guard try Self.reaches(value, target.value, mark) else { break }
            let activity = try Self.activity(key, target, member, mark: mark, value: value, at: time)
            guard notices(activity.key.id.text, activity.type, member, at: time) else { break }
            reached.reached.insert(mark)
            overlay.changes.reached.append(activity)
        }
        if reached != target { overlay.changes.targets[key] = reached }
    }

    /// Whether `value` is at least `mark` percent of `target`. Exact; beyond the range of decimals it is a matter of 34 digits.
    private static func reaches(_ value: Decimal, _ target: Decimal, _ mark: Int) throws(DecimalError) -> Bool {
        try value.multiplied(by: Decimal(100)) >= target.multiplied(by: Decimal(mark))
    }

    /// Its identity is made of what may happen once.
    private static func activity(
        _ key: TargetKey, _ target: Target, _ member: MemberID, mark: Int, value: Decimal, at time: Instant
    ) throws -> Activity {
        try Activity(
            source: Activity.ownSource, id: "target/\(key.metric)/\(key.period)/\(mark)/\(member)", type: TargetMark.activityType, time: time,
            subject: member.text,
            data: [
                "metric": .string(key.metric), "period": .string(key.period), "mark": .number(Decimal(mark)), "member": .string(member.text),
                "target": .number(target.value), "value": .number(value),
            ])
    }
}
