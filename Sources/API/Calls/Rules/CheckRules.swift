import Files
import JSON
import Store
import Web

/// `GET /rules/files?version=`: the texts of the rules as they were last put in force, to draft on; or of a version that was
/// published.
enum ReadRuleFiles {
    static let endpoint = Endpoint(.atLeast(.manager, .read)) { call in
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

/// `POST /rules/check` `{files}`, or `{rules: […]}`: everything that is wrong with a draft. Writes nothing.
enum CheckRules {
    static let endpoint = Endpoint(.atLeast(.manager, .read), body: DraftFiles.bodyLimit) { call in
        let zones = call.site.services.zones
        // Reading a folder takes its time: not on the web thread.
        call.readBody { body, reader in
            let sources = try DraftFiles.read(in: body, at: "/files", reader)
            do throws(Diagnostics) {
                let folder = try RulesFolder(sources, zones: zones)
                let known = (try? reader.ruleFiles()).flatMap { try? RulesFolder(RuleSources(files: $0), zones: zones) }
                return answer(folder.ruleSet.version, .array([]), removed: known.map { folder.losses(against: $0) } ?? [])
            } catch {
                return answer(nil, DraftFiles.json(error), removed: [])
            }
        }
    }

    /// - Parameter removed: what is in force and would no longer be there.
    private static func answer(_ version: String?, _ problems: JSONValue, removed: [RulesFolder.Loss]) -> Response {
        .json { writer in
            writer.object { writer in
                writer.member("ok", version != nil)
                writer.member("version", orNull: version)
                writer.member("problems", problems)
                writer.member("removed", .array(removed.map(\.json)))
            }
        }
    }
}
