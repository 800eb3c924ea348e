import Identity
import JSON
import Periods
import PointsEngine
import Projection
import RuleEngine
import Store

/// How a target could be split: parts that are set stay as they are, and what is left of the whole is shared out among the others.
struct SuggestedSplit: Sendable {
    struct Part: Sendable {
        let key: TargetKey
        let period: Period
        /// What was agreed for it; nil: nothing yet.
        let set: Decimal?
        let reached: Decimal
        /// What was reached in the same period a year before.
        let lastYear: Decimal
        /// What is suggested, or set; nil where there is no whole to split.
        var value: Decimal?
    }

    struct Found: Sendable {
        /// Nil: no target was agreed.
        let whole: Decimal?
        /// Of the whole, what no part that is set has; nil where parts do not add up to it.
        let left: Decimal?
        /// False for ratios: each part aims at the whole.
        let sums: Bool
        let parts: [Part]
    }

    let key: TargetKey
    let period: Period
    let into: SplitWay?
    let shape: SplitShape
    let directory: Directory
    let now: Instant

    func parts(_ reader: Reader) throws -> Found {
        let set = directory.programme.book.set(at: now), whole = try reader.targets(of: key.period)[key]?.value
        let isRatio = if case .ratio? = set.metric(key.metric)?.formula { true } else { false }
        var parts = try owners(reader).map { try part($0, $1, reader, set) }
        guard let whole else { return Found(whole: nil, left: nil, sums: !isRatio, parts: parts) }
        guard !isRatio else {
            for index in parts.indices { parts[index].value = parts[index].set ?? whole }
            return Found(whole: whole, left: nil, sums: false, parts: parts)
        }
        for index in parts.indices { parts[index].value = parts[index].set }
        let left = max(.zero, try whole.subtracting(Decimal.sum(parts.compactMap(\.set))))
        let open = parts.indices.filter { parts[$0].set == nil }
        let values = try share(left, among: open.map { parts[$0] })
        for (index, value) in zip(open, values) { parts[index].value = value }
        return Found(whole: whole, left: left, sums: true, parts: parts)
    }

    /// In whole units, and what is beyond them with the first: nobody aims at a third of a deal.
    private func share(_ left: Decimal, among parts: [Part]) throws -> [Decimal] {
        guard !parts.isEmpty else { return [] }
        let units = left.rounded(toFractionDigits: 0, .down), fraction = try left.subtracting(units)
        let weights = shape == .even ? TargetSplit.even(parts.count) : parts.map(\.lastYear)
        var values = try TargetSplit.parts(of: units.dividing(by: Self.scale, toFractionDigits: 4, .halfEven), by: weights).map { try $0.multiplied(by: Self.scale) }
        values[0] = try values[0].adding(fraction)
        return values
    }

    private static let scale = Decimal(10_000)

    // MARK: Whose, and when

    private func owners(_ reader: Reader) throws -> [(TargetKey.Owner, Period)] {
        let calendar = directory.programme.calendar
        guard let into else { return [] }
        if let kind = into.kind { return calendar.periods(kind, in: period).map { (key.owner, $0) } }
        guard case .team(let team) = key.owner else { return [] }
        if into == .teams {
            return directory.teams.values.filter { $0.parent == team }.sorted { $0.id.text < $1.id.text }.map { (.team($0.id), period) }
        }
        // Who leads has a part only where they sell themselves: where a target of their own was agreed.
        let own = try ownTargets(reader)
        return directory.members.values.filter { $0.isThere(at: now) && directory.isIn(team, $0.id, at: now) && (!$0.leads || own.contains($0.id)) }
            .sorted { ($0.name, $0.id.text) < ($1.name, $1.id.text) }.map { (.member($0.id), period) }
    }

    /// Who has a target of the metric in this period, or in one around it.
    private func ownTargets(_ reader: Reader) throws -> Set<MemberID> {
        let calendar = directory.programme.calendar
        var found: Set<MemberID> = []
        for kind in [period.kind] + PeriodKind.allCases.filter({ $0 > period.kind && $0 != .all }) {
            for other in try reader.targets(of: calendar.period(kind, containing: period.start).key).keys where other.metric == key.metric {
                if case .member(let id) = other.owner { found.insert(id) }
            }
        }
        return found
    }

    private func part(_ owner: TargetKey.Owner, _ period: Period, _ reader: Reader, _ set: RuleSet) throws -> Part {
        let key = TargetKey(owner: owner, metric: key.metric, period: period.key)
        let before = yearBefore(period)
        return Part(
            key: key, period: period, set: try reader.targets(of: period.key)[key]?.value, reached: try reader.value(of: key.metric, owner.tally, over: period.days, set),
            lastYear: try before.map { try reader.value(of: key.metric, owner.tally, over: $0.days, set) } ?? .zero)
    }

    /// Week 48 of the year before is 52 weeks earlier; months and quarters are the same ones.
    private func yearBefore(_ period: Period) -> Period? {
        let steps = switch period.kind {
        case .week: 52
        case .month: 12
        case .quarter: 4
        case .year: 1
        case .day, .all: 0
        }
        guard steps > 0 else { return nil }
        var earlier: Period? = period
        for _ in 0..<steps { earlier = earlier.flatMap { directory.programme.calendar.previous(before: $0) } }
        return earlier
    }
}
