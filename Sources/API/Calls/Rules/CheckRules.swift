import Files
import JSON
import Store
import Web

/// `GET /rules/files`: the texts of the rules in force, to draft on.
enum ReadRuleFiles {
    static let endpoint = Endpoint(.atLeast(.manager, .read)) { call in
        let version = call.directory.programme.book.version(at: call.now).set.version
        call.read { reader in
            let sources = RuleSources(files: try reader.ruleFiles())
            return .json { writer in
                writer.object { writer in
                    writer.member("version", version)
                    writer.member("files", sources.json)
                }
            }
        }
    }
}

/// `POST /rules/check` `{files}`: everything that is wrong with a draft. Writes nothing.
enum CheckRules {
    static let endpoint = Endpoint(.atLeast(.manager, .read), body: DraftFiles.bodyLimit) { call in
        let zones = call.site.services.zones
        // Reading a folder takes its time: not on the web thread.
        call.readBody { body, _ in
            let sources = try DraftFiles.read(body["files"], at: "/files")
            do throws(Diagnostics) {
                let version = try RulesFolder(sources, zones: zones).ruleSet.version
                return answer(version, .array([]))
            } catch {
                return answer(nil, DraftFiles.json(error))
            }
        }
    }

    private static func answer(_ version: String?, _ problems: JSONValue) -> Response {
        .json { writer in
            writer.object { writer in
                writer.member("ok", version != nil)
                writer.member("version", orNull: version)
                writer.member("problems", problems)
            }
        }
    }
}
