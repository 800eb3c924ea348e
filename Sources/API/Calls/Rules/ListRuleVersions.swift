import PointsEngine
import Store
import Web

/// `GET /rules/versions`: the rule sets that were published, the newest first, by whom and why; planned ones too.
enum ListRuleVersions {
    static let endpoint = Endpoint(.atLeast(.manager, .read)) { call in
        let limit = try call.limit(), newest = call.directory.programme.book.version(at: call.now)
        call.read { reader in
            let names = PeopleNames(reader)
            let sets = try reader.publications(limit: limit).map { ($0, try names.actor($0.actor)) }
            return .json { writer in
                writer.page(sets) { writer, line in
                    let (set, actor) = line
                    writer.object { writer in
                        writer.member("version", set.version)
                        writer.member("effective", orNull: set.effective)
                        writer.member("published", orNull: set.at)
                        writer.named("actor", actor)
                        writer.member("reason", orNull: set.reason)
                        writer.member("in_force", set.version == newest.set.version && set.effective == newest.effective)
                    }
                }
            }
        }
    }
}
