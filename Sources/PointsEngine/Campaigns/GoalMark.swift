import Periods
import RuleEngine

/// When somebody came to the goal of a contest: a member or a team of a race, or all together, who are the company.
package struct GoalMark: Hashable, Sendable {
    /// The command that brought them there.
    package let number: Int64
    package let at: Instant

    package init(number: Int64, at: Instant) {
        self.number = number
        self.at = at
    }
}

package struct GoalKey: Hashable, Sendable {
    package let board: String
    /// The key of the period.
    package let period: String
    package let owner: Owner

    package init(board: String, period: String, owner: Owner) {
        self.board = board
        self.period = period
        self.owner = owner
    }
}

extension GoalMark: KeptRows {
    package typealias Key = GoalKey

    package static var place: WritableKeyPath<Tables, Table<GoalMark>> & Sendable { \.goals }
    package static let schema = TableSchema(
        "goal", key: [.text("board"), .text("period"), .text("owner_kind"), .text("owner")], [.integer("number"), .integer("at")])

    package static func write(_ key: GoalKey, to row: inout some ColumnWriter) throws {
        try row.add(key.board)
        try row.add(key.period)
        try row.add(key.owner.stored.kind)
        try row.add(key.owner.stored.name)
    }

    package static func key(from row: inout some ColumnReader) throws -> GoalKey {
        let board = row.text(), period = row.text(), kind = row.text()
        guard let owner = Owner(kind: kind, name: row.text()) else { throw DamagedRecord("goal of \(board)") }
        return GoalKey(board: board, period: period, owner: owner)
    }

    package func write(to row: inout some ColumnWriter) throws {
        try row.add(number)
        try row.add(at.microseconds)
    }

    package init(_ key: GoalKey, from row: inout some ColumnReader) throws {
        self.init(number: row.integer(), at: Instant(microseconds: row.integer()))
    }
}
