import Installation
import JSON
import Periods
import PointsEngine
import Web

/// `POST /rules/rejudge`: judges again what was recorded, with a reason, as visible corrections.
enum RejudgeRules {
    static let endpoint = Endpoint(.atLeast(.admin), body: 4 << 10) { call in
        let body = try call.body(knowing: ["from", "to", "reason"])
        let calendar = call.directory.programme.calendar
        guard let from = try body.moment("from", calendar) else { throw Problem.malformed("from is a day", at: "/from") }
        let until = try body.moment("to", calendar) ?? .latest
        let rejudgement = Rejudgement(run: call.now.rfc3339, reason: try body.text("reason", upTo: 1_000))
        let runtime = call.site.services.runtime, actor = call.caller.actor
        LongWork.begin(call) {
            let counts = try Rejudging(runtime, rejudgement).run(from: from, until: until, by: actor)
            return .json { writer in
                writer.object { writer in
                    writer.member("corrected", .number(Decimal(counts.corrected)))
                    writer.member("unchanged", .number(Decimal(counts.unchanged)))
                    writer.member("refused", .number(Decimal(counts.refused.values.reduce(0, +))))
                }
            }
        }
    }
}
