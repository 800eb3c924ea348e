import Files
import JSON
import PointsEngine
import Store
import Web

/// `GET /rules/files?version=`: the texts of the rules as they were last put in force, to draft on; or of a version that was
/// published.
enum ReadRuleFilesCall {
    static let endpoint = Endpoint(
        .get, "/rules/files", .atLeast(.manager, .read),
        "The texts of the rules in force, or of a version.",
        takes: .query([Argument("version")]),
        gives: .json(["version": .text, "files": "Files"])
    ) { call in
        let wanted = call.query("version")
        let version = wanted ?? call.directory.programme.book.version(at: call.now).set.version
        call.read { reader in
            guard let files = try wanted.map({ try reader.ruleFiles(of: $0) }) ?? reader.ruleFiles() else { throw Problem.notFound }
            let sources = RuleSources(files: files)
            return .json { writer in
                writer.object { writer in
                    writer.member("version", version)
                    writer.member("files", sources.json)
                }
            }
        }
    }
}
