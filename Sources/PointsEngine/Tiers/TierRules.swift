import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// How tiers rise and fall (points.md, "Tiers, rewards, redemptions" and the small print). Levels are places in the list
/// of tiers; −1 is none.
extension Draft {
    /// Raises a member whose points of the running period reach a higher tier.
    func raiseTier(of id: MemberID) throws {
        let tiers = try overlay.tiers()
        guard let window = tiers.first?.window else { return }
        let held = try overlay.heldLevel(of: id, in: tiers)
        let reached = try reachedLevel(id, tiers, at: now)
        guard reached > held else { return }
        stand(id, tiers[reached], review: window.endOfNext(at: now, calendar))
    }

    /// The end of the period that a tier holds for: one review, keep, or lower after the grace.
    func reviewTier(of id: MemberID) throws {
        let tiers = try overlay.tiers()
        guard let window = tiers.first?.window else { return }
        if let risen = try overlay.risenLevel(of: id, in: tiers, byMonthEnd: now, calendar) {
            return stand(id, tiers[risen], review: window.end(at: now, calendar))
        }
        guard var standing = try overlay.tierStanding(id) else { return }
        let level = try overlay.heldLevel(of: id, in: tiers)
        guard level >= 0 else { return try restand(id) }
        if standing.grace == nil, let review = standing.review, review <= now {
            let last = review.adding(microseconds: -1)
            if try reachedLevel(id, tiers, at: last) >= level {
                standing.review = window.end(at: review, calendar)
            } else {
                let until = calendar.fromBoundary(review, tiers[level].grace)
                standing.grace = TierStanding.Grace(until: until, reviewed: window.days(at: last, calendar))
            }
            overlay.changes.tierStandings[id] = standing
        }
        if let grace = standing.grace, grace.until <= now { try endGrace(grace, of: id, level, tiers, window) }
    }

    private func endGrace(_ grace: TierStanding.Grace, of id: MemberID, _ level: Int, _ tiers: [Tier], _ window: Tier.Window) throws {
        let running = try reachedLevel(id, tiers, at: now)
        let then = try overlay.reachedLevel(of: id, in: tiers, over: grace.reviewed)
        var lowered = level
        if then < level {
            lowered = tiers[level].downgrade == .one ? max(level - 1, running) : max(then, running)
        }
        stand(id, lowered < 0 ? nil : tiers[lowered], review: window.end(at: now, calendar))
    }

    /// Puts a member where the points of the running period belong, whatever was held before.
    func restand(_ id: MemberID) throws {
        let tiers = try overlay.tiers()
        let reached = try reachedLevel(id, tiers, at: now)
        stand(id, reached < 0 ? nil : tiers[reached], review: tiers.first?.window.endOfNext(at: now, calendar))
    }

    private func stand(_ id: MemberID, _ tier: Tier?, review: Instant?) {
        overlay.changes.tierStandings[id] = tier.map { TierStanding(member: id, tier: $0.id, since: now, review: review) }
    }

    private func reachedLevel(_ id: MemberID, _ tiers: [Tier], at time: Instant) throws -> Int {
        guard let window = tiers.first?.window else { return -1 }
        return try overlay.reachedLevel(of: id, in: tiers, over: window.days(at: time, calendar))
    }
}

extension Tier.Window {
    private var kind: PeriodKind {
        switch self {
        case .quarter: .quarter
        case .year: .year
        case .rolling: .month
        case .lifetime: .all
        }
    }

    /// The days whose points count at `time`.
    package func days(at time: Instant, _ calendar: CompanyCalendar) -> DayRange {
        let day = calendar.day(of: time)
        guard self == .rolling else { return calendar.days(of: kind, containing: day) }
        return DayRange(day.adding(months: -12).adding(days: 1), until: day.adding(days: 1))
    }

    /// The end of the period that runs at `time`: the next review; nil: there is none.
    func end(at time: Instant, _ calendar: CompanyCalendar) -> Instant? {
        self == .lifetime ? nil : calendar.period(kind, containing: time).end
    }

    /// The end of the period after the one that runs at `time`: to there a tier holds that is reached now.
    func endOfNext(at time: Instant, _ calendar: CompanyCalendar) -> Instant? {
        guard let end = end(at: time, calendar), self != .rolling else { return end(at: time, calendar) }
        return calendar.period(kind, containing: end).end
    }
}
