/// The rule at the end of a TZif file: a POSIX `TZ` string such as `EST5EDT,M3.2.0,M11.1.0`, which holds for all time
/// after the last recorded change.
///
/// Follows RFC 9636, section 3.3.1: names may stand in `<>`, and times of day run from −167 to 167 hours.
struct ZoneFooter: Hashable, Sendable {
    /// Seconds east of UTC.
    let standard: Int
    let summer: Summer?

    struct Summer: Hashable, Sendable {
        /// Seconds east of UTC.
        let offset: Int
        /// Told by the standard clock.
        let start: Moment
        /// Told by the summer clock.
        let end: Moment
    }

    /// A day of each year and a second of local time, which may lie outside that day.
    struct Moment: Hashable, Sendable {
        enum Date: Hashable, Sendable {
            /// 1 to 365; 29 February is never counted.
            case julian(Int)
            /// 0 to 365; 29 February is counted.
            case dayOfYear(Int)
            /// Weekday 0 (Sunday) to 6; week 5 is the last one.
            case weekday(Int, week: Int, month: Int)
        }
        let date: Date
        let second: Int
    }

    /// The stretch around `seconds`, cut off at `start`, before which `previous` was the offset.
    func span(at seconds: Int64, notBefore start: Int64, previous: Int) -> Zone.Span {
        guard summer != nil else {
            return Zone.Span(start: start, end: .max, offset: standard, before: previous)
        }
        let year = Day(number: Int32(clamping: seconds.flooredQuotient(by: Day.seconds))).civil.year
        var current = Zone.Span(start: .min, end: .max, offset: standard, before: standard)
        for (change, offset) in changes(from: year - 1, through: year + 1) {
            if change > seconds {
                current = Zone.Span(start: current.start, end: change, offset: current.offset, before: current.before)
                break
            }
            current = Zone.Span(start: change, end: .max, offset: offset, before: current.offset)
        }
        guard current.start <= start else { return current }
        return Zone.Span(start: start, end: current.end, offset: current.offset, before: previous)
    }

    /// Changes in order, each with the offset that it begins. Summer time all year round is written as an end that falls on
    /// the next year's start: there the start comes last and holds.
    func changes(from first: Int, through last: Int) -> [(Int64, Int)] {
        guard let summer else { return [] }
        var changes: [(Int64, Int)] = []
        changes.reserveCapacity((last - first + 1) * 2)
        for year in first...last {
            let start = (summer.start.localSecond(of: year) - Int64(standard), summer.offset)
            let end = (summer.end.localSecond(of: year) - Int64(summer.offset), standard)
            changes += start.0 <= end.0 ? [start, end] : [end, start]
        }
        return changes
    }
}

extension ZoneFooter.Moment {
    /// Seconds since 1970-01-01 of the local clock.
    func localSecond(of year: Int) -> Int64 {
        let firstOfYear = Day(civilYear: year, month: 1, day: 1)
        let day: Day =
            switch date {
            case .julian(let number):
                firstOfYear.adding(days: number - 1 + (Day.isLeap(year) && number >= 60 ? 1 : 0))
            case .dayOfYear(let number):
                firstOfYear.adding(days: number)
            case .weekday(let weekday, let week, let month):
                Self.day(weekday, week: week, month: month, of: year)
            }
        return Int64(day.number) * Day.seconds + Int64(second)
    }

    private static func day(_ weekday: Int, week: Int, month: Int, of year: Int) -> Day {
        let first = Day(civilYear: year, month: month, day: 1)
        let ahead = (weekday - first.weekday.rawValue).flooredRemainder(by: 7)
        let day = ahead + (week - 1) * 7
        return first.adding(days: day < Day.daysIn(month: month, of: year) ? day : day - 7)
    }
}
