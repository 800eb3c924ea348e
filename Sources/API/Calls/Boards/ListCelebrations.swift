import JSON
import Live
import Web

/// `GET /celebrations`: what the feed of the same name said last, newest first; for a page that has just been opened.
enum ListCelebrations {
    static let endpoint = Endpoint(.signedIn()) { call in
        let limit = try call.limit(default: LiveSessions.mostRemembered)
        let live = call.site.live, seesAll = live.viewer(call.caller).seesAll
        let items = live.lately.reversed().lazy.compactMap { live.feed.boards.item(of: $0, seesAll: seesAll) }.prefix(limit)
        call.reply.answer(.list(Array(items)) { item, writer in writer.object { item.write(to: &$0) } })
    }
}
