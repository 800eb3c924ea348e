import Identity
import Periods

/// Read where somebody asks for one, or for a list by period and state; the columns before the body are for that.
extension Sheet: KeptRows {
    package typealias Key = SheetID

    package static var place: WritableKeyPath<Tables, Table<Sheet>> & Sendable { \.sheets }
    package static let residence = Residence.disk(cached: 20_000, absence: true)
    package static let schema = TableSchema(
        "sheet", key: [.text("form"), .text("period"), .text("member")], [.text("state"), .optionalText("team"), .integer("opened"), .text("body")],
        indexes: [["member", "opened"], ["period", "form"]])

    package static func write(_ id: SheetID, to row: inout some ColumnWriter) throws {
        try row.add(id.form)
        try row.add(id.period)
        try row.add(id.member.text)
    }

    package static func key(from row: inout some ColumnReader) -> SheetID {
        let form = row.text(), period = row.text()
        return SheetID(form: form, period: period, member: MemberID(row.text()))
    }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(state.rawValue)
        try row.add(terms.team?.text)
        try row.add(opened.microseconds)
        try row.add(utf8: stored)
    }

    package init(_ id: SheetID, from row: inout some ColumnReader) throws {
        _ = row.text()
        let team = row.optionalText().map { TeamID($0) }, opened = Instant(microseconds: row.integer())
        try self.init(id: id, team: team, opened: opened, stored: row.bytes())
    }
}

extension AppraisalRound: KeptRows {
    package typealias Key = String

    package static var place: WritableKeyPath<Tables, Table<AppraisalRound>> & Sendable { \.appraisalRounds }
    package static let schema = TableSchema("appraisal_round", key: [.text("form")], [.integer("end"), .optionalText("after")])
    package static func write(_ form: String, to row: inout some ColumnWriter) throws { try row.add(form) }
    package static func key(from row: inout some ColumnReader) -> String { row.text() }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(end.microseconds)
        try row.add(after?.text)
    }

    package init(_ form: String, from row: inout some ColumnReader) throws {
        let end = Instant(microseconds: row.integer())
        self.init(form: form, end: end, after: row.optionalText().map { MemberID($0) })
    }
}
