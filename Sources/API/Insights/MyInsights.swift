import Boards
import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import RuleEngine
import Store

/// For oneself: what is near, what lapses, what can be had.
extension InsightSources {
    private static let paceDays = 28, farDays = 90, farWeeks = 12, usualDays = 30

    func mine(_ member: Member) throws -> [Finding] {
        try [nearest(member), expiring(member), reward(member)].compactMap { $0 }
    }

    /// The thing worth reaching that takes the fewest days at the pace of the last 28.
    private func nearest(_ member: Member) throws -> Finding? {
        let goals = try (tierGoal(member).map { [$0] } ?? []) + targetGoals(member) + badgeGoals(member) + (placeGoal(member).map { [$0] } ?? [])
        guard let best = goals.min(by: { $0.days < $1.days }), best.days <= Self.farDays else { return nil }
        return Finding(
            .me, .nearest, about: [best.what, best.key], member: member.id,
            facts: [
                "what": .string(best.what), "title": best.title, "level": best.level.map(JSONValue.number) ?? .null, "missing": .rounded(best.missing),
                "per_day": .rounded(best.pace), "days": .integer(best.days),
            ],
            rule: ["pace_days": .integer(Self.paceDays), "at_most_days": .integer(Self.farDays)])
    }

    private struct Goal {
        let what: String
        let key: String
        let title: JSONValue
        let missing: Double
        let pace: Double
        let days: Int
        /// Of a badge.
        var level: Decimal?

        init?(_ what: String, _ key: String, _ title: JSONValue, missing: Double, inDays earned: Double) {
            let pace = earned / Double(InsightSources.paceDays)
            guard missing > 0, pace > 0, missing / pace < 10_000 else { return nil }
            (self.what, self.key, self.title, self.missing, self.pace) = (what, key, title, missing, pace)
            days = Int((missing / pace).rounded(.up))
        }
    }

    private func tierGoal(_ member: Member) throws -> Goal? {
        guard let window = directory.tiers.first?.window else { return nil }
        let held = directory.standings[member.id].flatMap { standing in directory.tiers.firstIndex { $0.id == standing.tier } } ?? -1
        guard held + 1 < directory.tiers.count else { return nil }
        let next = directory.tiers[held + 1]
        let have = try points(of: .member(member.id), over: window.days(at: now, calendar), .qualifying)
        let pace = try points(of: .member(member.id), over: last(Self.paceDays), .qualifying)
        return Goal("tier", next.id, next.title.json, missing: Double(next.threshold - have), inDays: Double(pace))
    }

    private func targetGoals(_ member: Member) throws -> [Goal] {
        try PeriodKind.allCases.filter { $0 != .all }.flatMap { kind -> [Goal] in
            let period = calendar.period(kind, containing: now)
            return try reader.targets(of: period.key).filter { $0.key.owner == .member(member.id) }.compactMap { key, target in
                // What a ratio needs is no matter of pace.
                if case .ratio? = set.metric(key.metric)?.formula { return nil }
                let reached = try reader.value(of: key.metric, .member(member.id), over: period.days, set)
                let pace = try reader.value(of: key.metric, .member(member.id), over: last(Self.paceDays), set)
                let title = set.metric(key.metric)?.title?.json ?? .object(["en": .string(key.metric)])
                return Goal("target", "\(key.metric)/\(key.period)", title, missing: Self.double(target.value) - Self.double(reached), inDays: Self.double(pace))
            }
        }
    }

    /// The next level of each badge of a metric, where its period is long enough. Streaks and ratios have no pace.
    private func badgeGoals(_ member: Member) throws -> [Goal] {
        try programme.badges.all.compactMap { badge -> Goal? in
            guard case .metric(let metric, let over) = badge.goal, set.metric(metric) != nil else { return nil }
            if case .ratio? = set.metric(metric)?.formula { return nil }
            let period = calendar.period(over, containing: now)
            let earned = try reader.find(EarnedBadge.self, BadgeKey(member: member.id, badge: badge.id, period: period.key))
            guard let level = badge.levels.first(where: { earned?[$0] == nil }) else { return nil }
            let have = try reader.value(of: metric, .member(member.id), over: period.days, set)
            let pace = try reader.value(of: metric, .member(member.id), over: last(Self.paceDays), set)
            var goal = Goal("badge", "\(badge.id)/\(period.key)/\(level)", badge.title.json, missing: Self.double(level) - Self.double(have), inDays: Self.double(pace))
            goal?.level = level
            return goal.flatMap { now.adding(seconds: Int64($0.days) * 86_400) < period.end ? $0 : nil }
        }
    }

    /// The place above on the board of points of the month.
    private func placeGoal(_ member: Member) throws -> Goal? {
        guard let board = programme.boards.first(where: { $0.entrants == .members && $0.value == .points && $0.period == .month && $0.scope == .company }) else { return nil }
        let month = calendar.period(.month, containing: now)
        let standing = try reader.tallies(of: .points, over: month.days).compactMap { owner, tally -> (id: MemberID, points: Int64)? in
            guard case .member(let id) = owner, let points = tally.sum.int64, directory.members[id]?.isThere(at: now) ?? false else { return nil }
            return (id, points)
        }
        guard let own = standing.first(where: { $0.id == member.id })?.points, let above = standing.map(\.points).filter({ $0 > own }).min() else { return nil }
        return Goal("place", "\(board.id)/\(month.key)", board.title.json, missing: Double(above - own + 1), inDays: Double(try points(of: .member(member.id), over: last(Self.paceDays))))
    }

    static func double(_ value: Decimal) -> Double { Double(value.description) ?? 0 }

    /// Points that lapse before the member usually spends again.
    private func expiring(_ member: Member) throws -> Finding? {
        let spent = try redemptions(of: member.id).map(\.created).sorted()
        let gaps = zip(spent.dropFirst(), spent).map { Double($0.microseconds(since: $1)) / 86_400e6 }
        let usual = Statistics.median(gaps) ?? Double(Self.usualDays)
        let next = max((spent.last ?? now).adding(seconds: Int64(usual * 86_400)), now.adding(seconds: Int64(Self.usualDays) * 86_400 * (spent.isEmpty ? 1 : 0)))
        let lots = try reader.wallet(member.id).lots.filter { lot in lot.isMature && (lot.expires.map { $0 > now && $0 <= next } ?? false) }
        guard let first = lots.compactMap(\.expires).min() else { return nil }
        return Finding(
            .me, .expiring, about: [first.rfc3339], member: member.id,
            facts: [
                "points": .integer(lots.reduce(0) { $0 + $1.remaining }), "first": .string(first.rfc3339), "usual_days": .rounded(usual), "next": .string(next.rfc3339),
            ],
            rule: ["usual": "median of the days between redemptions", "without_any_days": .integer(Self.usualDays)])
    }

    private func redemptions(of member: MemberID?) throws -> [Request] {
        var filter = RequestFilter()
        (filter.kind, filter.member, filter.limit) = ("redemption", member, 500)
        filter.states = [.requested, .approved, .fulfilled]
        return try reader.requests(filter)
    }

    /// The next reward within reach, and what those of the same tier have chosen most in a year.
    private func reward(_ member: Member) throws -> Finding? {
        let available = try reader.wallet(member.id).available(at: now), tier = directory.standings[member.id]?.tier
        let perWeek = Double(try points(of: .member(member.id), over: last(Self.paceDays))) / 4
        let wished = directory.rewards.values.filter { reward in
            let wish = RewardWish(reward: reward, tiers: directory.tiers, tier: tier, had: 0, available: .max)
            return wish.obstacle(at: now) == nil && reward.cost > available
        }.min { ($0.cost, $0.id) < ($1.cost, $1.id) }
        guard let wished, perWeek > 0 else { return nil }
        let weeks = (Double(wished.cost - available) / perWeek).rounded(.up)
        guard weeks <= Double(Self.farWeeks) else { return nil }
        let chosen = try redemptions(of: nil).filter { $0.created >= ago(days: 365) && $0.member.flatMap { directory.standings[$0] }?.tier == tier && $0.member != member.id }
        let counts = Dictionary(grouping: chosen.compactMap(\.reward)) { $0 }.mapValues(\.count)
        let favourite = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        return Finding(
            .me, .reward, about: [wished.id], member: member.id,
            facts: [
                "reward": .string(wished.id), "title": wished.title.json, "missing": .integer(wished.cost - available), "per_week": .rounded(perWeek),
                "weeks": .integer(Int(weeks)), "chosen": favourite.flatMap { directory.rewards[$0]?.title.json } ?? .null,
                "chosen_times": .integer(favourite.flatMap { counts[$0] } ?? 0),
            ],
            rule: ["pace_days": .integer(Self.paceDays), "at_most_weeks": .integer(Self.farWeeks), "chosen_days": 365])
    }
}

extension Request {
    fileprivate var reward: String? {
        if case .redemption(let reward, _, _) = kind { reward } else { nil }
    }
}
