import Identity
import Periods
import RuleEngine

/// How long a member's streak is: the periods that follow each other in which enough was done. Periods without a working day of the company
/// on which the member was there are passed over: they neither add to a streak nor break it (programme.md, "Badges and streaks").
struct StreakRun<Tallies: TallySource> {
    private let facts: Tallies
    private let streak: Streak
    private let member: Member
    private let calendar: CompanyCalendar
    private let workingDays: WorkingDays
    private let counter: TallyKey

    /// Nobody is away for longer without a streak being over.
    private static var longestPause: Int { 1_100 }

    init(_ streak: Streak, of member: Member, _ company: Company, given facts: Tallies) {
        self.facts = facts
        self.streak = streak
        self.member = member
        calendar = company.calendar
        workingDays = company.workingDays
        counter = TallyKey(.member(member.id), .metric(streak.counter.name))
    }

    /// Of the streak around a day, as far as `most`; 0 where that day's own period has not got enough.
    func length(around day: Day, upTo most: Int) throws -> Int {
        let own = calendar.days(of: streak.every.period, containing: day)
        guard counts(own), try hasEnough(own) else { return 0 }
        let before = try walk(from: own, { calendar.days(of: streak.every.period, containing: $0.start.adding(days: -1)) }, upTo: most)
        guard before < most else { return most }
        return try before + walk(from: after(own), after, upTo: most - before)
    }

    /// Of the streak that lasts on a day, whose own period may still get what it needs; as far as `most`.
    func length(lastingOn day: Day, upTo most: Int) throws -> Int {
        let own = calendar.days(of: streak.every.period, containing: day)
        let before = { (days: DayRange) in calendar.days(of: streak.every.period, containing: days.start.adding(days: -1)) }
        return try walk(from: counts(own) && hasEnough(own) ? own : before(own), before, upTo: most)
    }

    /// Whether anything is asked for in a period.
    func counts(_ days: DayRange) -> Bool {
        let away = member.leave.reduce(0) { sum, leave in
            let both = DayRange(max(leave.start, days.start), until: min(leave.end, days.end))
            return sum + workingDays.count(in: both)
        }
        return workingDays.count(in: days) > away
    }

    private func after(_ days: DayRange) -> DayRange { calendar.days(of: streak.every.period, containing: days.end) }

    private func hasEnough(_ days: DayRange) throws -> Bool { try facts.tally(counter, over: days).count >= streak.count }

    private func walk(from first: DayRange, _ next: (DayRange) -> DayRange, upTo most: Int) throws -> Int {
        var length = 0, pause = 0, days = first
        while length < most, Self.longestPause > pause, DayRange.all.contains(next(days)) {
            if !counts(days) || isMissing(days) {
                pause += days.count
            } else if try hasEnough(days) {
                (length, pause) = (length + 1, 0)
            } else {
                break
            }
            days = next(days)
        }
        return length
    }

    /// Days that a zone has left out.
    private func isMissing(_ days: DayRange) -> Bool { calendar.zone.instants(of: days).isEmpty }
}
