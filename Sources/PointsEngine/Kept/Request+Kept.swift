import Identity

extension Request: KeptRows {
    package typealias Key = RequestID

    package static var place: WritableKeyPath<Tables, Table<Request>> & Sendable { \.requests }
    package static let residence = Residence.disk(cached: 20_000, absence: true)
    package static let schema = TableSchema(
        "request", key: [.text("id")], [.text("kind"), .optionalText("member"), .text("state"), .integer("created"), .text("body")], indexes: [["state", "created"], ["member", "created"]])
    package static func write(_ id: RequestID, to row: inout some ColumnWriter) throws { try row.add(id.text) }
    package static func key(from row: inout some ColumnReader) -> RequestID { RequestID(row.text()) }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(kind.name)
        try row.add(member?.text)
        try row.add(state.rawValue)
        try row.add(created.microseconds)
        try row.add(utf8: stored)
    }

    /// The columns before the body are for queries.
    package init(_ id: RequestID, from row: inout some ColumnReader) throws {
        _ = (row.text(), row.optionalText(), row.text(), row.integer())
        try self.init(id: id, stored: row.bytes())
    }
}
