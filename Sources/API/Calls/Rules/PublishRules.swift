import Files
import Installation
import JSON
import Periods
import PointsEngine
import Web

/// `POST /rules/publish` `{files, effective, reason}`, or with `rules` as a list: puts a folder of rules in force, all of it at once. Its company and boards
/// hold at once, its rules from `effective` on, or from now. What was decided stays.
///
/// Refusals: `invalid-rules` with every place, `bad-time` (into the past), `conflict` (time zone and currency are fixed, or
/// another publication is being prepared).
enum PublishRules {
    static let endpoint = Endpoint(.atLeast(.manager), body: DraftFiles.bodyLimit) { call in
        let services = call.site.services, calendar = call.directory.programme.calendar
        let actor = call.caller.actor, address = call.address, bytes = call.request.body
        try LongWork.begin(call) { work in
            let body = try Call.object(bytes, knowing: ["files", "rules", "effective", "reason"])
            let sources = try DraftFiles.read(in: body, at: "/files", services.runtime.readers.own())
            let reason = try body.optionalText("reason", upTo: 500)
            let effective = try body.moment("effective", calendar)
            let folder = try RulesFolder(sources, zones: services.zones)
            let outcome = try Publishing(services.runtime, zones: services.zones) { work.isStopping }
                .publish(folder, effective: effective, reason: reason, by: actor, from: address, at: services.clock())
            return .json { writer in
                writer.object { writer in
                    writer.member("version", outcome.version)
                    writer.member("effective", outcome.effective.rfc3339)
                    writer.member("removed", .array(outcome.removed.map(\.json)))
                }
            }
        }
    }
}
