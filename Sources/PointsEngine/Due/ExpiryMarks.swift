import Periods

/// The instants at which members are told what is about to expire (points.md, "The ledger": 30, 7 and 1 days ahead).
struct ExpiryMarks: Sendable {
    struct Mark: Hashable, Sendable {
        let at: Instant
        let ahead: CalendarDuration
    }

    private let calendar: CompanyCalendar
    private let durations: [CalendarDuration]
    /// What lies before it is history, of which nobody is told.
    private let since: Instant
    /// Few instants are those of many lots; what is beyond the bound is computed again.
    private var known: [Instant: [Mark]] = [:]

    private static let mostKnown = 4_096

    init(_ programme: Programme) {
        calendar = programme.calendar
        durations = programme.company.expiryWarnings
        since = programme.liveSince
    }

    /// Whether the programme still asks for the same; the time zone of a company is fixed.
    func isOf(_ programme: Programme) -> Bool {
        durations == programme.company.expiryWarnings && since == programme.liveSince
    }

    /// In order of time; a duration of nothing is no warning.
    mutating func before(_ expiry: Instant) -> [Mark] {
        if let marks = known[expiry] { return marks }
        if known.count >= Self.mostKnown { known.removeAll(keepingCapacity: true) }
        let marks = durations.map { Mark(at: calendar.ahead(of: expiry, by: $0), ahead: $0) }
            .filter { $0.at >= since && $0.at < expiry }.sorted { $0.at < $1.at }
        known[expiry] = marks
        return marks
    }
}
