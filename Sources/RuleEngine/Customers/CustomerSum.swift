import Identity
import JSON
import Periods

/// A metric of a customer over a stretch of time that ends with a day: `{metric: revenue, over: rolling-12m}`.
package struct CustomerSum: Hashable, Sendable {
    package enum Window: String, CaseIterable, Sendable {
        case month, quarter, year
        case rolling = "rolling-12m"
        case all

        /// Up to and with `day`. A rolling year ends with the month before the same day, as that of tiers does.
        package func days(through day: Day, _ calendar: CompanyCalendar) -> DayRange {
            let end = day.adding(days: 1)
            return switch self {
            case .month: DayRange(calendar.days(of: .month, containing: day).start, until: end)
            case .quarter: DayRange(calendar.days(of: .quarter, containing: day).start, until: end)
            case .year: DayRange(calendar.days(of: .year, containing: day).start, until: end)
            case .rolling: DayRange(day.adding(months: -12).adding(days: 1), until: end)
            case .all: DayRange(DayRange.all.start, until: end)
            }
        }
    }

    package let metric: String
    package let over: Window

    package init(metric: String, over: Window = .rolling) {
        self.metric = metric
        self.over = over
    }
}
