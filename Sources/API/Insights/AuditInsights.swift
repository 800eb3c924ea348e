import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store

/// For audit: findings, not verdicts.
extension InsightSources {
    private static let historyDays: Int64 = 180, recentDays: Int64 = 7, monthDays: Int64 = 30
    private static let burstMinutes: Int64 = 10, burstLeast = 5, sizesLeast = 3, sizeShare = 0.9, afterLockDays: Int64 = 7
    private static let customerLeast = 3, hoursLeast = 3, circleLeast = 3

    func audit() throws -> [Finding] {
        let activities = try self.activities(days: Self.historyDays)
        return try bursts(activities) + sizes() + reversals(activities) + customers(activities) + hours(activities) + circles(activities)
    }

    /// More within ten minutes in the last seven days than in any ten minutes of the 180 days before.
    private func bursts(_ all: [Recorded]) -> [Finding] {
        let people = Dictionary(grouping: all.filter { $0.activity.key.source.text != Activity.ownSource && $0.activity.subject != nil }) { $0.activity.subject ?? "" }
        return people.sorted { $0.key < $1.key }.compactMap { member, own in
            let times = own.map(\.activity.time).sorted(), since = ago(days: Self.recentDays)
            let (before, recent) = (Self.most(times.filter { $0 < since }), Self.most(times.filter { $0 >= since }))
            guard let from = recent.from, recent.count >= Self.burstLeast, recent.count > before.count, before.count > 0 else { return nil }
            return Finding(
                .audit, .burst, about: [member.text, from.rfc3339], member: member,
                facts: ["count": .integer(recent.count), "from": .string(from.rfc3339), "most_before": .integer(before.count)],
                rule: [
                    "minutes": .integer(Self.burstMinutes), "at_least": .integer(Self.burstLeast), "days": .integer(Self.recentDays), "compared_days": .integer(Self.historyDays),
                ])
        }
    }

    private static func most(_ times: [Instant]) -> (count: Int, from: Instant?) {
        var first = 0, best = (count: 0, from: Instant?.none)
        for (index, time) in times.enumerated() {
            while time.microseconds(since: times[first]) >= burstMinutes * 60_000_000 { first += 1 }
            if index - first + 1 > best.count { best = (index - first + 1, times[first]) }
        }
        return best
    }

    /// Adjustments of one person that lie within a tenth below a limit of authority.
    private func sizes() throws -> [Finding] {
        var filter = RequestFilter()
        (filter.kind, filter.limit) = ("adjustment", 500)
        let given = try reader.requests(filter).filter { $0.created >= ago(days: Self.monthDays) }
        let limits = programme.company.approvals.compactMap(\.upTo)
        return Dictionary(grouping: given, by: \.requester).sorted { $0.key.text < $1.key.text }.flatMap { giver, given in
            limits.compactMap { limit -> Finding? in
                let near = given.filter { Double($0.points.magnitude) > Double(limit) * Self.sizeShare && $0.points.magnitude <= limit.magnitude }
                guard near.count >= Self.sizesLeast else { return nil }
                return Finding(
                    .audit, .belowAuthority, about: [giver.text, "\(limit)"], member: giver.member,
                    facts: ["limit": .integer(limit), "count": .integer(near.count), "points": .integer(near.reduce(0) { $0 + $1.points.magnitude })],
                    rule: ["days": .integer(Self.monthDays), "above_share": .rounded(Self.sizeShare), "at_least": .integer(Self.sizesLeast)])
            }
        }
    }

    /// What counted in a period was reversed within a week after a board of it was locked.
    private func reversals(_ all: [Recorded]) throws -> [Finding] {
        try all.compactMap { recorded in
            guard case .reverses(let key)? = recorded.activity.link, let earlier = try reader.recorded(key) else { return nil }
            let time = earlier.decision.judgedAs
            for board in programme.boards {
                let period = calendar.period(board.period, containing: time)
                guard period.end > programme.liveSince, let archive = try reader.archive(board: board.id, period: period.key) else { continue }
                let since = recorded.recorded.microseconds(since: archive.at)
                guard since >= 0, since <= Self.afterLockDays * 86_400_000_000 else { continue }
                let member = earlier.activity.subject, honoured = archive.honours.contains { $0.owner == member.map(Owner.member) }
                return Finding(
                    .audit, .reversedAfterLock, about: [key.source.text, key.id.text], member: member,
                    facts: [
                        "source": .string(key.source.text), "activity": .string(key.id.text), "board": .string(board.id), "period": .string(period.key),
                        "hours_after": .integer(since / 3_600_000_000), "honoured": .bool(honoured),
                    ],
                    rule: ["days_after": .integer(Self.afterLockDays)])
            }
            return nil
        }
    }

    /// One customer whom three people or more have reported in a month.
    private func customers(_ all: [Recorded]) -> [Finding] {
        var people: [String: Set<MemberID>] = [:]
        for recorded in all where recorded.activity.time >= ago(days: Self.monthDays) && recorded.fate == .standing {
            if let customer = recorded.activity.facts["customer"]?.string, let subject = recorded.activity.subject { people[customer, default: []].insert(subject) }
        }
        return people.filter { $0.value.count >= Self.customerLeast }.sorted { $0.key < $1.key }.map { customer, members in
            Finding(
                .audit, .customerOfMany, about: [customer],
                facts: ["customer": .string(customer), "count": .integer(members.count), "members": .array(members.sorted().map { .string($0.text) })],
                rule: ["days": .integer(Self.monthDays), "at_least": .integer(Self.customerLeast)])
        }
    }

    /// What people have entered for themselves between 23 and 5 o'clock.
    private func hours(_ all: [Recorded]) -> [Finding] {
        let own = all.filter { recorded in
            recorded.activity.key.source.text == ManualEntry.source && recorded.recorded >= ago(days: Self.monthDays)
                && recorded.actor.member == recorded.activity.subject && isNight(recorded.recorded)
        }
        return Dictionary(grouping: own) { $0.activity.subject ?? "" }.filter { $0.value.count >= Self.hoursLeast }.sorted { $0.key < $1.key }.map { member, own in
            Finding(
                .audit, .unusualHours, about: [member.text], member: member, facts: ["count": .integer(own.count)],
                rule: ["days": .integer(Self.monthDays), "from_hour": 23, "until_hour": 5, "at_least": .integer(Self.hoursLeast)])
        }
    }

    private func isNight(_ time: Instant) -> Bool {
        let hour = calendar.zone.wallClock(at: time).microsecondOfDay / 3_600_000_000
        return hour >= 23 || hour < 5
    }

    /// Two who have thanked each other three times each, or more.
    private func circles(_ all: [Recorded]) -> [Finding] {
        var given: [MemberID: [MemberID: Int]] = [:]
        for recorded in all where recorded.activity.type == "laurel.kudos.given" && recorded.activity.time >= ago(days: Self.monthDays) {
            if let from = recorded.activity.subject, let to = recorded.activity.data["to"]?.string { given[from, default: [:]][MemberID(to), default: 0] += 1 }
        }
        return given.sorted { $0.key < $1.key }.flatMap { from, others in
            others.sorted { $0.key < $1.key }.compactMap { to, count -> Finding? in
                guard from < to, let back = given[to]?[from], min(count, back) >= Self.circleLeast else { return nil }
                return Finding(
                    .audit, .kudosCircle, about: [from.text, to.text], facts: ["members": [.string(from.text), .string(to.text)], "given": .integer(count), "back": .integer(back)],
                    rule: ["days": .integer(Self.monthDays), "at_least": .integer(Self.circleLeast)])
            }
        }
    }
}
