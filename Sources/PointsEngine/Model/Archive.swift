import Boards
import Identity
import Ledger
import Periods
import RuleEngine

/// A board's period that was locked, as it stood: an unchanging record.
package struct Archive: Hashable, Sendable {
    package let board: String
    package let period: String
    package let end: Instant
    package let at: Instant
    /// By place.
    package let rows: [RankedOwner]
    package let honours: [GivenHonour]

    package init(board: String, period: String, end: Instant, at: Instant, rows: [RankedOwner], honours: [GivenHonour]) {
        self.board = board
        self.period = period
        self.end = end
        self.at = at
        self.rows = rows
        self.honours = honours
    }
}

/// A title and points for whoever stood at a rank when the period was locked.
package struct GivenHonour: Hashable, Sendable {
    package let owner: Owner
    package let rank: Int
    package let title: LocalizedText?
    package let points: Points
    package let entry: Int64?

    package init(owner: Owner, rank: Int, title: LocalizedText?, points: Points, entry: Int64?) {
        self.owner = owner
        self.rank = rank
        self.title = title
        self.points = points
        self.entry = entry
    }
}
