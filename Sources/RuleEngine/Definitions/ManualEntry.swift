import Periods

/// How people may enter the types of a rule by hand (points.md, "By hand").
package struct ManualEntry: Hashable, Sendable {
    package enum Subject: String, CaseIterable, Sendable {
        case oneself = "self"
        case others
    }

    /// A number of entries of one person in a window; what comes above it is held.
    package struct Bound: Hashable, Sendable {
        package let count: Int64
        package let window: PeriodKind

        package init(count: Int64, window: PeriodKind) {
            self.count = count
            self.window = window
        }
    }

    /// For whom: for oneself alone, or for others and never for oneself.
    package var by: Subject
    /// How long ago it may have happened.
    package var maxAge = CalendarDuration.calendar(months: 0, days: 30)
    /// Counted by when it is entered, so that nobody spreads it over the past.
    package var holdAbove = Bound(count: 10, window: .day)

    package init(by: Subject) { self.by = by }

    /// The source of what people enter.
    package static let source = "/manual"
    /// Why it waits.
    package static let holdReason = "by-hand"
}
