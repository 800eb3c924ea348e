import Identity
import JSON
import Periods
import RuleEngine

/// What an activity is to the customer that it names: an order, a visit, something by which one becomes its owner.
struct CustomerActivity {
    let customer: CustomerID
    let activity: ActivityKey
    let member: MemberID
    let time: Instant
    let day: Day
    let isOrder: Bool
    let isVisit: Bool
    private let isSale: Bool

    /// Nil where it names none.
    init?(_ activity: Activity, _ decision: Decision, _ programme: Programme) {
        guard let rules = programme.customers, let customer = decision.customer?.id,
            let member = activity.subject ?? activity.credits?.first?.member
        else { return nil }
        self.customer = customer
        self.activity = activity.key
        self.member = member
        time = decision.judgedAs
        day = programme.calendar.day(of: time)
        func moves(_ sum: CustomerSum?) -> Bool { decision.metrics.contains { $0.metric == sum?.metric && $0.by > .zero } }
        isOrder = moves(rules.orders)
        isSale = isOrder || moves(rules.volume)
        isVisit = activity.type == rules.visit
    }

    var holding: Customer.Holding? { isSale || isVisit ? Customer.Holding(at: time, member: member, activity: activity) : nil }
}

/// What activities do to their customers (programme.md, "Customers and visits").
extension Draft {
    /// Takes an activity in, and out what it corrects.
    func note(_ new: CustomerActivity?, _ named: Customer?, replacing old: CustomerActivity?) throws {
        let before = try old.flatMap { try self.customer($0.customer) }
        if let old, var customer = before, customer.id != named?.id {
            try take(back: old, from: &customer)
            keep(customer)
        }
        guard let new, let named else { return }
        var customer = named
        // Where it stays with the customer, a visit stays what it was: it is dated as before.
        if let old, before?.id == customer.id { try take(back: old, from: &customer, keepsVisit: new.isVisit) }
        try add(new, to: &customer, isVisitKnown: old?.isVisit ?? false && before?.id == customer.id)
        if try overlay.find(Customer.self, customer.id) != customer { keep(customer) }
    }

    private func take(back action: CustomerActivity, from customer: inout Customer, keepsVisit: Bool = false) throws {
        customer.release(action.activity)
        if action.isVisit, !keepsVisit {
            let key = customer.id.visits
            try move(key, on: action.day, by: Decimal(-1), count: -1)
            if customer.visits.last == action.day {
                customer.visits.last = try overlay.lastDay(of: key, through: action.day)
                if customer.visits.last != action.day { customer.planVisit(under: programme, at: now) }
            }
        }
        if action.isOrder { try findLastOrder(of: &customer, through: max(action.day, customer.orders.last ?? action.day)) }
    }

    private func add(_ action: CustomerActivity, to customer: inout Customer, isVisitKnown: Bool) throws {
        if programme.customers?.ownership == .last, let holding = action.holding { customer.hold(holding) }
        if action.isVisit, !isVisitKnown { try visit(&customer, action) }
        if action.isOrder { try order(&customer, action) }
    }

    // MARK: Visits

    private func visit(_ customer: inout Customer, _ action: CustomerActivity) throws {
        try move(customer.id.visits, on: action.day, by: .one, count: 1)
        let isLater = [customer.visits.last, customer.visits.missed].allSatisfy { $0.map { action.day > $0 } ?? true }
        let isSince = action.day >= calendar.day(of: customer.classes.first?.from ?? now)
        if let due = customer.visits.due, isLater, isSince, action.day <= due, try overlay.find(Customer.self, customer.id) != nil {
            try notice(.kept, of: customer, due.description, at: action.time, ["due": .string(due.description)])
        }
        guard customer.visits.last.map({ action.day > $0 }) ?? true else { return }
        customer.visits.last = action.day
        customer.planVisit(under: programme, at: now)
    }

    // MARK: Orders

    private func order(_ customer: inout Customer, _ action: CustomerActivity) throws {
        customer.orders.last = max(customer.orders.last ?? action.day, action.day)
        if !customer.orders.hadFirst {
            customer.orders.hadFirst = true
            try notice(.new, of: customer, "new", at: action.time)
        }
        guard let lost = customer.orders.lost else { return }
        if action.time >= lost {
            customer.orders.lost = nil
            try notice(.regained, of: customer, "regained/\(calendar.day(of: lost))", at: action.time)
        } else {
            stopBeingLost(&customer)
        }
    }

    private func findLastOrder(of customer: inout Customer, through day: Day) throws {
        guard let metric = programme.customers?.orders?.metric else { return }
        customer.orders.last = try overlay.lastDay(of: TallyKey(.customer(customer.id), .metric(metric)), through: day)
        if customer.orders.last == nil { customer.orders.lost = nil }
    }

    /// A late order tells that it had not been lost after all, or only later.
    func stopBeingLost(_ customer: inout Customer) {
        customer.orders.lost = nil
        if let loss = CustomerLoss.next(of: customer, under: programme), loss <= now { customer.orders.lost = loss }
    }
}

extension CustomerID {
    /// Under which its visits are counted by day.
    var visits: TallyKey { TallyKey(.customer(self), .limit("visits")) }
}
