import Identity
import JSON
import Periods

/// Which of the notices of a command it is.
package struct NoticeKey: Hashable, Sendable {
    package let member: MemberID
    /// The command that caused it.
    package let number: Int64
    /// From 0, for the notices of a command to one member.
    package let item: Int64

    package init(member: MemberID, number: Int64, item: Int64) {
        self.member = member
        self.number = number
        self.item = item
    }

    /// `17.0`, as the API names it.
    package var id: String { "\(number).\(item)" }

    package init?(member: MemberID, id: String) {
        let parts = id.split(separator: ".", omittingEmptySubsequences: false).map { Int64($0) }
        guard parts.count == 2, let number = parts[0], let item = parts[1] else { return nil }
        self.init(member: member, number: number, item: item)
    }
}

/// Something that one member is told, as a row of the commit that caused it.
package struct Notice: Hashable, Sendable {
    package let kind: NoticeKind
    package let at: Instant
    package let points: Points?
    /// A string, or a text by language.
    package let title: JSONValue
    /// What else a kind says: `state` and `request` of a decision, `expires` of a warning, `level` of a badge.
    package let more: JSONObject
    package var isRead = false

    package init(kind: NoticeKind, at: Instant, points: Points? = nil, title: JSONValue = "", more: JSONObject = [:]) {
        self.kind = kind
        self.at = at
        self.points = points
        self.title = title
        self.more = more
    }
}

extension Notice {
    /// As it is kept, alone or in a digest.
    func write(to writer: inout JSONWriter) {
        writer.member("kind", kind.rawValue)
        writer.member("at", at)
        writer.member("points", ifPresent: points)
        if title != "" { writer.member("title", title) }
        if !more.isEmpty { writer.member("more", .object(more)) }
    }

    init(stored fields: Fields) throws {
        self.init(
            kind: try fields.choice("kind"), at: try fields.instant("at"), points: try fields.optionalInteger("points"), title: fields.object["title"] ?? "",
            more: fields.has("more") ? try fields.object("more") : [:])
    }
}

extension Notice: KeptRows {
    package typealias Key = NoticeKey

    package static let place: WritableKeyPath<Tables, Table<Notice>> & Sendable = \.notices
    package static let residence = Residence.disk(cached: 1_000)
    package static let schema = TableSchema(
        "notice", key: [.text("member"), .integer("number"), .integer("item")], [.integer("is_read"), .text("body")])

    package static func write(_ key: NoticeKey, to row: inout some ColumnWriter) throws {
        try row.add(key.member.text)
        try row.add(key.number)
        try row.add(key.item)
    }

    package static func key(from row: inout some ColumnReader) -> NoticeKey {
        let member = MemberID(row.text()), number = row.integer()
        return NoticeKey(member: member, number: number, item: row.integer())
    }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(isRead)
        try row.add(utf8: JSONWriter.object { write(to: &$0) })
    }

    package init(_ key: NoticeKey, from row: inout some ColumnReader) throws {
        let isRead = row.integer() != 0
        try self.init(stored: Fields(json: row.bytes(), "notice \(key.id) of \(key.member)"))
        self.isRead = isRead
    }
}
