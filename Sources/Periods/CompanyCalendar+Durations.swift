/// Where a duration starts (points.md, "Numbers and times").
package enum DurationStart: Hashable, Sendable {
    /// Something that happened on a day: points earned, an order that may be returned.
    case happened(Instant)
    /// A boundary: the end of a period, a maturity.
    case boundary(Instant)

    package var instant: Instant {
        switch self {
        case .happened(let instant), .boundary(let instant): instant
        }
    }
}

/// The end of a month, quarter or year to which an expiry is rounded up.
package enum PeriodEnd: String, CaseIterable, Hashable, Sendable {
    case month = "month-end"
    case quarter = "quarter-end"
    case year = "year-end"

    package var kind: PeriodKind {
        switch self {
        case .month: .month
        case .quarter: .quarter
        case .year: .year
        }
    }
}

extension CompanyCalendar {
    /// The first instant after `duration`, counted as its start asks for.
    package func end(of duration: CalendarDuration, from start: DurationStart) -> Instant {
        switch start {
        case .happened(let instant): goodThrough(duration, from: instant)
        case .boundary(let instant): fromBoundary(instant, duration)
        }
    }

    /// From something that happened on a day: good through that date plus the duration, until the first instant of the next
    /// local day. Earned on 31 January with `P1M`: gone on 1 March at 00:00. An exact duration is simply added.
    package func goodThrough(_ duration: CalendarDuration, from happened: Instant) -> Instant {
        switch duration {
        case .exact(let microseconds): happened.adding(microseconds: microseconds)
        case .calendar: goodThrough(duration, from: day(of: happened))
        }
    }

    /// As above, from a date; an exact duration counts from the date's first instant.
    package func goodThrough(_ duration: CalendarDuration, from day: Day) -> Instant {
        switch duration {
        case .exact(let microseconds): zone.firstInstant(of: day).adding(microseconds: microseconds)
        case .calendar(let months, let days):
            zone.firstInstant(of: day.adding(months: months).adding(days: days).adding(days: 1))
        }
    }

    /// From a boundary: the boundary plus the duration. A boundary that begins a local day leads to the first instant of
    /// another; any other keeps its time of day.
    package func fromBoundary(_ boundary: Instant, _ duration: CalendarDuration) -> Instant {
        switch duration {
        case .exact(let microseconds): boundary.adding(microseconds: microseconds)
        case .calendar(let months, let days): moved(boundary, months: months, days: days)
        }
    }

    /// Ahead of a boundary by a duration, counted as `fromBoundary` counts it: 30 days before 1 January at 00:00 is 2 December at 00:00.
    package func ahead(of boundary: Instant, by duration: CalendarDuration) -> Instant {
        switch duration {
        case .exact(let microseconds): boundary.adding(microseconds: -microseconds)
        case .calendar(let months, let days): moved(boundary, months: -months, days: -days)
        }
    }

    private func moved(_ boundary: Instant, months: Int, days: Int) -> Instant {
        let day = day(of: boundary)
        let target = day.adding(months: months).adding(days: days)
        guard boundary != zone.firstInstant(of: day) else { return zone.firstInstant(of: target) }
        return zone.instant(of: target, microsecondOfDay: zone.wallClock(at: boundary).microsecondOfDay)
    }

    /// When points expire under `expires: {after, until}`: `after` alone, the end of the running month, quarter or year
    /// (`until` alone), or `after` rounded up to such an end. Nil without both: never.
    package func expiry(from start: DurationStart, after: CalendarDuration?, until: PeriodEnd?) -> Instant? {
        guard let after else {
            return until.map { period($0.kind, containing: start.instant).end }
        }
        let end = end(of: after, from: start)
        return until.map { roundedUp(end, to: $0) } ?? end
    }

    /// The first end of a month, quarter or year at or after an exclusive end.
    package func roundedUp(_ end: Instant, to until: PeriodEnd) -> Instant {
        period(until.kind, containing: end.adding(microseconds: -1)).end
    }
}
