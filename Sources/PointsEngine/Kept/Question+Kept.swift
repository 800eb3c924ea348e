import Identity

extension Question: KeptRows {
    package typealias Key = QuestionID

    package static var place: WritableKeyPath<Tables, Table<Question>> & Sendable { \.questions }
    package static let residence = Residence.disk(cached: 2_000, absence: true)
    package static let schema = TableSchema(
        "question", key: [.text("id")], [.text("member"), .text("state"), .integer("created"), .text("body")],
        indexes: [["state", "created"], ["member", "created"], ["created"]])
    package static func write(_ id: QuestionID, to row: inout some ColumnWriter) throws { try row.add(id.text) }
    package static func key(from row: inout some ColumnReader) -> QuestionID { QuestionID(row.text()) }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(member.text)
        try row.add(state.rawValue)
        try row.add(created.microseconds)
        try row.add(utf8: stored)
    }

    /// The columns before the body are for queries.
    package init(_ id: QuestionID, from row: inout some ColumnReader) throws {
        for _ in 0..<2 { _ = row.text() }
        _ = row.integer()
        try self.init(id: id, stored: row.bytes())
    }
}
