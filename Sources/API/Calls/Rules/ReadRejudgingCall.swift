import Installation
import JSON
import PointsEngine
import Web

/// `GET /rules/rejudge`: the last run, and how far it has come.
enum ReadRejudgingCall {
    static let endpoint = Endpoint(
        .get, "/rules/rejudge", .atLeast(.admin),
        "The last time that activities were judged again, and how far it has come.",
        gives: .json([
            "running": .flag,
            "run": .orNull([
                "version": .text, "from": .instant, "to": .orNull(.instant), "reason": .text, "started": .orNull(.instant), "ended": .orNull(.instant),
                "share": .number, "corrected": .integer, "unchanged": .integer, "refused": .integer,
            ]),
        ])
    ) { call in
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
                        RejudgeRulesCall.write(run.counts, to: &writer)
                    }
                }
            }
        }
    }
}

extension Decimal {
    fileprivate var hundredth: Decimal { (try? dividing(by: 100, toFractionDigits: 2, .down)) ?? self }
}
