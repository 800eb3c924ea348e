import Expressions
import Identity
import JSON
import RuleEngine
import Web

/// `GET /activities/preview`: the types that may be estimated, and what their rules read.
enum ListPreviewsCall {
    static let endpoint = Endpoint(
        .get, "/activities/preview", .signedIn(),
        "The types of activities that rules marked preview know, with the fields of data that the rules in force read.",
        gives: .json(.page("PreviewedType"))
    ) { call in
        let set = call.directory.programme.book.set(at: call.now), now = call.now
        let types = set.previewed.filter { type in set.rules(for: type).contains { $0.isPreviewed && $0.applies.contains(now) } }
        call.reply.answer(.list(types) { type, writer in
            let rules = set.rules(for: type)
            writer.object { writer in
                writer.member("type", type)
                let first = rules.first(where: \.isPreviewed)
                writer.member("title", (first?.title ?? LocalizedText(first?.id ?? type)).json)
                writer.member("rules", rules.map(\.id))
                writer.array("fields") { writer in
                    for field in set.fields(askedOf: type) { write(field, to: &writer) }
                }
            }
        })
    }

    static func write(_ field: AskedField, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", field.name)
            writer.member("kind", orNull: field.kind?.rawValue)
            writer.member("unit", orNull: field.unit?.rawValue)
            writer.member("values", field.texts)
        }
    }
}
