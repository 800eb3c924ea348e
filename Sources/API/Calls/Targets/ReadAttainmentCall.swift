import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store
import Web

/// `GET /targets/attainment`: how much of each target is reached, and how much should be by now.
enum ReadAttainmentCall {
    static let endpoint = Endpoint(
        .get, "/targets/attainment", .signedIn().withScreens,
        "How much of each target is reached, and the pace.",
        takes: Input(query: [Argument("period", .text, "current, or a key such as 2026-11")] + OwnerFilter.arguments),
        gives: .json(.page("Attainment"))
    ) { call in
        let directory = call.directory, now = call.now
        let periods = try periods(call), wanted = try OwnerFilter(call)
        try call.require(wanted.isCompany || call.caller.screen == nil)
        let set = directory.programme.book.set(at: now)
        call.read { reader in
            var lines: [Attainment] = []
            for period in periods {
                for (key, target) in try reader.targets(of: period.key) where wanted.allows(key.owner) {
                    let reached = try reader.value(of: key.metric, key.owner.tally, over: period.days, set)
                    lines.append(Attainment(owner: key.owner, metric: key.metric, period: period, value: target.value, reached: reached))
                }
            }
            if wanted.isCompany { lines = Attainment.company(lines, set) }
            lines.sort { $0.order < $1.order }
            let view = TargetView(directory: directory, now: now)
            return .json { $0.page(lines) { view.write($1, to: &$0) } }
        }
    }

    /// The period of a key, or every kind of period that runs.
    private static func periods(_ call: Call) throws -> [Period] {
        let calendar = call.directory.programme.calendar
        guard let key = call.query("period"), key != "current" else {
            return PeriodKind.allCases.filter { $0 != .all }.map { calendar.period($0, containing: call.now) }
        }
        guard let period = calendar.period(key: key) else { throw Problem(.badTime, "period is current or a key such as 2026-11", at: "period") }
        return [period]
    }
}

/// A target and what was reached of it.
struct Attainment: Sendable {
    /// nil: the company.
    let owner: TargetKey.Owner?
    let metric: String
    let period: Period
    var value: Decimal
    var reached: Decimal

    /// The share that is reached: 1 is all of it.
    var share: Decimal { (try? reached.dividing(by: value, toFractionDigits: 4, .down)) ?? .zero }

    var order: String { TargetKey(owner: owner ?? .team(""), metric: metric, period: period.key).order }

    /// The company's targets: the sums of those of its outermost teams. Ratios do not sum, and are left out.
    static func company(_ lines: [Attainment], _ set: RuleSet) -> [Attainment] {
        var sums: [TargetKey: Attainment] = [:]
        for line in lines {
            if case .ratio? = set.metric(line.metric)?.formula { continue }
            let key = TargetKey(owner: .team(""), metric: line.metric, period: line.period.key)
            let known = sums[key] ?? Attainment(owner: nil, metric: line.metric, period: line.period, value: .zero, reached: .zero)
            guard let value = try? known.value.adding(line.value), let reached = try? known.reached.adding(line.reached) else { continue }
            sums[key] = Attainment(owner: nil, metric: line.metric, period: line.period, value: value, reached: reached)
        }
        return Array(sums.values)
    }
}
