import Periods

/// A locked period of a board, by the end of the period.
package struct ArchiveKey: Hashable, Sendable {
    package let board: String
    package let end: Instant

    package init(board: String, end: Instant) {
        self.board = board
        self.end = end
    }
}

/// Rows of whole boards: they are read where somebody looks at a period that is over.
extension Archive: KeptRows {
    package typealias Key = ArchiveKey

    package static var place: WritableKeyPath<Tables, Table<Archive>> & Sendable { \.archives }
    package static let residence = Residence.disk(cached: 0)
    package static let schema = TableSchema(
        "archive", key: [.text("board"), .integer("end")], [.text("period"), .integer("at"), .text("body")])

    package static func write(_ key: ArchiveKey, to row: inout some ColumnWriter) throws {
        try row.add(key.board)
        try row.add(key.end.microseconds)
    }

    package static func key(from row: inout some ColumnReader) -> ArchiveKey {
        let board = row.text()
        return ArchiveKey(board: board, end: Instant(microseconds: row.integer()))
    }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(period)
        try row.add(at.microseconds)
        try row.add(utf8: stored)
    }

    package init(_ key: ArchiveKey, from row: inout some ColumnReader) throws {
        let period = row.text(), at = Instant(microseconds: row.integer())
        try self.init(board: key.board, period: period, end: key.end, at: at, stored: row.bytes())
    }
}

extension Table<Archive> {
    mutating func add(_ archive: Archive) { self[ArchiveKey(board: archive.board, end: archive.end)] = archive }

    /// In a fixed order: by board and time.
    package var ordered: [Archive] { values.sorted { $0.board == $1.board ? $0.end < $1.end : $0.board < $1.board } }
}
