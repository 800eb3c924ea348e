import Files
import Installation
import JSON
import PointsEngine
import Store
import Web

/// `POST /rules/check` `{files}`, `{rules: […]}` or `{draft}`: everything that is wrong with a draft; of one that holds, what it changes and
/// who may publish that. Writes nothing.
enum CheckRulesCall {
    static let endpoint = Endpoint(
        .post, "/rules/check", .atLeast(.manager, .read),
        "Everything that is wrong with a draft; of one that holds, what it changes and who may publish that.",
        takes: Input(body: .json(["files?": "Files", "rules?": "RulesDraft", "draft?": .text], upTo: DraftFiles.bodyLimit)),
        gives: .json([
            "ok": .flag, "version": .orNull(.text), "problems": .list("FileProblem"), "removed": .list("Removed"), "changes?": .list("RuleChange"), "needs?": "Role",
            "second?": .flag, "may?": .flag, "contradictions?": .list("Contradiction"),
        ])
    ) { call in
        let zones = call.site.services.zones, programme = call.directory.programme, rights = call.directory.rights(of: call.caller, at: call.now), now = call.now
        // Reading a folder takes its time: not on the web thread.
        call.readBody { body, reader in
            let sources = try DraftFiles.read(in: body, at: "/files", reader)
            let folder: RulesFolder
            do throws(Diagnostics) {
                folder = try RulesFolder(sources, zones: zones)
            } catch {
                return answer(nil, DraftFiles.json(error), removed: [])
            }
            let changes = try PublicationDifference(folder, effective: nil, at: now, programme, reader, zones).changes
            let ladder = programme.company.publishing, needs = ladder.role(for: changes.map(\.weight))
            // What cannot be read is something else than nothing that would go.
            let inForce = RuleSources(files: try reader.ruleFiles()), known = try? RulesFolder(inForce, zones: zones)
            return answer(folder.ruleSet.version, .array([]), removed: known.map { folder.losses(against: $0) } ?? []) { writer in
                writer.member("changes", ProposalView.json(changes))
                writer.member("needs", needs.rawValue)
                writer.member("second", ladder.needsSecond)
                writer.member("may", rights.mayPublish(needs))
                writer.member("contradictions", .array(WrittenNumbers.contradictions(in: folder.contents).map(\.json)))
            }
        }
    }.onAnyNode()

    /// - Parameters:
    ///   - removed: what is in force and would no longer be there.
    ///   - more: what else is said of a draft that holds.
    private static func answer(
        _ version: String?, _ problems: JSONValue, removed: [RulesFolder.Loss], _ more: (inout JSONWriter) -> Void = { _ in }
    ) -> Response {
        .json { writer in
            writer.object { writer in
                writer.member("ok", version != nil)
                writer.member("version", orNull: version)
                writer.member("problems", problems)
                writer.member("removed", .array(removed.map(\.json)))
                more(&writer)
            }
        }
    }
}
