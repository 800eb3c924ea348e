import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine

/// The sums of members and teams that one commit moved, by what they count: every board takes from it what it shows, and a
/// commit of 256 activities is looked at once and not for each of them.
struct SumMoves {
    struct Move {
        let owner: Owner
        let day: Day
        let by: Decimal
        /// The command that moved it last.
        let command: Int64
    }

    /// Whether the ends tell all: a sum that moved and came back was reached anew, which only going command by command shows.
    private(set) var isWhole = true
    private(set) var byMeasure: [Measure: [Move]] = [:]

    init(_ changes: BatchChanges) {
        for cell in changes.tallies.cells where cell.key.owner.isEntrant {
            guard cell.now.changed != cell.before.changed, let by = try? cell.now.sum.subtracting(cell.before.sum) else { continue }
            if by == .zero { isWhole = false }
            byMeasure[cell.key.measure, default: []].append(Move(owner: cell.key.owner, day: cell.day, by: by, command: cell.now.changed))
        }
    }
}
