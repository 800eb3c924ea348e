import Identity
import Installation
import JSON
import Periods
import PointsEngine
import Web

/// `POST /rules/rejudge` `{from, to, reason}`: judges again what was recorded, by the rules that are in force now, as visible
/// corrections. It goes on after a crash; `GET /rules/rejudge` tells how far it has come.
///
/// Refusals: `conflict` (another run is under way).
enum RejudgeRulesCall {
    static let endpoint = Endpoint(
        .post, "/rules/rejudge", .atLeast(.admin),
        "Judge again what was recorded, as visible corrections.",
        takes: .body(["from": .moment, "to?": .orNull(.moment), "reason": .text]),
        gives: .json([
            "version": .text, "corrected": .integer, "unchanged": .integer, "refused": .integer,
            "errors": .list(["source": .text, "id": .text, "code": .words(ProblemCode.self), "detail": .text]),
        ])
    ) { call in
        let body = try call.body()
        let calendar = call.directory.programme.calendar
        guard let from = try body.moment("from", calendar) else { throw Problem.malformed("from is a day", at: "/from") }
        let until = try body.moment("to", calendar) ?? .latest
        guard from < until else { throw Problem.malformed("to is after from", at: "/to") }
        let reason = try body.text("reason", upTo: 1_000)
        let services = call.site.services, actor = call.caller.actor, address = call.address
        try LongWork.begin(call) { work in
            var refused: [(key: ActivityKey, code: Code)] = []
            let run = try Rejudging(services.runtime, clock: services.clock) { work.isStopping }
                .run(from: from, until: until, reason: reason, by: actor, from: address) { key, refusal in
                    if refused.count < 100 { refused.append((key, refusal.code)) }
                }
            return .json { writer in
                writer.object { writer in
                    writer.member("version", run.version)
                    write(run.counts, to: &writer)
                    writer.array("errors") { writer in
                        for line in refused {
                            writer.object { writer in
                                writer.member("source", line.key.source.text)
                                writer.member("id", line.key.id.text)
                                writer.member("code", line.code.rawValue)
                                writer.member("detail", line.code.words)
                            }
                        }
                    }
                }
            }
        }
    }.takingTime()

    static func write(_ counts: RejudgeRun.Counts, to writer: inout JSONWriter) {
        writer.member("corrected", counts.corrected)
        writer.member("unchanged", counts.unchanged)
        writer.member("refused", counts.refused.values.reduce(0, +))
    }
}
