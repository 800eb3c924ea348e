/// A date of the proleptic Gregorian calendar, without a time zone: days since 1970-01-01.
///
/// Dates from outside lie in the years 0001 to 9999; arithmetic stays in `earliest ... limit`, so that no input can trap.
package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before.
    package let number: Int32

    /// 0001-01-01.
    package static let earliest = Day(civilYear: 1, month: 1, day: 1)
    /// 10000-01-01, the end of the last range; not a date that can be read.
    package static let limit = Day(civilYear: 10_000, month: 1, day: 1)

    package init(number: Int32) {
        self.number = number
    }

    /// Nil unless the date exists and its year lies in 1 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1, day <= Self.daysIn(month: month, of: year)
        else { return nil }
        self.init(civilYear: year, month: month, day: day)
    }

    package struct Civil: Hashable, Sendable {
        package let year: Int
        /// 1 to 12.
        package let month: Int
        /// 1 to 31.
        package let day: Int
    }

    /// Year, month and day. O(1); the arithmetic is that of Howard Hinnant's "chrono-compatible low-level date algorithms":
    /// years start in March, so that the leap day is the last one, in eras of 400 years.
    package var civil: Civil {
        let shifted = Int(number) + 719_468
        let era = shifted.flooredQuotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        return Civil(year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: day)
    }

    package func adding(days: Int) -> Day {
        let sum = Int(number).addingReportingOverflow(days)
        return Self.clamped(sum.overflow ? (days < 0 ? .min : .max) : sum.partialValue)
    }

    /// The same day of the month `months` away, or the last one of that month: 31 January and one month is 28 or 29 February.
    package func adding(months: Int) -> Day {
        let civil = civil
        let sum = (civil.year * 12 + civil.month - 1).addingReportingOverflow(months)
        guard !sum.overflow, sum.partialValue >= 12 else { return months < 0 ? .earliest : .limit }
        guard sum.partialValue < 120_000 else { return .limit }
        let (year, month) = sum.partialValue.quotientAndRemainder(dividingBy: 12)
        return Day(civilYear: year, month: month + 1, day: min(civil.day, Self.daysIn(month: month + 1, of: year)))
    }

    /// The same date `years` away; 29 February becomes 28 February where there is none.
    package func adding(years: Int) -> Day {
        let months = years.multipliedReportingOverflow(by: 12)
        return adding(months: months.overflow ? (years < 0 ? .min : .max) : months.partialValue)
    }

    /// Days from `other` to this day.
    package func days(since other: Day) -> Int { Int(number) - Int(other.number) }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// The length of a month (1 to 12), 28 to 31.
    package static func daysIn(month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static let seconds: Int64 = 86_400

    static func clamped(_ number: Int) -> Day {
        Day(number: Int32(clamping: min(max(number, Int(earliest.number)), Int(limit.number))))
    }

    /// The first day of a month counted from January of the year 0, brought into the calendar.
    init(firstOfMonth index: Int) {
        let bounded = min(max(index, 12), 120_000)
        self.init(civilYear: bounded / 12, month: bounded % 12 + 1, day: 1)
    }

    /// A date that exists, of any year.
    init(civilYear: Int, month: Int, day: Int) {
        let year = month <= 2 ? civilYear - 1 : civilYear
        let era = year.flooredQuotient(by: 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(number: Int32(truncatingIfNeeded: era * 146_097 + dayOfEra - 719_468))
    }
}
