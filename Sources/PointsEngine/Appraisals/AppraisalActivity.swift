import Identity
import JSON
import Periods
import RuleEngine

/// That a sheet was closed is an activity of its own, which rules can answer: once for each sheet.
///
/// Its data are `{sheet, period, score, grade, id}`: the form, the period, what came of it, and the sheet itself.
package enum AppraisalActivity {
    package static let type = "laurel.appraisal.completed"
}

extension Sheet {
    func completion(at now: Instant) throws -> Activity {
        try Activity(
            source: Activity.ownSource, id: "appraisal/\(id.text)", type: AppraisalActivity.type, time: now, subject: member.text,
            data: [
                "sheet": .string(id.form), "period": .string(id.period), "score": score.map(JSONValue.number) ?? .null,
                "grade": grade.map(JSONValue.string) ?? .null, "id": .string(id.text),
            ])
    }
}
