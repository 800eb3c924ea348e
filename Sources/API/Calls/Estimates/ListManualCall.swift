import Identity
import JSON
import PointsEngine
import RuleEngine
import Web

/// `GET /activities/manual`: the types that the reader may enter by hand, for whom, and what their rules read.
enum ListManualCall {
    static let endpoint = Endpoint(
        .get, "/activities/manual", .signedIn(),
        "The types of activities that the reader may enter by hand, for oneself or for others, with the fields of data that the rules in force read.",
        gives: .json(.page("ManualType"))
    ) { call in
        let set = call.directory.programme.book.set(at: call.now), now = call.now
        let isMember = call.caller.member != nil, leads = call.visible.rights.leadsSomebody()
        let types = set.manual(at: now).filter { $0.by.contains(.oneself) && isMember || $0.by.contains(.others) && leads }
        call.reply.answer(.list(types) { type, writer in
            writer.object { writer in
                writer.member("type", type.name)
                writer.member("title", type.title.json)
                let by = [type.by.contains(.oneself) && isMember ? ManualEntry.Subject.oneself : nil, type.by.contains(.others) && leads ? .others : nil]
                writer.member("by", by.compactMap { $0?.rawValue })
                writer.member("max_age", type.maxAge.description)
                writer.array("fields") { writer in
                    for field in set.fields(askedOf: type.name) { ListPreviewsCall.write(field, to: &writer) }
                }
            }
        })
    }
}
