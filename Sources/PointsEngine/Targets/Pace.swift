import JSON
import Periods

/// How much of a period's working days has gone, and what that says of an attainment (points.md, "Targets").
package struct Pace: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        case onTrack = "on-track"
        case watch, behind
    }

    /// From 0 to 1, to four digits.
    package let share: Decimal

    /// The running day counts as gone: it is what should be reached by its end.
    package init(of period: Period, _ calendar: CompanyCalendar, _ workingDays: WorkingDays, at now: Instant) {
        let all = workingDays.count(in: period.days)
        let today = calendar.day(of: now)
        // Before the period nothing of it has gone.
        let end = today < period.days.start ? period.days.start : min(today.adding(days: 1), period.days.end)
        let gone = workingDays.count(in: DayRange(period.days.start, until: end))
        share = all == 0 ? .one : (try? Decimal(gone).dividing(by: Decimal(all), toFractionDigits: 4, .down)) ?? .one
    }

    /// On track from 100 % of the pace, watch from 90 %, behind below. The attainment is compared with the share by
    /// multiplication, so that no rounding decides.
    package func state(of attainment: Decimal) -> State {
        if attainment >= share { return .onTrack }
        let least = (try? share.multiplied(by: 0.9)) ?? share
        return attainment >= least ? .watch : .behind
    }
}
