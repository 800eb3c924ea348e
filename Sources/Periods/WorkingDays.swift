/// Monday to Friday, without the company's holidays: the measure of pace (points.md, "Targets").
package struct WorkingDays: Hashable, Sendable {
    /// Holidays that fall on a working weekday, ascending, each once.
    private let holidays: [Day]

    package init(holidays: [Day] = []) {
        self.holidays = Set(holidays.filter { $0.weekday.rawValue <= 5 }).sorted()
    }

    package func contains(_ day: Day) -> Bool {
        day.weekday.rawValue <= 5 && !(firstHoliday(from: day) < holidays.count && holidays[firstHoliday(from: day)] == day)
    }

    /// How many working days are in `days`. O(log holidays).
    package func count(in days: DayRange) -> Int {
        let weekdays = Self.weekdays(before: days.end) - Self.weekdays(before: days.start)
        return weekdays - (firstHoliday(from: days.end) - firstHoliday(from: days.start))
    }

    /// Mondays to Fridays from a fixed Monday to `day`, which is not counted.
    private static func weekdays(before day: Day) -> Int {
        // 1970-01-05 was a Monday.
        let days = Int(day.number) - 4
        return days.flooredQuotient(by: 7) * 5 + min(days.flooredRemainder(by: 7), 5)
    }

    /// The index of the first holiday on or after `day`.
    private func firstHoliday(from day: Day) -> Int {
        var low = 0
        var high = holidays.count
        while low < high {
            let middle = (low + high) / 2
            if holidays[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
