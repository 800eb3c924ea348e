import Periods

/// Names one period of one board: what is closed, locked and kept.
package struct BoardKey: Hashable, Sendable {
    /// The id of the definition.
    package var board: String
    /// The key of the period: `2026-11-21`, `2026-W47`, `2026-11`, `2026-Q4`, `2026`, `FY2026-Q3`, `all`.
    package var period: String

    package init(board: String, period: String) {
        self.board = board
        self.period = period
    }
}
