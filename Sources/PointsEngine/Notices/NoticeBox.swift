import Identity
import JSON
import Periods

/// What is known of a member's notices all together: how far they are read, and what waits for the next digest.
package struct NoticeBox: Hashable, Sendable {
    /// Every notice of a command up to this one is read.
    package var readThrough: Int64 = 0
    /// In the order in which they came.
    package private(set) var waiting: [Notice] = []
    /// Those beyond `mostWaiting`, which are only counted.
    package private(set) var beyond: Int64 = 0
    /// When they are told; nil: none waits.
    package private(set) var due: Instant?

    package init() {}

    /// A digest is read, not scrolled for ever.
    package static let mostWaiting = 100

    /// - Parameter due: when what waits is told, if nothing has waited before.
    mutating func add(_ notice: Notice, due: Instant) {
        if waiting.count < Self.mostWaiting { waiting.append(notice) } else { beyond += 1 }
        self.due = self.due ?? due
    }

    /// Takes out what waits, as one notice; nil where nothing does.
    mutating func gather(at now: Instant) -> Notice? {
        guard !waiting.isEmpty else { return nil }
        let items = waiting.map { notice in (try? JSONValue.parse(JSONWriter.object { notice.write(to: &$0) })) ?? .null }
        let count = Int64(waiting.count) + beyond
        (waiting, beyond, due) = ([], 0, nil)
        return Notice(kind: .digest, at: now, more: ["count": .number(Decimal(count)), "items": .array(items)])
    }
}

extension NoticeBox: KeptRows {
    package typealias Key = MemberID

    package static let place: WritableKeyPath<Tables, Table<NoticeBox>> & Sendable = \.noticeBoxes
    package static let schema = TableSchema("notice_box", key: [.text("member")], [.integer("read_through"), .optionalInteger("due"), .text("body")])
    package static func write(_ member: MemberID, to row: inout some ColumnWriter) throws { try row.add(member.text) }
    package static func key(from row: inout some ColumnReader) -> MemberID { MemberID(row.text()) }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(readThrough)
        try row.add(due?.microseconds)
        try row.add(utf8: JSONWriter.object { writer in
            writer.list("waiting", waiting) { writer, notice in writer.object { notice.write(to: &$0) } }
            if beyond > 0 { writer.member("beyond", beyond) }
        })
    }

    package init(_ member: MemberID, from row: inout some ColumnReader) throws {
        readThrough = row.integer()
        due = row.optionalInteger().map(Instant.init(microseconds:))
        let fields = try Fields(json: row.bytes(), "notices of \(member)")
        waiting = try fields.list("waiting") { try Notice(stored: Fields($0, fields.place)) }
        beyond = try fields.integer("beyond", default: 0)
    }
}
