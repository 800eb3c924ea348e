/// A stretch of a company's calendar: whole local days, and the instants at which they begin and end.
package struct Period: Hashable, Sendable {
    package let kind: PeriodKind
    package let days: DayRange
    /// The first instant.
    package let start: Instant
    /// The first instant after it. Equal to `start` only for a day that the zone left out.
    package let end: Instant
    /// Names it among all periods of this calendar: `2026-11-21`, `2026-W47`, `2026-11`, `2026-Q4`, `2026`, `FY2026-Q3`, `FY2026`, `all`; a span is `from-2026-11-01`.
    package let key: String

    /// Whether it is a stretch of days of its own, which no calendar names.
    package var isSpan: Bool { key.hasPrefix(Self.spanPrefix) }
    /// All time: it neither ends nor locks.
    package var isEndless: Bool { kind == .all && !isSpan }

    /// How the keys of spans begin; the first day follows, which stays when the end is moved.
    static let spanPrefix = "from-"

    package func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }
    package func contains(_ day: Day) -> Bool { days.contains(day) }
}
