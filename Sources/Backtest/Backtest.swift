import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// A draft of a rule set, tried on what was recorded: who would have gained, who would have lost, and what it would have cost
/// by rule, team and month. Nothing is written, and nobody is asked for anything.
///
/// Give it every activity in the order of recording, also those before and after the stretch of time: they fill the limits,
/// claims and ladders that reach into it. What happened within is judged by the draft; what stood outside counts as it was
/// decided then. Held awards count as if they were approved, on both sides; the ledger (expiry, debt) is left out, since it
/// decides no award. `member.tier` is the tier of today.
///
/// O(1) for an activity and rule; memory grows with members, open counters and the activities that were undone later.
package struct Backtest {
    private let draft: RuleSet
    private let programme: Programme
    private let people: Workforce
    private let from: Instant
    private let until: Instant
    private let counters: RunCounters
    /// The activities that a later one undoes, with both decisions, until it comes.
    private var awaitingUndo: [ActivityKey: Twice] = [:]
    private var comparison = BacktestReport.Sums()
    /// A contest that is tried too; to be set before the first activity.
    package var contest: ContestCount?

    /// - Parameters:
    ///   - programme: what is in force: the company, its calendar and limits, and the published rule sets.
    ///   - from: the first instant, by the time of the activities; `until` is exclusive.
    package init(_ draft: RuleSet, from: Instant, until: Instant, under programme: Programme, for people: Workforce) {
        self.draft = draft
        self.programme = programme
        self.people = people
        self.from = from
        self.until = until
        counters = RunCounters(targets: people.targets)
    }

    /// Takes the next activity, with the decision that it had.
    /// - Throws: only where a sum leaves its range.
    package mutating func take(_ recorded: Recorded) throws {
        if let target = recorded.activity.link?.target, let earlier = awaitingUndo.removeValue(forKey: target) {
            try undo(earlier, of: target, by: recorded)
        }
        if case .reverses? = recorded.activity.link { return }
        let time = recorded.decision.judgedAs
        let isWithin = from <= time && time < until
        var twice = Twice(now: recorded.decision, then: recorded.decision, isWithin: isWithin)
        if isWithin {
            if !twice.isSame(under: draft) {
                twice.then = try judge(recorded, at: time)
            } else {
                try counters.repeatMoves(of: recorded.decision, by: recorded.activity, on: programme.calendar.day(of: time))
            }
            try compare(twice, recorded.number, now: { $0.after }, then: { $0.after })
            for move in recorded.decision.metrics { try contest?.add(move, isUndone: false, recorded.number) }
            comparison.activities += 1
        } else {
            try counters.repeatMoves(of: recorded.decision, by: recorded.activity, on: programme.calendar.day(of: time))
        }
        if recorded.fate != .standing { awaitingUndo[recorded.activity.key] = twice }
    }

    /// What came of it so far.
    package var report: BacktestReport { BacktestReport(comparison) }

    // MARK: The draft

    private mutating func judge(_ recorded: Recorded, at time: Instant) throws -> Decision {
        let activity = recorded.activity
        let nothing = Decision(version: draft.version, judgedAs: time)
        guard draft.knows(activity.type) else { return nothing }
        let (subject, credited) = people.credited(by: activity, at: time)
        guard let subject else { return nothing }
        var judge = Judge(
            activity, judgedAs: time, under: draft,
            of: .init(limits: programme.company.limits, currencies: programme.company.currencies, calendar: programme.calendar), subject: subject, credited: credited, state: counters)
        judge.customer = people.customer(of: recorded.decision, at: time, under: programme)
        do {
            return try judge.judge()
        } catch let refusal as Refusal {
            comparison.refused[refusal.code, default: 0] += 1
            return nothing
        }
    }

    // MARK: Undoing

    /// Takes back what the earlier activity gave, under the draft and as it really was.
    private mutating func undo(_ earlier: Twice, of key: ActivityKey, by recorded: Recorded) throws {
        let day = programme.calendar.day(of: earlier.now.judgedAs)
        let rules = earlier.isWithin ? draft : programme.book.set(version: earlier.now.version) ?? programme.book.set(at: earlier.now.judgedAs)
        let wholes = try counters.undo(earlier.then, of: key, by: rules, on: day, programme.calendar)
        guard earlier.isWithin else { return }
        let undone = recorded.decision.undone
        let isSame = earlier.isSame(under: draft)
        func taken(_ line: DecisionLine) -> Points {
            let own = undone.first { $0.rule == line.rule && $0.member == line.member }
            // A hold that was dropped has no line among what was undone.
            return own?.whole ?? (line.climbed == nil ? -line.after : 0)
        }
        for move in earlier.now.metrics { try contest?.add(move, isUndone: true, recorded.number) }
        try compare(earlier, recorded.number, now: taken) { isSame ? taken($0) : -(wholes[RunCounters.Part($0)] ?? 0) }
    }

    // MARK: Comparing

    private mutating func compare(_ twice: Twice, _ number: Int64, now: (DecisionLine) -> Points, then: (DecisionLine) -> Points) throws {
        let month = programme.calendar.period(.month, containing: twice.now.judgedAs).key
        for line in twice.now.lines { try comparison.add(now(line), to: \.now, line, month) }
        for line in twice.then.lines {
            try comparison.add(then(line), to: \.then, line, month)
            try contest?.add(then(line), by: line, number)
        }
    }

    private struct Twice {
        /// What was decided.
        let now: Decision
        /// What the draft says; for what is outside the stretch of time, the same.
        var then: Decision
        let isWithin: Bool

        /// What the draft itself has judged needs no trial: as when it is judged again, nothing changes.
        func isSame(under draft: RuleSet) -> Bool { now.isJudged(by: draft) }
    }
}
