import Identity
import JSON
import Periods
import RuleEngine

/// What an activity is to the customer that it names: an order, a visit, something by which one becomes its owner.
struct CustomerDeed {
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
    func note(_ new: CustomerDeed?, _ named: Customer?, replacing old: CustomerDeed?) throws {
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

    private func take(back deed: CustomerDeed, from customer: inout Customer, keepsVisit: Bool = false) throws {
        customer.release(deed.activity)
        if deed.isVisit, !keepsVisit {
            let key = customer.id.visits
            try move(key, on: deed.day, by: Decimal(-1), count: -1)
            if customer.visits.last == deed.day {
                customer.visits.last = try overlay.lastDay(of: key, through: deed.day)
                if customer.visits.last != deed.day { customer.planVisit(under: programme, at: now) }
            }
        }
        if deed.isOrder { try findLastOrder(of: &customer, through: max(deed.day, customer.orders.last ?? deed.day)) }
    }

    private func add(_ deed: CustomerDeed, to customer: inout Customer, isVisitKnown: Bool) throws {
        if programme.customers?.ownership == .last, let holding = deed.holding { customer.hold(holding) }
        if deed.isVisit, !isVisitKnown { try visit(&customer, deed) }
        if deed.isOrder { try order(&customer, deed) }
    }

    // MARK: Visits

    private func visit(_ customer: inout Customer, _ deed: CustomerDeed) throws {
        try move(customer.id.visits, on: deed.day, by: .one, count: 1)
        let isLater = [customer.visits.last, customer.visits.missed].allSatisfy { $0.map { deed.day > $0 } ?? true }
        let isSince = deed.day >= calendar.day(of: customer.classes.first?.from ?? now)
        if let due = customer.visits.due, isLater, isSince, deed.day <= due, try overlay.find(Customer.self, customer.id) != nil {
            try notice(.kept, of: customer, due.description, at: deed.time, ["due": .string(due.description)])
        }
        guard customer.visits.last.map({ deed.day > $0 }) ?? true else { return }
        customer.visits.last = deed.day
        customer.planVisit(under: programme, at: now)
    }

    // MARK: Orders

    private func order(_ customer: inout Customer, _ deed: CustomerDeed) throws {
        customer.orders.last = max(customer.orders.last ?? deed.day, deed.day)
        if !customer.orders.hadFirst {
            customer.orders.hadFirst = true
            try notice(.new, of: customer, "new", at: deed.time)
        }
        guard let lost = customer.orders.lost else { return }
        if deed.time >= lost {
            customer.orders.lost = nil
            try notice(.regained, of: customer, "regained/\(calendar.day(of: lost))", at: deed.time)
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
