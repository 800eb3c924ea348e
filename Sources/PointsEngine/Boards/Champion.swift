import Boards
import Identity
import JSON
import Periods
import RuleEngine

/// An honour that was given at a lock, for whoever asks for honours: its board may be gone since, so it says all of it.
package struct Champion: Hashable, Sendable {
    package let period: String
    /// The first instant of the period.
    package let start: Instant
    package let at: Instant
    /// The command that locked the period.
    package let number: Int64
    package let owner: Owner
    package let rank: Int
    package let points: Points
    package let title: LocalizedText?
    package let boardTitle: LocalizedText
    package let value: Decimal
}

package struct ChampionKey: Hashable, Sendable {
    package let board: String
    /// The end of the period.
    package let end: Instant
    /// Among the honours of the period, from 1.
    package let place: Int
}

extension Champion: KeptRows {
    package typealias Key = ChampionKey

    package static var place: WritableKeyPath<Tables, Table<Champion>> & Sendable { \.champions }
    package static let residence = Residence.disk(cached: 0)
    package static let schema = TableSchema(
        "champion", key: [.text("board"), .integer("end"), .integer("place")],
        [
            .text("period"), .integer("start"), .integer("at"), .integer("number"), .text("owner_kind"), .text("owner"), .integer("rank"), .integer("points"),
            .text("body"),
        ], indexes: [["owner", "number"], ["number"]])

    package static func write(_ key: ChampionKey, to row: inout some ColumnWriter) throws {
        try row.add(key.board)
        try row.add(key.end.microseconds)
        try row.add(Int64(key.place))
    }

    package static func key(from row: inout some ColumnReader) -> ChampionKey {
        let board = row.text(), end = Instant(microseconds: row.integer())
        return ChampionKey(board: board, end: end, place: Int(row.integer()))
    }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(period)
        try row.add(start.microseconds)
        try row.add(at.microseconds)
        try row.add(number)
        try row.add(owner.stored.kind)
        try row.add(owner.stored.name)
        try row.add(Int64(rank))
        try row.add(points)
        try row.add(
            utf8: JSONWriter.object { writer in
                writer.member("title", ifPresent: title?.stored)
                writer.member("board", boardTitle.stored)
                writer.member("value", value)
            })
    }

    package init(_ key: ChampionKey, from row: inout some ColumnReader) throws {
        let place = "champion of \(key.board)", period = row.text(), start = Instant(microseconds: row.integer()), at = Instant(microseconds: row.integer())
        let number = row.integer(), kind = row.text()
        guard let owner = Owner(kind: kind, name: row.text()) else { throw DamagedRecord(place) }
        let rank = Int(row.integer()), points = row.integer(), fields = try Fields(json: row.bytes(), place)
        self.init(
            period: period, start: start, at: at, number: number, owner: owner, rank: rank, points: points,
            title: fields.has("title") ? try LocalizedText(stored: fields.object["title"], place) : nil,
            boardTitle: try LocalizedText(stored: fields.object["board"], place), value: try fields.decimal("value"))
    }
}
