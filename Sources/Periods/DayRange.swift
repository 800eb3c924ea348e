/// Whole local days: `start` is in it, `end` is not. Never inverted.
package struct DayRange: Hashable, Sendable {
    package let start: Day
    package let end: Day

    /// An `end` before `start` gives an empty range at `start`.
    package init(_ start: Day, until end: Day) {
        self.start = start
        self.end = max(start, end)
    }

    package init(_ day: Day) {
        self.init(day, until: day.adding(days: 1))
    }

    /// Every day there is.
    package static let all = DayRange(.earliest, until: .limit)

    package var count: Int { end.days(since: start) }
    package var isEmpty: Bool { start == end }

    package func contains(_ day: Day) -> Bool { start <= day && day < end }
    package func contains(_ other: DayRange) -> Bool { start <= other.start && other.end <= end }
    package func overlaps(_ other: DayRange) -> Bool { max(start, other.start) < min(end, other.end) }

    /// Its days, in order.
    package var eachDay: some RandomAccessCollection<Day> {
        (start.number..<end.number).lazy.map(Day.init(number:))
    }
}
