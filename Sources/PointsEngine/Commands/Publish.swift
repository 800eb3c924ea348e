import Identity
import Periods
import RuleEngine

/// Puts a rule set in force from an instant on. The first is also in force for all time before it. A metric that no set had
/// before is filled from the recorded activities (architecture.md, "State"): as part of the command, or, where much was
/// recorded, ahead of it in steps between which other commands go on: `announce`, `count` again and again, `publish`. Until
/// then nothing refers to the metric, so that from outside all of it happens at once.
///
/// Refusals: `not-permitted`, `not-found`, `already-decided` (the draft that it seconds), `bad-time` (publishing into the past),
/// `conflict` (another publication is being filled).
extension Draft {
    func publish(_ publication: Publication) throws -> Receipt {
        try take(publication.warrant, for: publication.set.version, to: .done)
        try checkDate(publication)
        if let counting = programme.book.counting, counting.version != publication.set.version || !counting.isDone { throw Self.underWay }
        overlay.changes.publication = publication
        let sums = try sums(of: programme.book.introducing(publication.set), through: .max)
        for (key, days) in sums.byKey {
            for (day, sum) in days { try move(key, on: day, by: sum.sum, count: sum.count) }
        }
        return .published(publication.set.version)
    }

    func announce(_ publication: Publication) throws -> Receipt {
        try take(publication.warrant, for: publication.set.version, to: .approved)
        try checkDate(publication)
        guard programme.book.counting == nil else { throw Self.underWay }
        overlay.changes.announced = publication
        return .announced(publication.set.version)
    }

    /// - Parameter through: the number of a command, beyond the last one up to which it was counted.
    func count(through: Int64) throws -> Receipt {
        guard let counting = programme.book.counting, counting.through < through, through <= counting.number else {
            throw Refusal(.conflict, at: nil, "nothing is counted up to command \(through)")
        }
        overlay.changes.counted = through
        let sums = try sums(of: programme.book.announced, after: counting.through, through: through)
        for (key, days) in sums.byKey {
            // As if it had been counted by one command.
            for (day, sum) in days { try overlay.changes.moves.move(key, on: day, by: sum.sum, count: sum.count, as: counting.number) }
        }
        return .counted(through: through)
    }

    private static var underWay: Refusal { Refusal(.conflict, at: nil, "another publication is under way") }

    private func checkDate(_ publication: Publication) throws {
        guard publication.effective ?? now >= now else { throw Refusal(.badTime, at: "/effective", "rules cannot be published into the past") }
    }

    /// Counts what was recorded, a page at a time; only the sums by day are kept. About 20 µs an activity.
    private func sums(of metrics: [Metric], after: Int64 = 0, through: Int64) throws -> MetricSums {
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
        let judge = Judge(
            recorded.activity, judgedAs: time, under: programme.book.set(at: time), companyLimits: [],
            currencies: company.currencies, calendar: calendar, subject: subject, credited: credited, state: self)
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
