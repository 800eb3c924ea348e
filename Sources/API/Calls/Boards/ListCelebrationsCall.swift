import JSON
import Live
import Projection
import Web

/// `GET /celebrations`: what the feed of the same name said last, newest first; for a page that has just been opened.
enum ListCelebrationsCall {
    static let endpoint = Endpoint(
        .get, "/celebrations", .signedIn().withScreens,
        "What was celebrated last, newest first.",
        takes: .query([Argument("limit", .integer, "1 to 500")]),
        gives: .json(.page("Celebration"))
    ) { call in
        let limit = try call.limit(default: Projection.mostRemembered)
        let items = call.site.projection.celebrations(for: call.caller.viewer, limit: limit)
        call.reply.answer(.list(items) { item, writer in writer.object { item.write(to: &$0) } })
    }
}
