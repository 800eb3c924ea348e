import Identity
import JSON
import Periods
import RuleEngine

/// Customers of activities that are being decided.
extension Draft {
    /// The customer of an id, wherever it was merged into.
    func customer(_ id: CustomerID) throws -> Customer? {
        guard let known = try overlay.find(Customer.self, id) else { return nil }
        return try known.mergedInto.flatMap { try overlay.find(Customer.self, $0) } ?? known
    }

    /// The customer that an activity names, who is new where nobody has heard of it; nil: it names none.
    func customer(namedBy activity: Activity, at time: Instant) throws -> Customer? {
        guard let id = programme.customers?.named(by: activity) else { return nil }
        return try customer(id) ?? newCustomer(id, name: id.text, since: time)
    }

    /// Of the class that holds for who has nothing yet; its reviews are those to come.
    func newCustomer(_ id: CustomerID, name: String, since: Instant, _ fill: (inout Customer) -> Void = { _ in }) throws -> Customer {
        var customer = Customer(id: id, name: name, since: since, class: .init(from: now, id: nil), reviewed: lastReview())
        fill(&customer)
        customer.classes = [.init(from: now, id: try overlay.customerClass(of: customer, through: calendar.day(of: now), programme, at: now))]
        customer.planVisit(under: programme, at: now)
        return customer
    }

    /// The end of the last period whose review has been, or is history.
    func lastReview() -> Instant {
        let running = calendar.period(programme.customers?.review ?? .quarter, containing: now)
        let isDone = running.start <= programme.liveSince || calendar.fromBoundary(running.start, company.lockAfter) <= now
        return isDone ? running.start : calendar.previous(before: running)?.start ?? running.start
    }

    /// As rules see it.
    func named(_ customer: Customer, at time: Instant, as customerClass: String?? = nil) -> NamedCustomer {
        NamedCustomer(
            id: customer.id, aliases: customer.aliases, name: customer.name, customerClass: customerClass ?? customer.customerClass(at: time),
            since: customer.since, owner: customer.owner,
            .init(
                potential: customer.potential, attributes: customer.attributes, orders: programme.customers?.orders,
                path: programme.customers?.path ?? ["customer"]))
    }

    func keep(_ customer: Customer) { overlay.changes.customers[customer.id] = customer }

    /// Gives a customer a class from now on, and tells of it.
    func classify(_ customer: inout Customer, as id: String?) throws {
        guard customer.customerClass != id else { return }
        let from = customer.customerClass
        if customer.classSince == now, customer.classes.count > 1 { customer.classes.removeLast() }
        customer.classes.append(.init(from: now, id: id))
        customer.planVisit(under: programme, at: now)
        try notice(
            .classed, of: customer, "classed/\(customer.classes.count)", at: now,
            ["from": from.map(JSONValue.string) ?? .null, "to": id.map(JSONValue.string) ?? .null])
    }
}

/// What Laurel notices of customers.
enum CustomerNotice: String {
    case new = "customer.new", lost = "customer.lost", regained = "customer.regained", classed = "customer.classed"
    case kept = "visit.kept", missed = "visit.missed"

    var type: String { "laurel.\(rawValue)" }
}

extension Draft {
    /// Has an activity recorded for the owner. Of who is nobody's nobody could be told.
    ///
    /// - Parameter name: what it is called beside the customer, so that it happens once.
    func notice(_ notice: CustomerNotice, of customer: Customer, _ name: String, at time: Instant, _ data: JSONObject = [:]) throws {
        guard let owner = customer.owner else { return }
        var all: JSONObject = ["customer": .string(customer.id.text)]
        if notice != .classed { all["class"] = customer.customerClass(at: time).map(JSONValue.string) ?? .null }
        for member in data.members { all[member.key] = member.value }
        let id = "\(notice.rawValue.split(separator: ".").first ?? "")/\(customer.id.text)/\(name)"
        // What became of the customer is so, told or not.
        guard notices(id, notice.type, owner, at: time) else { return }
        overlay.changes.reached.append(
            try Activity(source: Activity.ownSource, id: id, type: notice.type, time: time, subject: owner.text, data: all))
    }
}
