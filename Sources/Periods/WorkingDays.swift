/// The days of the week on which a company works, without its holidays, with the days off that it works all the same: the measure
/// of pace (points.md, "Targets").
package struct WorkingDays: Hashable, Sendable {
    package static let usualWeek: Set<Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday]

    private let week: [Bool]
    /// Holidays that fall on a day of work, ascending, each once.
    private let holidays: [Day]
    /// Days of work that fall on any other, ascending, each once.
    private let workdays: [Day]

    /// - Parameter workdays: days off that are worked, as where a bridge day is made up for; they win over holidays.
    package init(week: Set<Weekday> = usualWeek, holidays: [Day] = [], workdays: [Day] = []) {
        let days = Weekday.allCases.map(week.contains)
        let extra = Set(workdays)
        self.week = days
        self.holidays = Set(holidays).subtracting(extra).filter { days[$0.weekday.rawValue - 1] }.sorted()
        self.workdays = extra.filter { !days[$0.weekday.rawValue - 1] }.sorted()
    }

    package func contains(_ day: Day) -> Bool { count(in: DayRange(day)) == 1 }

    /// How many working days are in `days`. O(log holidays).
    package func count(in days: DayRange) -> Int {
        let plain = daysOfWork(before: days.end) - daysOfWork(before: days.start)
        return plain - Self.count(holidays, in: days) + Self.count(workdays, in: days)
    }

    /// Days of work from a fixed Monday to `day`, which is not counted, by the week alone.
    private func daysOfWork(before day: Day) -> Int {
        // 1970-01-05 was a Monday.
        let days = Int(day.number) - 4
        return days.flooredQuotient(by: 7) * week.count { $0 } + week.prefix(days.flooredRemainder(by: 7)).count { $0 }
    }

    private static func count(_ sorted: [Day], in days: DayRange) -> Int { first(sorted, from: days.end) - first(sorted, from: days.start) }

    /// The index of the first of them on or after `day`.
    private static func first(_ sorted: [Day], from day: Day) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
