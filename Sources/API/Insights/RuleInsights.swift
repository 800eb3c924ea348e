import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store

/// About the rules: what nobody meets, what limits cut, what rewards nobody takes, what it will cost.
extension InsightSources {
    private static let unmetDays: Int64 = 90, cutDays: Int64 = 30, mostCuts = 3, weeks = 13, moved = 0.1

    func rules() throws -> [Finding] {
        try unmet() + cuts() + rewards() + cost() + shares()
    }

    private func unmet() throws -> [Finding] {
        // Before anything has happened for as long, nothing is said.
        guard let first = try reader.firstOccurred(), first <= ago(days: Self.unmetDays) else { return [] }
        let met = Set(try reader.earned(from: ago(days: Self.unmetDays), until: .latest, by: .rule).map(\.key))
        let since = programme.book.version(at: now).effective
        return set.rules.filter { rule in
            !met.contains(rule.id) && rule.applies.contains(now) && (since == .earliest || since <= ago(days: Self.unmetDays) || programme.book.set(at: ago(days: Self.unmetDays)).rule(rule.id) != nil)
        }.map { rule in
            Finding(.rules, .unmetRule, about: [rule.id], facts: ["rule": .string(rule.id), "title": title(ofRule: rule.id), "days": .integer(Self.unmetDays)], rule: ["days": .integer(Self.unmetDays)])
        }
    }

    /// The limits that cut most in 30 days, by what they cut.
    private func cuts() throws -> [Finding] {
        struct Sum { var points: Int64 = 0, members: Set<MemberID> = [] }
        var sums: [[String]: Sum] = [:]
        for recorded in try activities(days: Self.cutDays) where recorded.fate == .standing {
            for line in recorded.decision.lines {
                for cut in line.cuts where cut.points > 0 {
                    sums[[line.rule, cut.limit], default: Sum()].points += cut.points
                    sums[[line.rule, cut.limit], default: Sum()].members.insert(line.member)
                }
            }
        }
        return sums.sorted { ($1.value.points, $0.key[0], $0.key[1]) < ($0.value.points, $1.key[0], $1.key[1]) }.prefix(Self.mostCuts).map { key, sum in
            Finding(
                .rules, .limitCuts, about: key,
                facts: JSONObject([
                    ("rule", .string(key[0])), ("title", title(ofRule: key[0])), ("limit", .string(key[1])), ("points", .integer(sum.points)), ("people", .integer(sum.members.count)),
                ] + words(of: key[1], ofRule: key[0])),
                rule: ["days": .integer(Self.cutDays), "at_most": .integer(Self.mostCuts)])
        }
    }

    /// What a limit says, for whoever puts it into words; nothing of one that is no longer there.
    private func words(of limit: String, ofRule id: String) -> [(String, JSONValue)] {
        guard let limit = ((set.rule(id)?.limits ?? []) + programme.book.companyLimits).first(where: { $0.name == limit }) else { return [] }
        let most = limit.points.map { ("most", JSONValue.integer($0)) } ?? limit.count.map { ("count", JSONValue.integer($0)) }
        return [("per", RuleView.names(limit.per)), ("window", .string(limit.window.name))] + [most].compactMap { $0 }
    }

    private func rewards() throws -> [Finding] {
        let taken = try reader.piecesRedeemed()
        return directory.rewards.values.filter { !$0.isArchived && $0.until.map { $0 > now } ?? true }.sorted { $0.id < $1.id }.compactMap { reward in
            let facts: JSONObject = ["reward": .string(reward.id), "title": reward.title.json, "taken": .integer(taken[reward.id] ?? 0)]
            if reward.stock == 0 { return Finding(.rules, .rewardGone, about: [reward.id], facts: facts, rule: ["stock": 0]) }
            return taken[reward.id, default: 0] == 0 ? Finding(.rules, .rewardNever, about: [reward.id], facts: facts, rule: ["taken": 0]) : nil
        }
    }

    /// So far, and the weeks that are left at the mean of the last thirteen, give or take.
    private func cost() throws -> [Finding] {
        let weeks = periods(.week, Self.weeks), quarter = calendar.period(.quarter, containing: now)
        guard let first = weeks.first, let recorded = try reader.firstOccurred(), recorded <= first.start else { return [] }
        let lines = try reader.earned(from: first.start, until: .latest, by: .periods(weeks))
        let values = weeks.map { week in Double(lines.first { $0.key == week.key }?.points ?? 0) }
        let soFar = try reader.earned(from: quarter.start, until: quarter.end, by: .rule).reduce(0) { $0 + $1.points }
        let left = Double(quarter.end.microseconds(since: now)) / (7 * 86_400e6)
        let expected = Double(soFar) + left * Statistics.mean(values), band = 1.96 * Statistics.spread(values) * left.squareRoot()
        return [
            Finding(
                .rules, .quarterCost, about: [quarter.key],
                facts: [
                    "period": .string(quarter.key), "so_far": .integer(soFar), "weeks_left": .rounded(left), "per_week": .rounded(Statistics.mean(values)),
                    "expected": .rounded(expected), "low": .rounded(expected - band), "high": .rounded(expected + band),
                ],
                rule: ["weeks": .integer(Self.weeks), "interval": "mean ± 1.96 × spread × √weeks left"])
        ]
    }

    /// Rules whose share of the points has moved by a tenth of the whole since the quarter before.
    private func shares() throws -> [Finding] {
        let quarter = calendar.period(.quarter, containing: now)
        guard let before = calendar.previous(before: quarter) else { return [] }
        let then = try shares(in: before), now = try shares(in: quarter)
        guard !then.isEmpty, !now.isEmpty else { return [] }
        return Set(then.keys).union(now.keys).sorted().compactMap { rule in
            let (old, new) = (then[rule] ?? 0, now[rule] ?? 0)
            guard abs(new - old) >= Self.moved else { return nil }
            return Finding(
                .rules, .share, about: [rule, quarter.key],
                facts: ["rule": .string(rule), "title": title(ofRule: rule), "period": .string(quarter.key), "share": .rounded(new * 100), "before": .rounded(old * 100)],
                rule: ["moved_percent": .rounded(Self.moved * 100)])
        }
    }

    private func shares(in period: Period) throws -> [String: Double] {
        let lines = try reader.earned(from: period.start, until: period.end, by: .rule).filter { !$0.key.isEmpty && $0.points > 0 }
        let whole = Double(lines.reduce(0) { $0 + $1.points })
        return whole > 0 ? Dictionary(lines.map { ($0.key, Double($0.points) / whole) }) { $1 } : [:]
    }
}
