/// The calendar of a company: its time zone, the day on which its weeks start, and the month in which its years start.
///
/// Periods of one kind follow each other without gap or overlap (points.md, "Numbers and times").
package struct CompanyCalendar: Hashable, Sendable {
    package let zone: Zone
    package let weekStart: Weekday
    /// 1 to 12. Quarters and years start in this month; from any other than January they are fiscal ones.
    package let fiscalYearStart: Int
    package let fiscalYearNamed: FiscalYearName

    /// By which calendar year a fiscal year is named: from July 2025 to June 2026 it is `FY2025` or `FY2026`.
    package enum FiscalYearName: String, CaseIterable, Sendable {
        case start, end
    }

    /// A month outside 1 to 12 is brought to the nearer end; readers of files refuse it before.
    package init(zone: Zone, weekStart: Weekday = .monday, fiscalYearStart: Int = 1, fiscalYearNamed: FiscalYearName = .start) {
        self.zone = zone
        self.weekStart = weekStart
        self.fiscalYearStart = min(max(fiscalYearStart, 1), 12)
        self.fiscalYearNamed = fiscalYearNamed
    }

    package var isFiscal: Bool { fiscalYearStart != 1 }

    /// What the name of a year adds to the calendar year in which it starts: a year from January to December is named by itself.
    var yearsOfName: Int { isFiscal && fiscalYearNamed == .end ? 1 : 0 }

    /// Noon of a day: what a date alone means where a time is wanted.
    package func noon(of day: Day) -> Instant { zone.instant(of: day, microsecondOfDay: 12 * 3_600 * Instant.perSecond) }

    /// The local day of an instant.
    package func day(of instant: Instant) -> Day { zone.day(of: instant) }

    /// The days of the period that contains `day`; O(1), and all that tallies need.
    package func days(of kind: PeriodKind, containing day: Day) -> DayRange {
        switch kind {
        case .day: DayRange(day)
        case .week: week(from: day.last(weekStart))
        case .month: months(1, containing: day)
        case .quarter: months(3, containing: day)
        case .year: months(12, containing: day)
        case .all: .all
        }
    }

    package func period(_ kind: PeriodKind, containing day: Day) -> Period {
        period(kind, days(of: kind, containing: day))
    }

    package func period(_ kind: PeriodKind, containing instant: Instant) -> Period {
        period(kind, containing: day(of: instant))
    }

    /// The period after it, leaving out days that the zone left out; nil after `all` and at the end of the calendar.
    package func next(after period: Period) -> Period? {
        guard period.kind != .all, period.days.end < .limit else { return nil }
        let next = self.period(period.kind, containing: period.days.end)
        return next.start < next.end ? next : self.next(after: next)
    }

    /// The period before it, leaving out days that the zone left out; nil before `all` and at the start of the calendar.
    package func previous(before period: Period) -> Period? {
        guard period.kind != .all, period.days.start > .earliest else { return nil }
        let previous = self.period(period.kind, containing: period.days.start.adding(days: -1))
        return previous.start < previous.end ? previous : self.previous(before: previous)
    }

    /// A stretch of days of its own, such as that of a campaign.
    package func span(_ days: DayRange) -> Period {
        let instants = zone.instants(of: days)
        return Period(kind: .all, days: days, start: instants.lowerBound, end: instants.upperBound, key: Period.spanPrefix + "\(days.start)")
    }

    func period(_ kind: PeriodKind, _ days: DayRange) -> Period {
        let instants = kind == .all ? Instant(microseconds: .min)..<Instant(microseconds: .max) : zone.instants(of: days)
        return Period(
            kind: kind, days: days, start: instants.lowerBound, end: instants.upperBound, key: key(of: kind, days))
    }

    private func week(from start: Day) -> DayRange {
        DayRange(start, until: start.adding(days: 7))
    }

    /// The run of `length` months that contains `day`, counted from the start of the fiscal year.
    private func months(_ length: Int, containing day: Day) -> DayRange {
        let civil = day.civil
        let behind = (civil.month - fiscalYearStart).flooredRemainder(by: 12) % length
        let first = civil.year * 12 + civil.month - 1 - behind
        return DayRange(Day(firstOfMonth: first), until: Day(firstOfMonth: first + length))
    }
}
