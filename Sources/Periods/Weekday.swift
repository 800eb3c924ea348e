/// A day of the week, numbered as ISO 8601 does: Monday is 1, Sunday 7.
package enum Weekday: Int, CaseIterable, Sendable {
    case monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday

    /// From the English name in lower case, as `week_start` is written.
    package init?(name: String) {
        guard let day = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = day
    }

    /// The English name in lower case.
    package var name: String { "\(self)" }
}

extension Day {
    package var weekday: Weekday {
        // 1970-01-01 was a Thursday; the raw values 1...7 are all there.
        Weekday(rawValue: (Int(number) + 3).flooredRemainder(by: 7) + 1) ?? .monday
    }

    /// The last `weekday` on or before this day.
    package func last(_ weekday: Weekday) -> Day {
        adding(days: -(self.weekday.rawValue - weekday.rawValue).flooredRemainder(by: 7))
    }

    /// The year and number (1 to 53) of the ISO 8601 week of this day: the one that its Thursday belongs to.
    package var isoWeek: (year: Int, week: Int) {
        let thursday = last(.monday).adding(days: 3)
        let year = thursday.civil.year
        return (year, thursday.days(since: Day(civilYear: year, month: 1, day: 1)) / 7 + 1)
    }

    /// The Thursday of an ISO 8601 week; nil unless the year has that week.
    package init?(thursdayOfWeek week: Int, of year: Int) {
        guard (1...9_999).contains(year), (1...53).contains(week) else { return nil }
        // 4 January is always in the first week.
        let thursday = Day(civilYear: year, month: 1, day: 4).last(.monday).adding(days: 3 + (week - 1) * 7)
        guard thursday.civil.year == year else { return nil }
        self = thursday
    }
}
