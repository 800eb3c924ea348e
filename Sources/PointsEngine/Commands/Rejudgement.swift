import Identity
import JSON
import Periods
import RuleEngine

/// Judges again what was recorded, under the rule set that is in force now: `laurel rules rejudge --from … --reason …`
/// (points.md, "Versions": nothing is judged again unless someone says so, with a reason).
///
/// For each activity a correction is recorded, of source `laurel`: the same facts, replacing the earlier ones, at their time.
/// So members see a line with the difference, limits and ladders follow, and a replay repeats it. An activity for which the
/// rules of now say the same is left alone (`decide` answers as to a repetition). What outside systems reverse or replace
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
    /// Whether it gives the same points and counts the same as another one, whatever the version.
    fileprivate func outcome(_ lines: [DecisionLine]) -> Set<[String]> {
        Set(lines.filter { $0.after != 0 }.map {
            ["\($0.rule)", "\($0.member)", "\($0.after)", "\($0.usableFrom?.microseconds ?? 0)", "\($0.expires?.microseconds ?? 0)", "\($0.qualifies)", $0.reason ?? ""]
        })
    }

    func gives(the other: Decision) -> Bool {
        outcome(lines) == outcome(other.lines) && Set(metrics) == Set(other.metrics)
    }
}
