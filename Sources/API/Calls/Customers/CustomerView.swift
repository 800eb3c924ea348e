import Identity
import JSON
import Periods
import PointsEngine
import Projection
import RuleEngine
import Store

/// A customer as pages show it.
struct CustomerView: Sendable {
    /// What is summed for a customer.
    struct Sums: Sendable {
        var volume: Decimal?
        /// The volume of as long a time before.
        var before: Decimal?
        var orders: Decimal?
    }

    let directory: Directory
    let caller: Caller
    let now: Instant

    /// - Parameter withHistory: the classes and owners of before, and the ids of those that were merged into it.
    func write(_ customer: Customer, _ sums: Sums, withHistory: Bool = false, to writer: inout JSONWriter) {
        let people = PersonView(directory: directory, now: now), programme = directory.programme
        let owner = customer.owner.flatMap { directory.members[$0] }
        writer.object { writer in
            writer.member("id", customer.id.text)
            writer.member("name", customer.name)
            writer.key("owner")
            if let owner = customer.owner { people.write(owner, to: &writer) } else { writer.null() }
            writer.member("owner_left", owner.map { !$0.isThere(at: now) } ?? false)
            people.team(owner?.team(at: now), "team", &writer)
            writer.member("class", orNull: customer.customerClass)
            writer.member("class_title", programme.customers?.classNamed(customer.customerClass)?.title?.json ?? .null)
            writer.member("class_since", customer.classSince.rfc3339)
            writer.member("since", customer.since.rfc3339)
            writer.member("potential", customer.potential.map(JSONValue.number) ?? .null)
            writer.member("attributes", .object(customer.attributes))
            writer.member("volume", sums.volume.map(JSONValue.number) ?? .null)
            writer.member("volume_before", sums.before.map(JSONValue.number) ?? .null)
            writer.member("orders", sums.orders.map(JSONValue.number) ?? .null)
            writer.member("last_order", orNull: customer.orders.last?.text)
            writer.member("last_visit", orNull: customer.visits.last?.text)
            writer.member("visit_due", orNull: customer.visits.due?.text)
            writer.member("visit_missed", orNull: customer.missedVisit?.text)
            writer.member("state", customer.isLost ? "lost" : "active")
            if withHistory { history(of: customer, people, &writer) }
            writer.member("may", .array(may(customer).map(JSONValue.string)))
            writer.member("etag", "\(customer.revision)")
        }
    }

    private func history(of customer: Customer, _ people: PersonView, _ writer: inout JSONWriter) {
        writer.array("classes") { writer in
            for (index, span) in customer.classes.enumerated() {
                writer.object { writer in
                    // The first is that of all time before, too.
                    writer.member("from", orNull: index == 0 ? nil : span.from)
                    writer.member("class", orNull: span.id)
                }
            }
        }
        writer.member("merged", customer.aliases.map(\.text))
    }

    private func may(_ customer: Customer) -> [String] {
        let rights = directory.rights(of: caller, at: now), isOwn = customer.owner != nil && customer.owner == caller.member
        return (isOwn ? ["visit"] : []) + (rights.mayWrite(customer) ? ["change"] : [])
    }

    /// A class by its id and title.
    static func json(_ id: String?, _ programme: Programme) -> JSONValue {
        guard let id else { return .null }
        return ["id": .string(id), "title": programme.customers?.classNamed(id)?.title?.json ?? .string(id)]
    }
}

extension Customer {
    /// The last due day that passed without a visit, where none came since.
    var missedVisit: Day? {
        guard let missed = visits.missed, visits.last.map({ $0 <= missed }) ?? true else { return nil }
        return missed
    }
}

extension CustomerView.Sums {
    /// Of one customer.
    init(of customer: Customer, _ programme: Programme, at now: Instant, _ reader: Reader) throws {
        func sum(_ sum: CustomerSum?, _ days: (CustomerSum) -> DayRange?) throws -> Decimal? {
            guard let sum, let days = days(sum) else { return nil }
            return try reader.tally(TallyKey(.customer(customer.id), .metric(sum.metric)), over: days).sum
        }
        let rules = programme.customers, calendar = programme.calendar, today = calendar.day(of: now)
        volume = try sum(rules?.volume) { $0.over.days(through: today, calendar) }
        before = try sum(rules?.volume) { $0.daysBefore(today, calendar) }
        orders = try sum(rules?.orders) { $0.over.days(through: today, calendar) }
    }
}

extension CustomerSum {
    /// As many days as up to `day`, before them; nil where they reach back for ever.
    func daysBefore(_ day: Day, _ calendar: CompanyCalendar) -> DayRange? {
        let days = over.days(through: day, calendar)
        guard over != .all else { return nil }
        return over == .rolling ? over.days(through: days.start.adding(days: -1), calendar) : DayRange(days.start.adding(days: -days.count), until: days.start)
    }
}

extension Call {
    /// The customer that the path names, if the caller may see it; one that was merged is what it was merged into.
    func customer() throws -> Customer {
        guard let id = CustomerID(inPath: path("id")) else { throw Problem.notFound }
        return try customer(id)
    }

    /// A customer, if the caller may see it. An integration that only writes sees what it writes.
    func customer(_ id: CustomerID) throws -> Customer {
        guard directory.programme.customers != nil, let known = directory.customers[id] else { throw Problem.notFound }
        let customer = known.mergedInto.flatMap { directory.customers[$0] } ?? known
        guard directory.rights(of: caller, at: now).maySee(customer) else { throw Problem.notFound }
        return customer
    }

    /// Answers with a customer as it stands after a command.
    func carryOutOnCustomer<Given: Command<Configured<Customer>>>(_ command: Given, status: Int) {
        let caller = caller, clock = site.services.clock
        carryOut(command, reading: { receipt, directory, reader in
            let (customer, status) = receipt.answer(status), now = clock()
            let view = CustomerView(directory: directory, caller: caller, now: now)
            let sums = try CustomerView.Sums(of: customer, directory.programme, at: now, reader)
            return .json(status, etag: customer.revision) { view.write(customer, sums, withHistory: true, to: &$0) }
        })
    }
}
