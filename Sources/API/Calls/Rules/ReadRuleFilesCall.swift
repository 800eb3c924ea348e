import Files
import Identity
import JSON
import PointsEngine
import Projection
import RuleEngine
import Store
import Web

/// `GET /rules/files?version=`: the texts of the rules as they were last put in force, to draft on; or of a version that was
/// published. `?publication=`: as that publication had them, for another company or other boards leave the version of the rules.
enum ReadRuleFilesCall {
    static let endpoint = Endpoint(
        .get, "/rules/files", .atLeast(.manager, .read),
        "The texts of the rules in force, or of a version.",
        takes: .query([Argument("version"), Argument("publication", .integer, "as GET /rules/versions tells it")]),
        gives: .json([
            "version": .text, "files": "Files", "rules": .map(.open("a rule as a file of the rules folder has it")),
            "metrics": .list(["id": .text, "title": "Text", "unit": .words(Metric.Unit.self)]), "differences": .list("FileDifference"),
        ])
    ) { call in
        let wanted = call.query("version"), publication = try call.query("publication").map { _ in Int64(try call.number("publication", in: 1...Int.max, default: 1)) }
        let version = wanted ?? call.directory.programme.book.version(at: call.now).set.version
        let zones = call.site.services.zones
        call.read { reader in
            let inForce = try reader.ruleFiles()
            let wantedFiles = if let publication { try reader.ruleFiles(ofPublication: publication) } else { try wanted.map { try reader.ruleFiles(of: $0) } ?? inForce }
            guard let files = wantedFiles else { throw Problem.notFound }
            let sources = RuleSources(files: files), folder = try? RulesFolder(sources, zones: zones)
            return .json { writer in
                writer.object { writer in
                    writer.member("version", version)
                    writer.member("files", sources.json)
                    // What it would change to bring them back.
                    writer.member("differences", .array(files == inForce ? [] : ProposalView.differences(from: inForce, to: files)))
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
