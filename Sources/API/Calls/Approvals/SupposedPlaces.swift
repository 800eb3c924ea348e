import Boards
import Identity
import Periods
import PointsEngine

/// The board that the company looks at most, as it stands, taken along to a reader's thread: where an approval would bring
/// somebody. Of large boards the copy would cost the web thread too much, and approvals say nothing of places.
struct SupposedPlaces: Sendable {
    struct Place: Sendable {
        let board: String
        let now: Int
        let then: Int
    }

    private let board: String
    private let period: Period
    private let index: StandingIndex
    private let numbers: EntrantNumbers

    private static let mostEntrants = 50_000

    init?(_ site: Site) {
        let boards = site.live.feed.boards
        guard let key = boards.mainBoard, let index = boards.boards[key]?.index, index.count <= Self.mostEntrants,
            let period = boards.calendar.period(key: key.period)
        else { return nil }
        (board, self.period, self.index, numbers) = (key.board, period, index, site.live.boards.numbers)
    }

    /// Points count in the period in which they were earned.
    func place(of member: MemberID, with points: Points, earned time: Instant) -> Place? {
        guard points > 0, period.start <= time, time < period.end, let number = numbers[member], let now = index.rank(of: number),
            let value = index.value(of: number), let then = index.rank(of: number, supposing: value + .points(points))
        else { return nil }
        return Place(board: board, now: now, then: then)
    }
}
