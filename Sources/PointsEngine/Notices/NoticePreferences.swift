import Identity
import JSON
import Periods

/// Which notices a member wants, and how.
package struct NoticePreferences: Hashable, Sendable {
    package enum Mode: String, CaseIterable, Sendable {
        case on, off
        /// Gathered, with others, into one.
        case digest
    }

    package enum Rhythm: String, CaseIterable, Sendable {
        case daily, weekly

        /// At whose end what was gathered is told.
        var period: PeriodKind { self == .daily ? .day : .week }
    }

    /// Those that are not `on`.
    package private(set) var modes: [NoticeKind: Mode] = [:]
    package var digest = Rhythm.daily

    package init() {}

    package subscript(kind: NoticeKind) -> Mode {
        get { modes[kind] ?? .on }
        set { modes[kind] = newValue == .on ? nil : newValue }
    }
}

extension NoticePreferences {
    func write(to writer: inout JSONWriter) {
        writer.member("digest", digest.rawValue)
        for kind in NoticeKind.switchable where self[kind] != .on { writer.member(kind.rawValue, self[kind].rawValue) }
    }

    init(stored fields: Fields) throws {
        self.init()
        digest = try fields.optionalChoice("digest") ?? .daily
        for kind in NoticeKind.switchable { self[kind] = try fields.optionalChoice(kind.rawValue) ?? .on }
    }
}

extension NoticePreferences: KeptRows {
    package typealias Key = MemberID

    package static let place: WritableKeyPath<Tables, Table<NoticePreferences>> & Sendable = \.preferences
    package static let schema = TableSchema("preference", key: [.text("member")], [.text("body")])
    package static func write(_ member: MemberID, to row: inout some ColumnWriter) throws { try row.add(member.text) }
    package static func key(from row: inout some ColumnReader) -> MemberID { MemberID(row.text()) }
    package func write(to row: inout some ColumnWriter) throws { try row.add(utf8: JSONWriter.object { write(to: &$0) }) }
    package init(_ member: MemberID, from row: inout some ColumnReader) throws {
        try self.init(stored: Fields(json: row.bytes(), "preferences of \(member)"))
    }
}
