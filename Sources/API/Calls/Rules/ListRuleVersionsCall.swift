import PointsEngine
import Store
import Web

/// `GET /rules/versions`: the rule sets that were published, the newest first, by whom and why; planned ones too, and last the one that
/// the company began with.
enum ListRuleVersionsCall {
    static let endpoint = Endpoint(
        .get, "/rules/versions", .atLeast(.manager, .read),
        "The rule sets that were published, the newest first; planned ones too, and last the first one.",
        takes: .query([Argument("limit", .integer, "1 to 500")]),
        gives: .json(.page([
            "version": .text, "publication": .orNull(.integer), "effective": .orNull(.instant), "published": .orNull(.instant), "actor": .orNull("Named"),
            "reason": .orNull(.text), "in_force": .flag,
        ]))
    ) { call in
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
