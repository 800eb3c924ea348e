import Foundation

/// Seconds since 1970, UTC.
package typealias Instant = Int

/// A day of the calendar without a time zone, as the number of days since 1 January 1970.
package struct Day: Hashable, Comparable, Sendable {
    package let number: Int

    package init(number: Int) { self.number = number }

    /// Months below 1 or above 12 run into other years; a day beyond the end of the month becomes its last.
    package init(year: Int, month: Int, clampedDay: Int) {
        let months = year * 12 + month - 1
        let (y, m) = (Day.floor(months, 12), months - Day.floor(months, 12) * 12 + 1)
        number = Day.number(y, m, min(clampedDay, Day.length(y, m)))
    }

    package static func < (a: Day, b: Day) -> Bool { a.number < b.number }
    package func plus(days: Int) -> Day { Day(number: number + days) }

    package func plus(months: Int) -> Day {
        let (y, m, d) = civil
        return Day(year: y, month: m + months, clampedDay: d)
    }

    /// 0 is Monday.
    package var weekday: Int { (number + 3) - Day.floor(number + 3, 7) * 7 }

    package var civil: (year: Int, month: Int, day: Int) {
        if let known = Almanac.civil(number) { return known }
        // A year has 365 or 366 days, so this guess is at most one year off.
        var year = 1970 + Day.floor(number, 366)
        while Day.number(year + 1, 1, 1) <= number { year += 1 }
        var month = 1
        while month < 12, Day.number(year, month + 1, 1) <= number { month += 1 }
        return (year, month, number - Day.number(year, month, 1) + 1)
    }

    package var text: String {
        let (y, m, d) = civil
        return "\(Day.padded(y, 4))-\(Day.padded(m, 2))-\(Day.padded(d, 2))"
    }

    static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    static func floor(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }

    private static func isLeap(_ y: Int) -> Bool { (y % 4 == 0 && y % 100 != 0) || y % 400 == 0 }

    static func length(_ y: Int, _ m: Int) -> Int {
        [31, isLeap(y) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1]
    }

    private static func number(_ y: Int, _ m: Int, _ d: Int) -> Int {
        if let start = Almanac.start(ofMonth: m, y) { return start + d - 1 }
        let before = y - 1
        let days = before * 365 + floor(before, 4) - floor(before, 100) + floor(before, 400) - 719_162
        return days + (1..<m).reduce(0) { $0 + length(y, $1) } + d - 1
    }
}

/// An ISO 8601 duration: exact seconds, or months and days of the calendar ("Date and time parts … are not mixed").
package struct Span: Sendable, Hashable {
    package var months = 0
    package var days = 0
    package var seconds = 0

    package var isZero: Bool { months == 0 && days == 0 && seconds == 0 }

    package init?(_ text: String) {
        guard text.hasPrefix("P") else { return nil }
        var inTime = false
        var digits = ""
        for character in text.dropFirst() {
            if character.isNumber { digits.append(character); continue }
            if character == "T" { inTime = true; continue }
            guard let value = Int(digits) else { return nil }
            digits = ""
            switch (character, inTime) {
            case ("Y", false): months += value * 12
            case ("M", false): months += value
            case ("W", false): days += value * 7
            case ("D", false): days += value
            case ("H", true): seconds += value * 3600
            case ("M", true): seconds += value * 60
            case ("S", true): seconds += value
            default: return nil
            }
        }
    }
}

/// The company's calendar: its time zone, the first day of its week, the first month of its fiscal year.
package struct CompanyCalendar: Sendable {
    package let zone: TimeZone
    package let weekStart: Int
    package let fiscalStart: Int
    /// "`fiscal_year_named: start | end`"
    package let isNamedByItsEnd: Bool
    private let table: ZoneTable

    package init(zone: TimeZone, weekStart: Int, fiscalStart: Int, isNamedByItsEnd: Bool) {
        self.zone = zone
        self.weekStart = weekStart
        self.fiscalStart = fiscalStart
        self.isNamedByItsEnd = isNamedByItsEnd
        table = ZoneTable.of(zone)
    }

    private func localSeconds(_ instant: Instant) -> Int { table.localSeconds(instant) }

    package func day(of instant: Instant) -> Day { Day(number: Day.floor(localSeconds(instant), 86_400)) }

    /// The first instant of a local day, which is not always midnight where clocks change.
    package func start(of day: Day) -> Instant { table.start(of: day.number) }

    /// "from something that happened on a day, it is good through the date plus the duration and ends at the first instant of
    /// the next local day"; with hours it is exact.
    package func end(of span: Span, fromDayOf instant: Instant) -> Instant {
        if span.seconds != 0 { return instant + span.seconds }
        return start(of: day(of: instant).plus(months: span.months).plus(days: span.days + 1))
    }

    /// "from a boundary …, it is the boundary plus the duration": the same time of day on the later date.
    package func end(of span: Span, fromBoundary instant: Instant) -> Instant {
        if span.seconds != 0 { return instant + span.seconds }
        let from = day(of: instant)
        let to = from.plus(months: span.months).plus(days: span.days)
        let timeOfDay = localSeconds(instant) - from.number * 86_400
        if timeOfDay == 0 || instant == start(of: from) { return start(of: to) }
        return self.instant(of: to, timeOfDay: timeOfDay)
    }

    package func noon(of day: Day) -> Instant { instant(of: day, timeOfDay: 43_200) }

    /// The first instant at which the local clock shows this time; in a gap, the instant at which the gap ends.
    private func instant(of day: Day, timeOfDay: Int) -> Instant {
        let wanted = day.number * 86_400 + timeOfDay
        var early = wanted - 100_000
        var late = wanted + 100_000
        while early < late {
            let middle = Day.floor(early + late, 2)
            if localSeconds(middle) >= wanted { late = middle } else { early = middle + 1 }
        }
        return late
    }
}

/// RFC 3339 and plain dates.
package enum InstantText {
    package static func read(_ text: String, in calendar: CompanyCalendar?) -> Instant? {
        let digits = text.split(whereSeparator: { !$0.isNumber }).map { Int($0) ?? 0 }
        guard digits.count >= 3 else { return nil }
        let day = Day(year: digits[0], month: digits[1], clampedDay: digits[2])
        guard text.count > 10 else {
            return calendar.map { $0.start(of: day) } ?? day.number * 86_400
        }
        guard digits.count >= 6 else { return nil }
        var instant = day.number * 86_400 + digits[3] * 3600 + digits[4] * 60 + digits[5]
        let zone = text.dropFirst(19).drop(while: { $0 == "." || $0.isNumber })
        if let sign = zone.first, sign == "+" || sign == "-" {
            let parts = zone.dropFirst().split(separator: ":").map { Int($0) ?? 0 }
            let offset = (parts.first ?? 0) * 3600 + (parts.count > 1 ? parts[1] * 60 : 0)
            instant -= sign == "+" ? offset : -offset
        }
        return instant
    }

    package static func write(_ instant: Instant) -> String {
        let day = Day(number: Day.floor(instant, 86_400))
        let rest = instant - day.number * 86_400
        return "\(day.text)T\(Day.padded(rest / 3600, 2)):\(Day.padded(rest / 60 % 60, 2)):\(Day.padded(rest % 60, 2))Z"
    }
}
