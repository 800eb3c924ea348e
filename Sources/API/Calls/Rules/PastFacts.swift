import Backtest
import Files
import Identity
import Installation
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Store

/// Past facts judged by a draft. On a thread of long work.
enum PastFacts {
    /// What the activities from `from` until `until` would have given.
    static func judged(
        by draft: RuleSet, from: Instant, until: Instant, under programme: Programme, for people: Workforce, _ reader: Reader, _ work: LongWork
    ) throws -> BacktestReport {
        var backtest = Backtest(draft, from: from, until: until, under: programme, for: people)
        return try judged(by: &backtest, reader, work)
    }

    /// The same by a trial that is kept for what else it counts.
    static func judged(by backtest: inout Backtest, _ reader: Reader, _ work: LongWork) throws -> BacktestReport {
        var last: Int64 = 0
        while true {
            if work.isStopping { throw Interrupted() }
            let begin = last
            try reader.forEachActivity(from: .earliest, until: .latest, after: begin, limit: pageSize) { recorded in
                try backtest.take(recorded)
                last = recorded.number
            }
            if last == begin { return backtest.report }
        }
    }

    private static let pageSize = 2_000

    /// Whether anybody would get more by a draft than by the rules in force, for what happened in the last year: what the files
    /// alone do not show, such as a limit that another rule leaves to theirs.
    static func gives(more folder: RulesFolder, than programme: Programme, _ reader: Reader, _ work: LongWork, at now: Instant) throws -> Bool {
        let members = Dictionary(try reader.members().map { ($0.id, $0) }) { $1 }, teams = Dictionary(try reader.teams().map { ($0.id, $0) }) { $1 }
        let people = Workforce(members: members, teams: teams, tiers: [:], customers: try reader.customers()), from = now.adding(seconds: -366 * 86_400)
        let points = { (set: RuleSet) in
            let report = try judged(by: set, from: from, until: now, under: programme, for: people, reader, work)
            return Dictionary(report.members.map { ($0.key, $0.then) }) { $1 }
        }
        let today = try points(programme.book.set(at: now)), then = try points(folder.ruleSet)
        return then.contains { $0.value > today[$0.key] ?? 0 }
    }
}
