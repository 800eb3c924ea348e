import Identity
import Identity
import JSON
import PointsEngine
import Projection
import Store
import Web

/// `GET /notices`: what the caller was told, the latest first, and how much of it is not read.
enum ListNoticesCall {
    static let endpoint = Endpoint(
        .get, "/notices", .signedIn(nil), "What I was told, the latest first.", takes: .query(.paging), gives: .json("NoticePage")
    ) { call in
        let limit = try call.limit(), before = try call.cursor(of: 2).map { (number: $0[0], item: $0[1]) }
        guard let me = call.caller.member else {
            return call.reply.answer(.json { write([], next: nil, unread: 0, readThrough: 0, call.directory, to: &$0) })
        }
        let directory = call.directory
        call.read { reader in
            let through = try reader.find(NoticeBox.self, me)?.readThrough ?? 0
            let found = try reader.notices(of: me, before: before, limit: limit + 1), page = Array(found.prefix(limit))
            let unread = try reader.unreadNotices(of: me, after: through)
            let next = found.count > limit ? page.last?.key.id : nil
            return .json { write(page, next: next, unread: unread, readThrough: through, directory, to: &$0) }
        }
    }

    private static func write(_ page: [(key: NoticeKey, notice: Notice)], next: String?, unread: Int, readThrough: Int64, _ directory: Directory, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.array("items") { writer in
                for (key, notice) in page { write(notice, key, isRead: notice.isRead || key.number <= readThrough, directory, to: &writer) }
            }
            writer.member("next", orNull: next)
            writer.member("unread", unread)
        }
    }

    private static func write(_ notice: Notice, _ key: NoticeKey, isRead: Bool, _ directory: Directory, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", key.id)
            writer.member("kind", notice.kind.rawValue)
            writer.member("at", notice.at.milliseconds)
            writer.member("points", orNull: notice.points)
            writer.member("title", notice.title)
            writer.member("read", isRead)
            write(notice.more, directory, to: &writer)
            guard notice.kind == .digest else { return }
            writer.array("items") { writer in
                for item in notice.more["items"]?.array ?? [] { write(gathered: item.object ?? [:], directory, to: &writer) }
            }
        }
    }

    /// As it would have stood alone.
    private static func write(gathered item: JSONObject, _ directory: Directory, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("kind", item["kind"] ?? .null)
            writer.member("at", (item["at"]?.int64 ?? 0) / 1_000)
            writer.member("points", item["points"] ?? .null)
            writer.member("title", item["title"] ?? "")
            write(item["more"]?.object ?? [:], directory, to: &writer)
        }
    }

    /// What a kind says beside the rest; who is named in it, by the name that they have today.
    private static func write(_ more: JSONObject, _ directory: Directory, to writer: inout JSONWriter) {
        for member in more where member.key != "items" { writer.member(member.key, member.value) }
        if let from = more["from"]?.string { writer.member("from_name", directory.members[MemberID(from)]?.name ?? from) }
    }
}
