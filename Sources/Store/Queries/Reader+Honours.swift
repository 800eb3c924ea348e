import Identity
import Periods
import PointsEngine
import RuleEngine
import SQLite

/// Which honours are wanted; nil is any.
package struct HonourFilter: Sendable {
    package var board: String?
    package var owner: Owner?
    /// The key of a period.
    package var period: String?
    /// The page after the one that ended with this one: the number of the lock, and the place in it.
    package var after: (number: Int64, place: Int64)?
    package var limit: Int

    package init(board: String? = nil, owner: Owner? = nil, period: String? = nil, limit: Int = 50) {
        (self.board, self.owner, self.period, self.limit) = (board, owner, period, limit)
    }
}

/// An honour with its board.
package struct HonourLine: Sendable {
    package let key: ChampionKey
    package let champion: Champion

    package var points: Points { champion.points }
}

extension Reader {
    /// The honours that were given, the latest lock first; within it in order of place.
    package func honours(_ filter: HonourFilter = HonourFilter()) throws -> [HonourLine] {
        var conditions = Conditions()
        conditions.add("board = ?", filter.board)
        conditions.add("period = ?", filter.period)
        conditions.add("owner_kind = ?", filter.owner?.stored.kind)
        conditions.add("owner = ?", filter.owner?.stored.name)
        if let after = filter.after { conditions.add("(number < ? OR number = ? AND place > ?)", values: [after.number, after.number, after.place]) }
        let page = "\(conditions.clause) ORDER BY number DESC, place LIMIT \(max(1, min(filter.limit, 500)))"
        return try connection.all(Champion.self, page, conditions.values).map { HonourLine(key: $0.key, champion: $0.value) }
    }
}
