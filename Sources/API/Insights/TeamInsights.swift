import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store

/// For who leads: people against their own usual, never against others.
extension InsightSources {
    private static let score = -2.0, usualPeriods = 6, reviewDays: Int64 = 30, waitingDays: Int64 = 3, mostNamed = 5

    func team() throws -> [Finding] {
        let led = led()
        return try led.compactMap(belowUsual) + led.compactMap(losingTier) + questions() + overdueVisits(led)
    }

    /// The last whole month against the six before it.
    private func belowUsual(_ member: Member) throws -> Finding? {
        let months = periods(.month, Self.usualPeriods + 1)
        guard months.count == Self.usualPeriods + 1, let last = months.last else { return nil }
        let values = try months.map { Double(try points(of: .member(member.id), over: $0.days)) }
        let before = Array(values.dropLast()), value = values.last ?? 0
        guard let score = Statistics.robustScore(value, among: before), score <= Self.score else { return nil }
        return Finding(
            .team, .belowUsual, about: [last.key], member: member.id,
            facts: [
                "period": .string(last.key), "points": .rounded(value), "median": .rounded(Statistics.median(before) ?? 0),
                "deviation": .rounded(Statistics.deviation(before) ?? 0), "score": .rounded(score),
            ],
            rule: ["score_at_most": .rounded(Self.score), "periods": .integer(Self.usualPeriods)])
    }

    /// A review within 30 days that would not be passed today.
    private func losingTier(_ member: Member) throws -> Finding? {
        guard let standing = directory.standings[member.id], let review = standing.nextDue, review > now, review <= now.adding(seconds: Self.reviewDays * 86_400),
            let tier = directory.tiers.first(where: { $0.id == standing.tier })
        else { return nil }
        let days = standing.grace?.reviewed ?? tier.window.days(at: review.adding(microseconds: -1), calendar)
        let have = try points(of: .member(member.id), over: days, .qualifying)
        guard have < tier.threshold else { return nil }
        return Finding(
            .team, .losingTier, about: [tier.id, review.rfc3339], member: member.id,
            facts: [
                "tier": .string(tier.id), "title": tier.title.json, "review": .string(review.rfc3339), "points": .integer(have), "threshold": .integer(tier.threshold),
                "missing": .integer(tier.threshold - have),
            ],
            rule: ["review_within_days": .integer(Self.reviewDays)])
    }

    /// Questions of people whom the reader leads that have waited three days.
    private func questions() throws -> [Finding] {
        var filter = QuestionFilter()
        (filter.states, filter.limit) = ([.open, .reopened], 500)
        let waiting = try reader.questions(filter).filter { visible.rights.mayAnswer($0) && $0.age(at: now) >= Self.waitingDays }
        return Dictionary(grouping: waiting, by: \.member).sorted { $0.key < $1.key }.map { member, asked in
            Finding(
                .team, .questions, about: asked.map(\.id.text).sorted(), member: member,
                facts: ["count": .integer(asked.count), "oldest_days": .integer(asked.map { $0.age(at: now) }.max() ?? 0)],
                rule: ["waiting_days": .integer(Self.waitingDays)])
        }
    }

    /// Customers of the first class whose due day passed, with no visit since: by whose they are.
    private func overdueVisits(_ led: [Member]) throws -> [Finding] {
        guard let first = programme.customers?.classes.first?.id else { return [] }
        let owners = Set(led.map(\.id))
        let overdue = directory.customers.values.filter { customer in
            customer.mergedInto == nil && customer.customerClass == first && customer.missedVisit != nil && customer.owner.map(owners.contains) ?? false
        }
        return Dictionary(grouping: overdue) { $0.owner ?? "" }.sorted { $0.key < $1.key }.compactMap { owner, customers in
            guard let oldest = customers.compactMap(\.missedVisit).min() else { return nil }
            let names = customers.sorted { $0.id < $1.id }
            return Finding(
                .team, .overdueVisits, about: [first, "\(oldest)"] + names.map(\.id.text).prefix(Self.mostNamed), member: owner,
                facts: [
                    "class": .string(first), "count": .integer(customers.count), "oldest": .string("\(oldest)"),
                    "oldest_days": .integer(today.number - oldest.number), "customers": .array(names.prefix(Self.mostNamed).map { .string($0.name) }),
                ],
                rule: ["class": .string(first), "at_most_named": .integer(Self.mostNamed)])
        }
    }
}
