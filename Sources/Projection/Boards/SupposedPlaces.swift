import Boards
import Identity
import Live
import Periods
import PointsEngine

/// The board that the company looks at most, as it stands, taken along to a reader's thread: where an approval would bring
/// somebody. Of large boards the copy would cost the web thread too much, and approvals say nothing of places.
package struct SupposedPlaces: Sendable {
    package struct Place: Sendable {
        package let board: String
        package let now: Int
        package let then: Int
    }

    private let board: String
    private let period: Period
    private let index: StandingIndex
    private let numbers: EntrantNumbers

    private static let mostEntrants = 50_000

    /// Nil where the board is not in memory, or large.
    init?(_ boards: LiveBoards, _ numbers: EntrantNumbers) {
        guard let key = boards.mainBoard, let index = boards.boards[key]?.index, index.count <= Self.mostEntrants,
            let period = boards.calendar.period(key: key.period)
        else { return nil }
        (board, self.period, self.index, self.numbers) = (key.board, period, index, numbers)
    }

    /// Points count in the period in which they were earned.
    package func place(of member: MemberID, with points: Points, earned time: Instant) -> Place? {
        guard points > 0, period.start <= time, time < period.end, let number = numbers[member], let now = index.rank(of: number),
            let value = index.value(of: number), let then = index.rank(of: number, supposing: value + .points(points))
        else { return nil }
        return Place(board: board, now: now, then: then)
    }
}
