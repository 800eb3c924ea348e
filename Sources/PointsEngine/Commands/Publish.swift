import Identity
import Periods
import RuleEngine

/// Puts a rule set in force from an instant on. The first is also in force for all time before it. A metric that no set had
/// before is filled from the recorded activities, as part of the command (architecture.md, "State").
///
/// Refusals: `bad-time` (publishing into the past).
extension Draft {
    func publish(_ publication: Publication) throws -> Receipt {
        guard publication.effective >= now else { throw Refusal(.badTime, at: "/effective", "rules cannot be published into the past") }
        overlay.changes.publication = publication
        try fill(programme.book.introducing(publication.set))
        return .published(publication.set.version)
    }

    /// Counts what was recorded, a page at a time; only the sums by day are kept. O(activities): about 20 seconds for a million.
    private func fill(_ metrics: [Metric]) throws {
        guard !metrics.isEmpty else { return }
        var sums = MetricSums()
        var last: Int64 = 0
        while true {
            let page = try overlay.activities(after: last, limit: Self.pageSize)
            for recorded in page where recorded.fate == .standing {
                try sums.add(moves(of: metrics, by: recorded), on: calendar.day(of: recorded.decision.judgedAs))
            }
            guard page.count == Self.pageSize, let end = page.last?.number else { break }
            last = end
        }
        for (key, days) in sums.byKey {
            for (day, sum) in days { try move(key, on: day, by: sum.sum, count: sum.count) }
        }
    }

    private static var pageSize: Int { 1_000 }

    /// What metrics that came later count of a recorded activity, for the teams with which it was judged.
    func moves(of metrics: [Metric], by recorded: Recorded) throws -> [MetricMove] {
        guard !metrics.isEmpty, recorded.activity.link.map({ if case .replaces = $0 { true } else { false } }) ?? true else { return [] }
        let time = recorded.decision.judgedAs
        let (subject, credited) = try everyoneCredited(by: recorded.activity, at: time, lineages: recorded.decision.lineages, checksLeaving: false)
        let judge = Judge(
            recorded.activity, judgedAs: time, under: programme.book.set(at: time), companyLimits: [], calendar: calendar, subject: subject,
            credited: credited, state: self)
        return try judge.moves(of: metrics)
    }
}

/// Sums of metrics in the making.
private struct MetricSums {
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
