import Identity
import JSON
import Periods
import RuleEngine

/// A due day that passed without a visit: it is missed once, and the next one follows from it.
enum VisitMissed: DueOfThings {
    static let name = "visit-missed"
    static func text(of key: CustomerID) -> String { key.text }

    static func next(of customer: Customer, under programme: Programme) -> Instant? {
        guard programme.customers != nil, customer.mergedInto == nil, let due = customer.visits.due else { return nil }
        return programme.calendar.zone.firstInstant(of: due.adding(days: 1))
    }

    static func happen(to key: String, on draft: Draft) throws {
        guard var customer = try draft.overlay.find(Customer.self, CustomerID(key)), let due = customer.visits.due else { return }
        // What happens on the day is told as of its last moment: it belongs to the day's own month.
        let time = draft.calendar.zone.firstInstant(of: due.adding(days: 1)).adding(microseconds: -1)
        try draft.notice(.missed, of: customer, due.description, at: time, ["due": .string(due.description)])
        customer.visits.missed = due
        customer.planVisit(under: draft.programme, at: draft.now)
        draft.keep(customer)
    }
}

/// No order for `lost_after`.
enum CustomerLoss: DueOfThings {
    static let name = "customer-lost"
    static func text(of key: CustomerID) -> String { key.text }

    static func next(of customer: Customer, under programme: Programme) -> Instant? {
        guard let lostAfter = programme.customers?.lostAfter, customer.mergedInto == nil, customer.orders.lost == nil, let last = customer.orders.last else { return nil }
        return programme.calendar.goodThrough(lostAfter, from: last)
    }

    static func happen(to key: String, on draft: Draft) throws {
        guard var customer = try draft.overlay.find(Customer.self, CustomerID(key)), let last = customer.orders.last, let loss = next(of: customer, under: draft.programme)
        else { return }
        // It was lost then, however late a fact tells of it: an order after that, and before now, regains it.
        customer.orders.lost = loss
        try draft.notice(.lost, of: customer, "lost/\(last)", at: draft.now)
        draft.keep(customer)
    }
}

/// The end of a period and `lock_after`: each customer gets the class that its period gives it.
enum CustomerReview: DueOfThings {
    static let name = "customer-review"
    static func text(of key: CustomerID) -> String { key.text }

    static func next(of customer: Customer, under programme: Programme) -> Instant? {
        guard let rules = programme.customers, customer.mergedInto == nil else { return nil }
        let end = programme.calendar.period(rules.review, containing: customer.reviewed).end
        return programme.calendar.fromBoundary(end, programme.company.lockAfter)
    }

    static func happen(to key: String, on draft: Draft) throws {
        guard var customer = try draft.overlay.find(Customer.self, CustomerID(key)) else { return }
        // Where reviews come more often than they did, those that lie behind have nothing to say any more.
        let end = max(draft.lastReview(), draft.calendar.period(draft.programme.customers?.review ?? .quarter, containing: customer.reviewed).end)
        customer.reviewed = end
        let day = draft.calendar.day(of: end.adding(microseconds: -1))
        let found = try draft.overlay.customerClass(of: customer, through: day, draft.programme, at: draft.now)
        try draft.classify(&customer, as: found)
        draft.keep(customer)
    }
}
