import JSON
import Live
import Web

/// `GET /celebrations`: what the feed of the same name said last, newest first; for a page that has just been opened.
enum ListCelebrationsCall {
    static let endpoint = Endpoint(
        .get, "/celebrations", .signedIn(),
        "What was celebrated last, newest first.",
        takes: .query([Argument("limit", .integer, "1 to 500")]),
        gives: .json(.page("Celebration"))
    ) { call in
        let limit = try call.limit(default: LiveSessions.mostRemembered)
        let live = call.site.live, seesAll = live.viewer(call.caller).seesAll
        let items = live.lately.reversed().lazy.compactMap { live.feed.boards.item(of: $0, seesAll: seesAll) }.prefix(limit)
        call.reply.answer(.list(Array(items)) { item, writer in writer.object { item.write(to: &$0) } })
    }
}
