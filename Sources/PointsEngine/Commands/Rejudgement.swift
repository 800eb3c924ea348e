import Identity
import JSON
import Periods
import RuleEngine

/// Judges again what was recorded, under the rule set that is in force now: `laurel rules rejudge --from … --reason …`
/// (points.md, "Versions": nothing is judged again unless someone says so, with a reason).
///
/// For each activity a correction is recorded, of source `laurel`: the same facts, replacing the earlier ones, at their time.
/// So members see a line with the difference, limits and ladders follow, and a replay repeats it. An activity for which the
/// rules of now say the same is left alone (`decide` answers as to a repetition), and so is what these very rules have judged already: what
/// they read then - metrics, limits, claims, tiers, teams - has moved on since, and is no reason to decide otherwise. What outside systems reverse or replace
/// later they still call by its first name.
///
/// Activities are corrected one by one in the order of recording: each first gives back its part of a limit and then takes
/// what is left, so that a limit that was lowered is never exceeded, though others than the first may fill it.
package struct Rejudgement: Sendable {
    /// Names the run, such as the last command before it. The same run again does nothing twice.
    package let run: String
    package let reason: String
    /// The rule set by which all of it is judged; nil: that of each moment.
    package let version: String?

    package init(run: String, reason: String, version: String? = nil) {
        self.run = run
        self.reason = reason
        self.version = version
    }

    /// Whether an activity was corrected by this run.
    package func hasCorrected(_ recorded: Recorded) -> Bool {
        recorded.fate == .replaced(by: ActivityKey(source: Activity.ownSource, id: name(of: recorded)))
    }

    private func name(of recorded: Recorded) -> String { "rejudge/\(run)/\(recorded.number)" }

    /// The correction of one recorded activity; nil for what is not judged: reversals, and what was undone.
    /// - Throws: `Refusal` with `too-large` where the data leave no room for the reason.
    package func correction(of recorded: Recorded) throws(Refusal) -> Activity? {
        guard recorded.fate == .standing else { return nil }
        if case .reverses? = recorded.activity.link { return nil }
        let activity = recorded.activity
        var data = activity.data
        data["reverses"] = nil
        data["replaces"] = ["source": .string(activity.key.source.text), "id": .string(activity.key.id.text)]
        data["rejudged"] = version.map { ["reason": .string(reason), "version": .string($0)] } ?? ["reason": .string(reason)]
        return try Activity(
            source: Activity.ownSource, id: name(of: recorded), type: activity.type, time: activity.time,
            subject: activity.subject?.text, data: data)
    }
}

extension Activity {
    /// Why it is judged again; nil for every other activity.
    var rejudgementReason: String? {
        key.source.text == Activity.ownSource ? data["rejudged"]?["reason"]?.string : nil
    }

    var isRejudgement: Bool { rejudgementReason != nil }

    /// The rule set by which it is judged again.
    func rejudgementSet(of book: RuleBook, at now: Instant) -> RuleBook.Version {
        data["rejudged"]?["version"]?.string.flatMap { book.published($0, by: now) } ?? book.version(at: now)
    }
}

extension Decision {
    /// Whether these rules have judged it already: then judging again, or trying them on it, says the same.
    package func isJudged(by set: RuleSet) -> Bool { version == set.version }

    /// Whether it gives the same points and counts the same as the decision that is being undone, as that stands now, whatever the version.
    func gives(the earlier: Undoing) -> Bool {
        outcome { $0.after } == earlier.earlier.decision.outcome { earlier.standing(of: $0) } && Set(metrics) == Set(earlier.metrics)
    }

    private func outcome(_ points: (DecisionLine) -> Points) -> Set<[String]> {
        Set(lines.map { ($0, points($0)) }.filter { $0.1 != 0 }.map { line, points in
            [
                line.rule, "\(line.member)", "\(points)", "\(line.usableFrom?.microseconds ?? 0)", "\(line.expires?.microseconds ?? 0)", "\(line.qualifies)",
                line.reason ?? "",
            ]
        })
    }
}
