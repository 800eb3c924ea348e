import Identity
import JSON
import Periods
import RuleEngine

/// Filling metrics that come later than the activities that they count.
extension Draft {
    /// Counts what was recorded, a page at a time; only the sums by day are kept. About 20 µs an activity.
    func sums(of metrics: [Metric], after: Int64 = 0, through: Int64) throws -> MetricSums {
        var sums = MetricSums()
        guard !metrics.isEmpty else { return sums }
        var last = after
        while last < through {
            let page = try overlay.activities(after: last, limit: Self.pageSize)
            for recorded in page where recorded.fate == .standing && recorded.number <= through {
                try sums.add(moves(of: metrics, by: recorded), on: calendar.day(of: recorded.decision.judgedAs))
            }
            guard page.count == Self.pageSize, let end = page.last?.number else { break }
            last = end
        }
        return sums
    }

    private static var pageSize: Int { 1_000 }

    /// What metrics that came later count of a recorded activity, for the teams with which it was judged.
    func moves(of metrics: [Metric], by recorded: Recorded) throws -> [MetricMove] {
        guard !metrics.isEmpty, recorded.activity.link.map({ if case .replaces = $0 { true } else { false } }) ?? true else { return [] }
        let time = recorded.decision.judgedAs
        let (subject, credited) = try everyoneCredited(by: recorded.activity, at: time, lineages: recorded.decision.lineages, checksLeaving: false)
        var judge = Judge(
            recorded.activity, judgedAs: time, under: programme.book.set(at: time),
            of: .init(limits: [], currencies: company.currencies, calendar: calendar), subject: subject, credited: credited, state: self)
        judge.isTooLate = { [self] counter, member in try isLate(recorded, for: counter, of: member) }
        judge.customer = try recorded.decision.customer.flatMap { decided in
            try customer(decided.id).map { named($0, at: time, as: decided.customerClass) }
        }
        return try judge.moves(of: metrics)
    }
}

/// Sums of metrics in the making.
struct MetricSums {
    private(set) var byKey: [TallyKey: [Day: Tally]] = [:]

    mutating func add(_ moves: [MetricMove], on day: Day) throws {
        for metric in moves {
            for owner in metric.owners {
                let key = TallyKey(owner, .metric(metric.metric))
                let before = byKey[key]?[day] ?? .zero
                byKey[key, default: [:]][day] = Tally(sum: try before.sum.adding(metric.by), count: before.count + 1)
            }
        }
    }
}

extension Decision {
    /// The teams with which each member was judged.
    var lineages: [MemberID: [TeamID]] {
        var lineages: [MemberID: [TeamID]] = [:]
        for move in metrics { lineages[move.member] = move.lineage }
        for line in lines { lineages[line.member] = line.lineage }
        return lineages
    }
}
