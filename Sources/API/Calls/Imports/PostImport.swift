import Files
import Imports
import Installation
import JSON
import Web

/// `POST /imports?map=…`: rows of a CSV file, by a map of the rules folder. `dry_run=true` says what would happen.
enum PostImport {
    static let endpoint = Endpoint(.atLeast(.admin), body: 4 << 20) { call in
        guard let rules = call.site.services.options.rulesFolder, let name = call.query("map") else { throw Problem.notFound }
        let isDry = call.query("dry_run") == "true"
        let bytes = call.request.body, runtime = call.site.services.runtime, actor = call.caller.actor, address = call.address, now = call.now
        let calendar = call.directory.programme.calendar, zones = call.site.services.zones
        try LongWork.begin(call, isDry ? .heavy : .light) { work in
            guard let map = try ImportFolder.map(named: name, in: rules, zones: zones) else { throw Problem.notFound }
            var refusals: [ImportRefusal] = []
            let onRefusal = { (refusal: ImportRefusal) in
                if work.isStopping { throw Interrupted() }
                if refusals.count < 100 { refusals.append(refusal) }
            }
            let run = isDry
                ? ImportRun(into: DryRunSink(runtime, as: actor, at: now), onRefusal: onRefusal)
                : ImportRun(into: RuntimeSink(runtime, as: actor, from: address), onRefusal: onRefusal)
            let summary = try ImportFile(bytes, named: name + ".csv", by: map, calendar: calendar).carryOut(run)
            return .json { $0.value(summary.json(isDry: isDry, refusals)) }
        }
    }
}
