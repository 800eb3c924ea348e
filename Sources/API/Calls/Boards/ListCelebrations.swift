import Boards
import Identity
import JSON
import Live
import Web

/// `GET /celebrations`: what the feed of the same name said last, newest first; for a page that has just been opened.
enum ListCelebrations {
    static let endpoint = Endpoint(.signedIn()) { call in
        let limit = try call.limit(default: LiveSessions.mostRemembered)
        let live = call.site.live, seesAll = live.viewer(call.caller).seesAll
        let items = live.lately.reversed().prefix(limit).map { CelebrationView($0, live.feed.boards, seesAll: seesAll) }
        call.reply.answer(.list(Array(items)) { $0.write(to: &$1) })
    }
}

/// An item as the feed writes it, without the number that only the feed knows.
private struct CelebrationView {
    private let celebration: Celebration
    private let member: MemberRow?
    private let showsPoints: Bool

    init(_ celebration: Celebration, _ boards: LiveBoards, seesAll: Bool) {
        self.celebration = celebration
        member = boards.roster.member(celebration.member)
        showsPoints = seesAll || boards.everyoneSees(celebration.member)
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("at", celebration.at)
            writer.member("kind", celebration.kind)
            writer.member("member", orNull: member?.id)
            writer.member("name", orNull: member?.name)
            if showsPoints, let points = celebration.points { writer.member("points", points) }
            writer.member("title", celebration.title)
        }
    }
}
