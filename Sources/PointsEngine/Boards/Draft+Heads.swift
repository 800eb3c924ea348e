import Identity
import JSON
import Periods
import RuleEngine

/// Who is a head of a team although no stay tells of it.
extension Draft {
    /// Those of `credited` who had not joined at `time`: for who was there, the stay tells it.
    func headsBeside(_ credited: [Credited], at time: Instant) -> [HeadCredit] {
        credited.compactMap { member in
            guard let team = member.team, let joined = member.joined, time < joined else { return nil }
            return HeadCredit(member: member.id, team: team)
        }
    }

    /// Counts them, or takes back what was counted.
    func credit(_ heads: [HeadCredit], on day: Day, by count: Int64 = 1) throws {
        for head in heads { try move(head.tally, on: day, by: Decimal(count), count: count) }
    }

    /// A change that is dated back takes no member from the heads of a team to which their activities were credited meanwhile:
    /// what was credited there stays there. So does what is dated a little ahead of a change that counts from now. O(days with activities
    /// since then).
    func keepHeads(of member: Member, since: Instant) throws {
        let from = max(since, member.joined), last = calendar.day(of: now.adding(seconds: Self.aheadSeconds))
        guard calendar.day(of: from) <= last else { return }
        let metrics = programme.book.set(at: now).metrics.map { Measure.metric($0.name) }
        let keys = ([.points] + metrics).map { TallyKey(.member(member.id), $0) }
        for day in try daysWithActivities(keys, in: DayRange(calendar.day(of: from), until: last.adding(days: 1))) {
            guard let team = member.team(at: max(from, calendar.zone.firstInstant(of: day))) else { continue }
            try credit([HeadCredit(member: member.id, team: team)], on: day)
        }
    }

    /// By halves, so that only days on which something happened are looked at one by one.
    private func daysWithActivities(_ keys: [TallyKey], in days: DayRange) throws -> [Day] {
        guard days.count > 0, try keys.contains(where: { try tally($0, over: days).count > 0 }) else { return [] }
        guard days.count > 1 else { return [days.start] }
        let middle = days.start.adding(days: days.count / 2)
        return try daysWithActivities(keys, in: DayRange(days.start, until: middle)) + daysWithActivities(keys, in: DayRange(middle, until: days.end))
    }
}
