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
enum RejudgeRules {
    static let endpoint = Endpoint(.atLeast(.admin), body: 4 << 10) { call in
        let body = try call.body(knowing: ["from", "to", "reason"])
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
    }

    fileprivate static func write(_ counts: RejudgeRun.Counts, to writer: inout JSONWriter) {
        writer.member("corrected", counts.corrected)
        writer.member("unchanged", counts.unchanged)
        writer.member("refused", counts.refused.values.reduce(0, +))
    }
}

/// `GET /rules/rejudge`: the last run, and how far it has come.
enum ReadRejudging {
    static let endpoint = Endpoint(.atLeast(.admin)) { call in
        call.read { reader in
            let run = try Rejudging.state(reader)
            return .json { writer in
                writer.object { writer in
                    writer.member("running", run.map { $0.ended == nil } ?? false)
                    writer.object("run", of: run) { run, writer in
                        writer.member("version", run.version)
                        writer.member("from", run.from.rfc3339)
                        writer.member("to", orNull: run.until == .latest ? nil : run.until)
                        writer.member("reason", run.reason)
                        writer.member("started", orNull: run.started)
                        writer.member("ended", orNull: run.ended)
                        writer.member("share", .number(Decimal(Int64(run.share * 100)).hundredth))
                        RejudgeRules.write(run.counts, to: &writer)
                    }
                }
            }
        }
    }
}

extension Decimal {
    fileprivate var hundredth: Decimal { (try? dividing(by: 100, toFractionDigits: 2, .down)) ?? self }
}
