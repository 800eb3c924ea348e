import Identity
import JSON
import Periods
import RuleEngine

/// With a rolling window a sum may rise by time alone, when a deduction leaves it (points.md, "The small print"): when a month ends, whom that lifts to a
/// higher tier is raised, whether or not there is a review of their own.
struct MonthEnds: Sendable {
    /// The next month's end to look at; nil: not known, or no window is rolling.
    private var next: Instant?
    /// Who may have risen by it, the first last; nil: nobody has looked yet.
    private var candidates: [MemberID]?

    /// - Parameter last: the instant of the last commit; all that was due before it has been done.
    mutating func moment(after last: Instant, _ calendar: CompanyCalendar, given facts: some Facts) throws -> Agenda.Moment? {
        guard try facts.tiers().first?.window == .rolling else {
            self = MonthEnds()
            return nil
        }
        if next == nil, last > .earliest { next = calendar.period(.month, containing: last.adding(microseconds: -1)).end }
        return next.map { Agenda.Moment(at: $0, phase: .review) }
    }

    /// Who rises at that moment and has not been raised yet; when nobody is left, the next month's end comes next.
    mutating func rising(limit: Int, _ calendar: CompanyCalendar, given facts: some Facts) throws -> [MemberID] {
        guard let at = next else { return [] }
        let tiers = try facts.tiers()
        var left = try candidates ?? Self.candidates(at: at, calendar, facts)
        var rising: [MemberID] = [], gone = 0
        for id in left.reversed() where rising.count < limit {
            if try facts.risenLevel(of: id, in: tiers, byMonthEnd: at, calendar) != nil { rising.append(id) } else if rising.isEmpty { gone += 1 }
        }
        left.removeLast(gone)
        candidates = left
        if rising.isEmpty {
            next = calendar.period(.month, containing: at).end
            candidates = nil
        }
        return rising
    }

    /// Those of whom something left the window since the end of the month before. O(what was counted on these days).
    private static func candidates(at: Instant, _ calendar: CompanyCalendar, _ facts: some Facts) throws -> [MemberID] {
        let before = calendar.period(.month, containing: at.adding(microseconds: -1)).start
        let days = [before, at].map { Tier.Window.rolling.days(at: $0.adding(microseconds: -1), calendar).start }
        let moved = try facts.tallies(of: .qualifying, over: DayRange(days[0], until: days[1]))
        return moved.compactMap { if case .member(let id) = $0.owner { id } else { nil } }.sorted(by: >)
    }
}

extension Facts {
    /// The place of the tier that a member holds in the list of tiers; −1 is none.
    func heldLevel(of id: MemberID, in tiers: [Tier]) throws -> Int {
        guard let held = try tierStanding(id)?.tier else { return -1 }
        return tiers.firstIndex { $0.id == held } ?? -1
    }

    /// The place of the highest tier that a member's qualifying points of some days reach; −1 is none.
    func reachedLevel(of id: MemberID, in tiers: [Tier], over days: DayRange) throws -> Int {
        let points = try tally(TallyKey(.member(id), .qualifying), over: days).sum
        return tiers.lastIndex { Decimal($0.threshold) <= points } ?? -1
    }

    /// The tier to which the end of a month raises a member under a rolling window; nil: it does not.
    func risenLevel(of id: MemberID, in tiers: [Tier], byMonthEnd now: Instant, _ calendar: CompanyCalendar) throws -> Int? {
        guard tiers.first?.window == .rolling, calendar.period(.month, containing: now).start == now else { return nil }
        let reached = try reachedLevel(of: id, in: tiers, over: Tier.Window.rolling.days(at: now.adding(microseconds: -1), calendar))
        return try reached > heldLevel(of: id, in: tiers) ? reached : nil
    }
}
