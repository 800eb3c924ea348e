import Files
import Identity
import JSON
import PointsEngine
import Projection
import RuleEngine
import Store
import Web

/// `GET /rules/files?version=`: the texts of the rules as they were last put in force, to draft on; or of a version that was
/// published.
enum ReadRuleFilesCall {
    static let endpoint = Endpoint(
        .get, "/rules/files", .atLeast(.manager, .read),
        "The texts of the rules in force, or of a version.",
        takes: .query([Argument("version")]),
        gives: .json([
            "version": .text, "files": "Files", "rules": .map(.open("a rule as a file of the rules folder has it")),
            "metrics": .list(["id": .text, "title": "Text", "unit": .words(Metric.Unit.self)]),
        ])
    ) { call in
        let wanted = call.query("version")
        let version = wanted ?? call.directory.programme.book.version(at: call.now).set.version
        let zones = call.site.services.zones
        call.read { reader in
            guard let files = try wanted.map({ try reader.ruleFiles(of: $0) }) ?? reader.ruleFiles() else { throw Problem.notFound }
            let sources = RuleSources(files: files), folder = try? RulesFolder(sources, zones: zones)
            return .json { writer in
                writer.object { writer in
                    writer.member("version", version)
                    writer.member("files", sources.json)
                    // Those of campaigns are theirs.
                    let own = (folder?.contents.rules ?? [:]).filter { CampaignRule.campaign(of: $0.key) == nil }
                    writer.member("rules", .object(JSONObject(own.sorted { $0.key < $1.key }.map { ($0.key, .object($0.value)) })))
                    writer.array("metrics") { writer in
                        for metric in folder?.ruleSet.metrics ?? [] {
                            writer.object { writer in
                                writer.member("id", metric.name)
                                writer.member("title", (metric.title ?? LocalizedText(metric.name)).json)
                                writer.member("unit", metric.unit.rawValue)
                            }
                        }
                    }
                }
            }
        }
    }
}
