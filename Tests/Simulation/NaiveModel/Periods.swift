/// A kind of period, and of the windows of limits, rewards and tiers.
package enum PeriodKind: String, CaseIterable, Sendable {
    case day, week, month, quarter, year, all
}

/// A period is [start, end); `all` has no bounds.
package struct Period: Hashable, Sendable {
    package let kind: PeriodKind
    package let key: String
    package let start: Instant
    package let end: Instant
}

extension CompanyCalendar {
    package func periods(at instant: Instant) -> [PeriodKind: Period] {
        Dictionary(uniqueKeysWithValues: [PeriodKind.day, .week, .month, .quarter, .year, .all].map { ($0, period($0, at: instant)) })
    }

    package func period(_ kind: PeriodKind, at instant: Instant) -> Period {
        let day = day(of: instant)
        let (year, month, _) = day.civil
        switch kind {
        case .all: return Period(kind: .all, key: "all", start: .min, end: .max)
        case .day: return span(kind, day.text, day, day.plus(days: 1))
        case .week:
            let first = day.plus(days: -((day.weekday - weekStart + 7) % 7))
            return span(kind, weekKey(first), first, first.plus(days: 7))
        case .month:
            let first = Day(year: year, month: month, clampedDay: 1)
            return span(kind, "\(Day.padded(year, 4))-\(Day.padded(month, 2))", first, first.plus(months: 1))
        case .quarter, .year:
            let fiscalYear = month >= fiscalStart ? year : year - 1
            let name = fiscalStart == 1 ? "\(fiscalYear)" : "FY\(isNamedByItsEnd ? fiscalYear + 1 : fiscalYear)"
            let yearStart = Day(year: fiscalYear, month: fiscalStart, clampedDay: 1)
            if kind == .year { return span(kind, name, yearStart, yearStart.plus(months: 12)) }
            let quarter = (month - fiscalStart + 12) % 12 / 3
            let first = yearStart.plus(months: quarter * 3)
            return span(kind, "\(name)-Q\(quarter + 1)", first, first.plus(months: 3))
        }
    }

    private func span(_ kind: PeriodKind, _ key: String, _ from: Day, _ to: Day) -> Period {
        Period(kind: kind, key: key, start: start(of: from), end: start(of: to))
    }

    /// "Where weeks do not start on Monday, their key is the ISO week of their Thursday."
    private func weekKey(_ first: Day) -> String {
        let thursday = first.plus(days: (3 - first.weekday + 7) % 7)
        let year = thursday.civil.year
        let dayOfYear = thursday.number - Day(year: year, month: 1, clampedDay: 1).number
        return "\(Day.padded(year, 4))-W\(Day.padded(dayOfYear / 7 + 1, 2))"
    }
}
