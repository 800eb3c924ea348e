import Files
import Imports
import Installation
import JSON
import Periods
import Web

/// `POST /imports?map=…`: rows of a file, by a map of the rules folder or one that was kept. `dry_run=true` says what would happen.
enum ImportRowsCall {
    static let endpoint = Endpoint(
        .post, "/imports", .atLeast(.admin),
        "Rows of a file, which is the body: CSV or a workbook (.xlsx), by a map of the rules folder or one that was kept.",
        takes: Input(
            query: [Argument("map", .text, "has to be there"), .dryRun("true says what would happen")] + LookAtFileCall.form, body: .table),
        gives: .json("Imported")
    ) { call in
        guard let name = call.query("map") else { throw Problem.notFound }
        let rules = call.site.services.options.rulesFolder, form = try call.tableForm(over: TableForm(encoding: nil, delimiter: nil))
        let isDry = try call.isDryRun, language = call.language
        let file = call.content.file, runtime = call.site.services.runtime, actor = call.caller.actor, address = call.address, now = call.now
        let sources = call.caller.sources, calendar = call.directory.programme.calendar, zones = call.site.services.zones
        try LongWork.begin(call, isDry ? .heavy : .light) { work in
            let map = try ImportMap.known(rules, named: name, zones) { try runtime.readers.own().importMaps.find(name)?.map }
            var refusals: [ImportRefusal] = []
            let onRefusal = { (refusal: ImportRefusal) in if refusals.count < 100 { refusals.append(refusal) } }
            let onProgress = { (_: ImportSummary) in if work.isStopping { throw Stopping() } }
            let run = isDry
                ? ImportRun(into: DryRunSink(runtime, as: actor, at: now), speakingFor: sources, onRefusal: onRefusal, onProgress: onProgress)
                : ImportRun(into: RuntimeSink(runtime, as: actor, from: address), speakingFor: sources, onRefusal: onRefusal, onProgress: onProgress)
            let summary: ImportSummary
            do throws(Diagnostics) {
                summary = try ImportFile(file, named: name + ".csv", by: map, form.over(map.form), calendar: calendar).carryOut(run)
            } catch {
                throw DraftFiles.problem(error, .invalidFile)
            }
            let answer = summary.json(isDry: isDry, refusals) { ProblemTexts.title(ofRow: $0, in: language) }
            if let reason = summary.stopped { throw Problem.interrupted(reason, answer) }
            return .json { $0.value(answer) }
        }
    }.takingTime()

    /// The server ends while rows are read.
    private struct Stopping: Error, CustomStringConvertible {
        let description = "the server stops"
    }
}

extension Problem {
    /// Something was done before it ended: the answer tells how much, and the same again is safe.
    fileprivate static func interrupted(_ reason: String, _ counts: JSONValue) -> Problem {
        var problem = Problem(503, .interrupted, reason)
        problem.retryAfter = 1
        problem.extra = counts.object
        return problem
    }
}

extension ImportMap {
    /// - Throws: a problem: there is no such map, or it does not hold.
    fileprivate static func known(_ rules: String?, named name: String, _ zones: ZoneDatabase, kept: () throws -> String?) throws -> ImportMap {
        do {
            if let map = try rules.flatMap({ try ImportFolder.map(named: name, in: $0, zones: zones) }) { return map }
            guard let text = try kept() else { throw Problem.notFound }
            return try ImportMap(text, file: name + ".yaml", zones: zones)
        } catch let diagnostics as Diagnostics {
            throw DraftFiles.problem(diagnostics, .invalidMap)
        }
    }
}
