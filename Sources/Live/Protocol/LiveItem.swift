import Boards
import JSON

/// A line of a feed.
package struct LiveItem: Sendable {
    var kind: String
    var request: String?
    var member: String?
    var name: String?
    var team: String?
    /// The path of the member's photograph.
    var picture: String?
    var from: String?
    var points: Int64?
    /// A string, a text by language, or null where the kind says all.
    var title: JSONValue
    var more: JSONObject = [:]
    var at: Int64

    /// All but the number, which only the feed knows: the members of an object.
    package func write(to writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("kind", kind)
        writer.member("request", ifPresent: request)
        writer.member("member", ifPresent: member)
        writer.member("name", ifPresent: name)
        writer.member("team", ifPresent: team)
        writer.member("picture", ifPresent: picture)
        writer.member("from", ifPresent: from)
        writer.member("points", ifPresent: points)
        writer.member("title", title)
        for member in more { writer.member(member.key, member.value) }
    }
}

extension LiveItem {
    init(_ notice: PersonalNotice) {
        self.init(kind: notice.kind, points: notice.points, title: notice.title, more: notice.more, at: notice.at)
    }
}

/// A place that was won, as far as winning it again at once is no news.
struct Milestone: Hashable {
    let kind: String
    let member: Int32

    init(_ celebration: Celebration) { (kind, member) = (celebration.kind, celebration.member) }
}
