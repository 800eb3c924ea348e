import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store

/// What a rule moved: how often people did what it answers to, in the time before it came and in as much time after it.
extension ReportMaker {
    /// Rules that came in the time of the report. Those that the company began with came with everything else, and have no before.
    func effects(_ reader: Reader) throws -> ReportTable {
        let came = arrivals.filter { from <= $0.at && $0.at < until }
        var counts = came.map { _ in (before: Int64(0), after: Int64(0)) }
        let windows = came.map { rule in (from: rule.at.adding(seconds: -span(of: rule)), until: rule.at.adding(seconds: span(of: rule))) }
        if let first = windows.map(\.from).min(), let last = windows.map(\.until).max() {
            try forEachActivity(from: first, until: last, reader) { type, time in
                for (index, rule) in came.enumerated() where rule.types.contains(type) && windows[index].from <= time && time < windows[index].until {
                    if time < rule.at { counts[index].before += 1 } else { counts[index].after += 1 }
                }
            }
        }
        let points = Dictionary(try reader.earned(from: .earliest, until: until, by: .rule).map { ($0.key, $0.points) }) { $1 }
        let lines = zip(came, counts).map { rule, count in
            let change = count.before == 0 ? nil : try? Decimal(count.after - count.before).dividing(by: Decimal(count.before), toFractionDigits: 4, .halfEven)
            return ReportTable.Line(
                key: rule.id, name: name(rule.id),
                values: [Decimal(span(of: rule) / Self.daySeconds), Decimal(count.before), Decimal(count.after), change, Decimal(points[rule.id] ?? 0)])
        }
        let columns: [ReportTable.Column] = [
            .init(id: "days", unit: "count"), .init(id: "before", unit: "count"), .init(id: "after", unit: "count"), .init(id: "change", unit: "ratio"),
            .init(id: "points", unit: "points"),
        ]
        return table(columns, lines, but: ["days", "before", "after", "change"])
    }

    private struct Arrival {
        let id: String
        let types: [String]
        let at: Instant
    }

    /// When each rule came in force first.
    private var arrivals: [Arrival] {
        var known: Set<String> = [], found: [Arrival] = []
        for version in directory.programme.book.versions {
            for rule in version.set.rules where known.insert(rule.id).inserted && version.effective > .earliest {
                found.append(Arrival(id: rule.id, types: rule.types, at: max(version.effective, rule.applies.from ?? .earliest)))
            }
        }
        return found
    }

    private static let daySeconds: Int64 = 86_400

    /// Whole days, four weeks at most: as many as have passed since it came.
    private func span(of rule: Arrival) -> Int64 {
        let passed = max(0, visible.now.microseconds(since: rule.at)) / 1_000_000 / Self.daySeconds
        return min(28, passed) * Self.daySeconds
    }

    /// What was not taken back, by type and time.
    private func forEachActivity(from: Instant, until: Instant, _ reader: Reader, _ body: (String, Instant) -> Void) throws {
        var last: Int64 = 0
        while true {
            let begin = last
            try reader.forEachActivity(from: from, until: until, after: begin, limit: 5_000) { recorded in
                last = recorded.number
                if case .standing = recorded.fate { body(recorded.activity.type, recorded.activity.time) }
            }
            if last == begin { return }
        }
    }
}
