import Identity
import JSON
import Ledger
import Periods
import RuleEngine

/// `company.yaml`.
package struct Company: Sendable {
    /// A step of the ladder of authority.
    package struct Approval: Hashable, Sendable {
        /// Inclusive; nil: without end.
        package let upTo: Points?
        /// nil: nobody needs to be asked.
        package let by: Role?

        package init(upTo: Points?, by: Role?) {
            self.upTo = upTo
            self.by = by
        }
    }

    package var name: LocalizedText
    package var calendar: CompanyCalendar
    package var currency = "CNY"
    /// What one unit of another currency is worth in `currency`, fixed by the company.
    package var exchangeRates: [String: Decimal] = [:]
    /// What a point is worth in the company's currency, for reports and trials alone; nil: points are not told in money.
    package var pointValue: Decimal?
    /// The path of a picture that was sent (`PictureID.path`).
    package var logo: String?
    /// By which pace is measured.
    package var workingDays = WorkingDays()
    package var languages = ["zh-Hans", "zh-Hant", "en"]
    /// Periods that ended at or before it are history; nil: the local day on which the database was created.
    package var liveSince: Day?
    package var lockAfter: CalendarDuration = .calendar(months: 0, days: 3)
    package var overdraft: Overdraft = .allow
    package var refundGrace: CalendarDuration = .zero
    package var expiryWarnings: [CalendarDuration] = [.calendar(months: 0, days: 30), .calendar(months: 0, days: 7), .calendar(months: 0, days: 1)]
    package var limits: [Limit] = []
    package var approvals = [Approval(upTo: 500, by: nil), Approval(upTo: nil, by: .manager)]
    package var kudos = KudosRules()
    package var publishing = PublishingLadder()
    /// Least time between two changes of a board on screen.
    package var liveIntervalMilliseconds: Int64 = 100

    package init(name: LocalizedText, calendar: CompanyCalendar) {
        self.name = name
        self.calendar = calendar
    }

    package var currencies: Currencies { Currencies(own: currency, rates: exchangeRates) }

    /// What who has `role` gives without asking anybody; nil: as much as there is.
    package func ownAuthority(of role: Role) -> Points? {
        var most: Points = 0
        for step in approvals {
            if let by = step.by, role < by { return most }
            guard let upTo = step.upTo else { return nil }
            most = upTo
        }
        // Beyond the last step it is the highest role.
        return role < .admin ? most : nil
    }

    /// Who decides about `points`; nil: nobody needs to. Beyond the last step it is the highest role.
    package func authority(over points: Points) -> Role? {
        let size = Points(min(points.magnitude, UInt64(Points.bound)))
        guard let step = approvals.first(where: { $0.upTo.map { size <= $0 } ?? true }) else { return .admin }
        return step.by
    }
}
