import Identity
import Periods
import RuleEngine

/// A late fact mends a streak until its day's period is locked (programme.md, "Badges and streaks"). History never locks.
extension Draft {
    /// Whether a counter takes no more of what is judged as of `time`. What an earlier version had counted for the member was in time.
    func isTooLate(for counter: Metric, _ member: MemberID, at time: Instant, correcting earlier: Undoing?) -> Bool {
        guard let kind = counter.punctual, isLocked(kind, at: time, by: now) else { return false }
        return !(earlier?.metrics.contains { $0.metric == counter.name && $0.member == member } ?? false)
    }

    /// The same of what was recorded before the counter was there.
    func isLate(_ recorded: Recorded, for counter: Metric, of member: MemberID) throws -> Bool {
        guard let kind = counter.punctual, isLocked(kind, at: recorded.decision.judgedAs, by: recorded.recorded) else { return false }
        guard case .replaces(let key) = recorded.activity.link, let earlier = try overlay.recorded(key), counter.formula.counts(earlier.activity.type),
            earlier.activity.credits(member)
        else { return true }
        return try isLate(earlier, for: counter, of: member)
    }

    private func isLocked(_ kind: PeriodKind, at time: Instant, by then: Instant) -> Bool {
        let end = calendar.period(kind, containing: time).end
        return end > programme.liveSince && then >= calendar.fromBoundary(end, company.lockAfter)
    }
}

extension Metric.Formula {
    fileprivate func counts(_ type: String) -> Bool {
        guard case .gathered(let types, _, _) = self else { return false }
        return types.contains(type)
    }
}

extension Activity {
    fileprivate func credits(_ member: MemberID) -> Bool { credits?.contains { $0.member == member } ?? (subject == member) }
}
