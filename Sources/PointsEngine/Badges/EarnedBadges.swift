import Identity
import JSON
import Periods
import RuleEngine

/// Notices that what a command moved brought a member to a level of a badge: once for each level, and once a period where the badge is
/// about one, whatever becomes of the facts later (programme.md, "Badges and streaks").
extension Draft {
    /// Looks at the badges of everyone whose metrics have moved. What is earned at once is recorded in the order of member, badge and level.
    ///
    /// - Parameters:
    ///   - time: the time by which the activity that moved them was judged.
    ///   - takesBack: what was earned may have lost what it was earned by.
    func noteBadges(_ moves: [MetricMove], at time: Instant, takesBack: Bool) throws {
        let badges = programme.badges
        guard !badges.all.isEmpty, !moves.isEmpty else { return }
        let set = programme.book.set(at: time)
        var moved: [MemberID: [Badge]] = [:]
        for move in moves {
            for badge in set.metrics(moving: move.metric).flatMap(badges.moved) {
                let known = moved[move.member] ?? []
                if !known.contains(where: { $0.id == badge.id }) { moved[move.member] = known + [badge] }
            }
        }
        for (member, badges) in moved.sorted(by: { $0.key < $1.key }) {
            for badge in badges.sorted(by: { $0.id < $1.id }) { try note(badge, of: member, at: time, takesBack: takesBack, set) }
        }
    }

    private func note(_ badge: Badge, of id: MemberID, at time: Instant, takesBack: Bool, _ set: RuleSet) throws {
        guard let member = try overlay.member(id) else { return }
        let period = calendar.period(badge.over, containing: time)
        let key = BadgeKey(member: id, badge: badge.id, period: period.key)
        let known = try overlay.find(EarnedBadge.self, key)
        var earned = known ?? EarnedBadge(title: badge.title)
        // Most have what they can get, and then nothing is counted.
        guard takesBack || badge.levels.contains(where: { earned[$0] == nil }) else { return }
        let value = try overlay.value(of: badge, by: member, at: time, programme, set)
        for level in badge.levels(reachedBy: value) where earned[level] == nil {
            guard notices(EarnedBadge.activityID(key, level), EarnedBadge.activityType, id, at: time) else { continue }
            earned[level] = EarnedBadge.Level(level: level, at: time, number: number)
            overlay.changes.reached.append(try Self.activity(key, badge, level, at: time))
        }
        if takesBack { try noteTakenBack(&earned, badge, member, value, set) }
        if earned != known ?? EarnedBadge(title: badge.title) {
            earned.title = badge.title
            overlay.changes.earnedBadges[key] = earned
        }
    }

    /// Says of each level whether facts still stand behind it.
    private func noteTakenBack(_ earned: inout EarnedBadge, _ badge: Badge, _ member: Member, _ value: Decimal, _ set: RuleSet) throws {
        for level in earned.levels {
            var now = value
            if case .streak = badge.goal { now = try overlay.value(of: badge, by: member, at: level.at, programme, set) }
            var changed = level
            changed.isTakenBack = now < level.level
            earned[level.level] = changed
        }
    }

    /// Looks at a member's streaks again where the days changed on which the member was there.
    func noteStreaks(of member: Member, around days: DayRange) throws {
        let set = programme.book.set(at: now)
        for badge in programme.badges.all {
            guard case .streak = badge.goal else { continue }
            // A day before, in and after the leave: whatever it joins or parts is around one of them.
            for day in [days.start.adding(days: -1), days.start, days.end] {
                guard let near = try overlay.lastDone(badge, by: member, notAfter: day, programme.company) else { continue }
                let time = min(now, calendar.noon(of: near))
                try note(badge, of: member.id, at: time, takesBack: true, set)
            }
        }
    }

    /// Its identity is made of what may happen once.
    private static func activity(_ key: BadgeKey, _ badge: Badge, _ level: Decimal, at time: Instant) throws -> Activity {
        var data: JSONObject = ["badge": .string(badge.id), "level": .number(level)]
        if badge.over != .all { data["period"] = .string(key.period) }
        return try Activity(
            source: Activity.ownSource, id: EarnedBadge.activityID(key, level), type: EarnedBadge.activityType, time: time, subject: key.member.text, data: data)
    }
}

extension TallySource {
    /// What a member has of what a badge asks for, in the period or the streak of `time`. A streak is counted as far as its last level.
    func value(of badge: Badge, by member: Member, at time: Instant, _ programme: Programme, _ set: RuleSet) throws -> Decimal {
        let calendar = programme.calendar
        switch badge.goal {
        case .metric(let metric, let over):
            return try value(of: metric, .member(member.id), over: calendar.days(of: over, containing: calendar.day(of: time)), set)
        case .streak(let streak):
            return Decimal(try StreakRun(streak, of: member, programme.company, given: self).length(around: calendar.day(of: time), upTo: badge.longest))
        }
    }

    /// What a member has now of what a badge asks for: of a streak, the one that still lasts.
    package func current(_ badge: Badge, of member: Member, at now: Instant, _ programme: Programme) throws -> Decimal {
        guard case .streak(let streak) = badge.goal else {
            return try value(of: badge, by: member, at: now, programme, programme.book.set(at: now))
        }
        let run = StreakRun(streak, of: member, programme.company, given: self)
        return Decimal(try run.length(lastingOn: programme.calendar.day(of: now), upTo: badge.longest))
    }

    /// The last day up to `day` on which a streak that could have lasted was gone on with.
    func lastDone(_ badge: Badge, by member: Member, notAfter day: Day, _ company: Company) throws -> Day? {
        guard case .streak(let streak) = badge.goal else { return nil }
        let run = StreakRun(streak, of: member, company, given: self)
        var days = company.calendar.days(of: streak.every.period, containing: day)
        for _ in 0..<400 where days.start > .earliest {
            if run.counts(days) {
                return try run.length(around: days.start, upTo: 1) > 0 ? days.start : nil
            }
            days = company.calendar.days(of: streak.every.period, containing: days.start.adding(days: -1))
        }
        return nil
    }
}

extension Badge {
    /// The last level, as far as anybody counts.
    fileprivate var longest: Int { levels.last.flatMap { Int(exactly: $0.int64 ?? 0) } ?? 0 }
}
