import Backtest
import Files
import Identity
import Installation
import JSON
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Store
import Web

/// `POST /rules/backtest` `{rules: {files}, from, to}`, with `rules` as a list, or `{draft, from, to}`: what a draft would have given for
/// past facts. Moves no point; of a draft that is kept, and one's own, the trial is noted with it.
enum BacktestRulesCall {
    static let endpoint = Endpoint(
        .post, "/rules/backtest", .atLeast(.manager, .read),
        "What a draft would have given for past facts. Moves no point; with a kept draft of one's own the trial is noted.",
        takes: Input(body: .json(["files?": "Files", "rules?": "RulesDraft", "draft?": .text, "from": .moment, "to": .moment], upTo: DraftFiles.bodyLimit)),
        gives: .json([
            "activities": .integer, "now": .integer, "then": .integer, "gain": .integer, "lose": .integer, "same": .integer,
            "members": .list(["id": .text, "name": .text, "now": .integer, "then": .integer]),
            "rules": .list(["rule": .text, "title": "Text", "now": .integer, "then": .integer]),
            "teams": .list(["team": .orNull(.text), "name": .orNull(.text), "now": .integer, "then": .integer]),
            "months": .list(["month": .text, "now": .integer, "then": .integer]), "refused": .map(.integer),
        ])
    ) { call in
        let programme = call.directory.programme, languages = call.directory.languages, zones = call.site.services.zones
        let tiers = call.directory.standings.mapValues(\.tier)
        let content = call.content, runtime = call.site.services.runtime, readers = runtime.readers
        let actor = call.caller.actor, address = call.address, now = call.now
        try LongWork.begin(call, .heavy) { work in
            let body = try content.object(), reader = try readers.own()
            let sources = try DraftFiles.read(in: body, at: "/rules/files", reader)
            guard let from = try body.moment("from", programme.calendar), let until = try body.moment("to", programme.calendar), from < until else {
                throw Problem.malformed("from and to are days or times, the second exclusive", at: "/from")
            }
            let draft = try RulesFolder(sources, zones: zones)
            let members = Dictionary(try reader.members().map { ($0.id, $0) }) { $1 }
            let teams = Dictionary(try reader.teams().map { ($0.id, $0) }) { $1 }
            let report = try PastFacts.judged(
                by: draft.ruleSet, from: from, until: until, under: programme, for: Workforce(members: members, teams: teams, tiers: tiers, customers: try reader.customers()),
                reader, work)
            if let id = try body.optionalText("draft"), let kept = try reader.ruleDraft(id), kept.author == actor {
                let trial = RuleDraft.Trial(
                    of: Publishing.base(of: sources.files), version: draft.ruleSet.version, from: from, until: until, at: now, RuleDraft.Effect(report))
                // Whoever changed it meanwhile tries it again.
                _ = runtime.carryOut([PutRuleDraft(id: id, title: kept.title, files: kept.files, trial: trial, revision: kept.revision)], by: actor, from: address)
            }
            return answer(report, members, teams.mapValues { $0.name.text(in: languages) }, draft.ruleSet, programme)
        }
    }.onAnyNode()

    private static func answer(
        _ report: BacktestReport, _ members: [MemberID: Member], _ teams: [TeamID: String], _ draft: RuleSet, _ programme: Programme
    ) -> Response {
        .json { writer in
            writer.object { writer in
                writer.member("activities", report.activities)
                writer.member("now", report.total.now)
                writer.member("then", report.total.then)
                writer.array("members") { writer in
                    for line in report.members {
                        writer.object { writer in
                            writer.member("id", line.key.text)
                            writer.member("name", members[line.key]?.name ?? line.key.text)
                            write(line.now, line.then, to: &writer)
                        }
                    }
                }
                writer.array("rules") { writer in
                    for line in report.rules {
                        let title = draft.rule(line.key)?.title ?? programme.book.versions.last?.set.rule(line.key)?.title
                        writer.object { writer in
                            writer.member("rule", line.key)
                            writer.member("title", (title ?? LocalizedText(line.key)).json)
                            write(line.now, line.then, to: &writer)
                        }
                    }
                }
                writer.array("teams") { writer in
                    for line in report.teams {
                        writer.object { writer in
                            writer.member("team", orNull: line.key?.text)
                            writer.member("name", orNull: line.key.map { teams[$0] ?? $0.text })
                            write(line.now, line.then, to: &writer)
                        }
                    }
                }
                writer.array("months") { writer in
                    for line in report.months {
                        writer.object { writer in
                            writer.member("month", line.key)
                            write(line.now, line.then, to: &writer)
                        }
                    }
                }
                writer.member("gain", report.gaining)
                writer.member("lose", report.losing)
                writer.member("same", report.unchanged)
                writer.member("refused", .object(JSONObject(report.refused.map { ($0.key.rawValue, .number(Decimal($0.value))) }.sorted { $0.0 < $1.0 })))
            }
        }
    }

    private static func write(_ now: Points, _ then: Points, to writer: inout JSONWriter) {
        writer.member("now", now)
        writer.member("then", then)
    }
}

extension RuleDraft.Effect {
    fileprivate init(_ report: BacktestReport) {
        self.init(
            now: report.total.now, then: report.total.then, gaining: Int64(report.gaining), losing: Int64(report.losing), unchanged: Int64(report.unchanged))
    }
}
