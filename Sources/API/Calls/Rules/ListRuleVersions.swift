import PointsEngine
import Store
import Web

/// `GET /rules/versions`: the rule sets that were published, the newest first, by whom and why; planned ones too, and last the one that
/// the company began with.
enum ListRuleVersions {
    static let endpoint = Endpoint(.atLeast(.manager, .read)) { call in
        let limit = try call.limit(), book = call.directory.programme.book, inForce = book.version(at: call.now)
        call.read { reader in
            let names = PeopleNames(reader)
            let published = try reader.publications(limit: limit)
            let first = published.count < limit ? try book.published(by: 0).flatMap { try reader.firstPublication($0.set.version) } : nil
            let sets = try (published + (first.map { [$0] } ?? [])).map { ($0, try $0.actor.flatMap(names.actor)) }
            return .json { writer in
                writer.page(sets) { writer, line in
                    let (set, actor) = line
                    writer.object { writer in
                        writer.member("version", set.version)
                        writer.member("publication", orNull: set.number == 0 ? nil : set.number)
                        writer.member("effective", orNull: set.effective)
                        writer.member("published", orNull: set.at)
                        writer.named("actor", actor)
                        writer.member("reason", orNull: set.reason)
                        writer.member("in_force", set.number == inForce.number)
                    }
                }
            }
        }
    }
}
