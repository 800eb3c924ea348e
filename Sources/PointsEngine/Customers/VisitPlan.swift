import Periods

/// When a customer is to be visited next (programme.md, "Customers and visits").
struct VisitPlan {
    let calendar: CompanyCalendar
    let workingDays: WorkingDays
    /// Nil: nobody has to.
    let every: CalendarDuration?

    /// `every` after the last visit, or after the last due day that passed without one, whichever came later; after the day on which the
    /// class began where there was neither, or where that day is not reached. A due day is never a past one: what would be goes on
    /// from there, from due day to due day.
    ///
    /// - Parameters:
    ///   - began: the day on which the class began.
    ///   - today: the first day that may be one.
    func due(after visits: Customer.Visits, began: Day, today: Day) -> Day? {
        guard every != nil else { return nil }
        let last = [visits.last, visits.missed].compactMap { $0 }.max()
        var due = next(after: last ?? began)
        if due < began { due = next(after: began) }
        while due < today, due < .limit { due = next(after: due) }
        return due
    }

    private func next(after day: Day) -> Day {
        guard case .calendar(let months, let days)? = every else { return .limit }
        return workingDay(from: day.adding(months: months).adding(days: days))
    }

    /// The day itself, or the next on which the company works; the day itself where none comes within a year.
    private func workingDay(from day: Day) -> Day {
        var next = day
        for _ in 0..<366 {
            if workingDays.contains(next) { return next }
            next = next.adding(days: 1)
        }
        return day
    }
}

extension Programme {
    func visitPlan(of customer: Customer) -> VisitPlan {
        VisitPlan(calendar: calendar, workingDays: company.workingDays, every: customers?.classNamed(customer.customerClass)?.visitEvery)
    }
}

extension Customer {
    /// Finds the next due day anew.
    mutating func planVisit(under programme: Programme, at now: Instant) {
        let calendar = programme.calendar
        visits.due = programme.visitPlan(of: self).due(after: visits, began: calendar.day(of: classSince), today: calendar.day(of: now))
    }
}
