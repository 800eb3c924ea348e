import Identity
import JSON
import Periods
import RuleEngine

/// What an activity would bring (programme.md, "Estimates"): decided on the facts as the activity itself would be, with all that it brings
/// with it, on top of them and never written.
///
/// ```swift
/// let estimate = try Estimate(of: activity, by: actor, for: "li.na", on: facts, under: programme, at: now)
/// estimate.outcome                       // as `Batch.decide` answers
/// estimate.before.tier, estimate.after.tier
/// ```
package struct Estimate: Sendable {
    package let outcome: Outcome
    /// The activity, and what would be recorded right after it.
    package let commands: [DecidedCommand]
    package let changes: BatchChanges
    /// How the member stands, and would.
    package let before: MemberProgress
    package let after: MemberProgress

    /// - Throws: only where the facts do.
    package init(
        of activity: Activity, by actor: Actor, for member: MemberID, on facts: any Facts, under programme: Programme, at now: Instant
    ) throws {
        var batch = Batch(on: facts, under: programme, at: now)
        outcome = try batch.decide(RecordActivity(activity), by: actor).outcome
        commands = batch.commands
        changes = batch.changes
        before = try MemberProgress(of: member, on: facts, under: programme, at: now, counting: activity.time)
        after = try MemberProgress(of: member, on: batch.facts, under: batch.programme, at: now, counting: activity.time)
    }

    /// The activities that Laurel itself would record right after it: targets reached, badges earned.
    package var noticed: [Recorded] {
        commands.dropFirst().compactMap { decided in
            guard case .command(_, let receipt as ActivityReceipt) = decided.content else { return nil }
            return receipt.recorded
        }
    }
}

/// How far a member has come: tier and targets.
package struct MemberProgress: Hashable, Sendable {
    package struct Goal: Hashable, Sendable {
        package let target: Decimal
        package let reached: Decimal

        /// The share that is reached: 1 is all of it.
        package var share: Decimal { (try? reached.dividing(by: target, toFractionDigits: 4, .down)) ?? .zero }
    }

    package let tier: String?
    /// The points of the running window that count towards tiers.
    package let qualifying: Points
    /// Of every period around the time that is counted.
    package let goals: [TargetKey: Goal]

    /// - Parameter time: the targets of its periods are looked at.
    package init(of member: MemberID, on facts: some Facts, under programme: Programme, at now: Instant, counting time: Instant) throws {
        let calendar = programme.calendar, set = programme.book.set(at: now)
        tier = try facts.tierStanding(member)?.tier
        qualifying = try facts.tiers().first.map { tier in
            try facts.tally(TallyKey(.member(member), .qualifying), over: tier.window.days(at: now, calendar)).sum.int64 ?? 0
        } ?? 0
        var goals: [TargetKey: Goal] = [:]
        if try facts.hasTargets(.member(member)) {
            for period in PeriodKind.allCases.map({ calendar.period($0, containing: time) }) {
                for metric in set.metrics {
                    let key = TargetKey(owner: .member(member), metric: metric.name, period: period.key)
                    guard let target = try facts.target(key) else { continue }
                    goals[key] = Goal(target: target.value, reached: try facts.value(of: metric.name, .member(member), over: period.days, set))
                }
            }
        }
        self.goals = goals
    }
}
