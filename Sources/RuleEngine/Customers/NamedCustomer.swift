import Expressions
import Identity
import JSON
import Periods

/// The customer that an activity names, as of the time of the activity.
package struct NamedCustomer: Sendable {
    package let id: CustomerID
    /// The ids of those that were merged into it.
    package let aliases: [CustomerID]
    package let name: String
    /// The class of that time.
    package let customerClass: String?
    package let since: Instant
    package let owner: MemberID?
    package let potential: Decimal?
    package let attributes: JSONObject
    /// What `customer.orders` counts; nil: nothing does.
    package let orders: CustomerSum?
    /// Where in `data` activities name their customer.
    package let path: [String]

    package init(
        id: CustomerID, aliases: [CustomerID] = [], name: String, customerClass: String?, since: Instant, owner: MemberID?, _ more: More
    ) {
        self.id = id
        self.aliases = aliases
        self.name = name
        self.customerClass = customerClass
        self.since = since
        self.owner = owner
        (potential, attributes, orders, path) = (more.potential, more.attributes, more.orders, more.path)
    }

    /// How much of `orders` came before, up to and with a day.
    func orders(at day: Day, _ calendar: CompanyCalendar, _ state: any Counters) throws -> Decimal {
        guard let orders else { return .zero }
        return try state.tally(TallyKey(.customer(id), .metric(orders.metric)), over: orders.over.days(through: day, calendar)).sum
    }

    /// The same under the id of one that was merged into it.
    func renamed(_ id: CustomerID) -> NamedCustomer {
        NamedCustomer(
            id: id, name: name, customerClass: customerClass, since: since, owner: owner,
            More(potential: potential, attributes: attributes, orders: orders, path: path))
    }

    /// What rules read beside it.
    package struct More: Sendable {
        package var potential: Decimal?
        package var attributes = JSONObject()
        package var orders: CustomerSum?
        package var path: [String]

        package init(potential: Decimal? = nil, attributes: JSONObject = JSONObject(), orders: CustomerSum? = nil, path: [String]) {
            self.potential = potential
            self.attributes = attributes
            self.orders = orders
            self.path = path
        }
    }
}

/// What a decision keeps of the customer: which class it was judged by, and how many orders came before.
package struct DecidedCustomer: Hashable, Sendable {
    package let id: CustomerID
    package let customerClass: String?
    /// Nil where no rule asks for a customer.
    package let orders: Decimal?

    package init(id: CustomerID, customerClass: String?, orders: Decimal? = nil) {
        self.id = id
        self.customerClass = customerClass
        self.orders = orders
    }
}

extension RuleEnvironment {
    /// What rules read of a customer. Who is nobody's has null as owner, and who has no class null there. A potential that nobody knows is 0.
    package static let customerType = RecordType(
        "customer",
        [
            ("id", .string), ("name", .string), ("class", .string), ("since", .timestamp), ("owner", .string), ("potential", .decimal),
            ("attributes", .map(.string, .dyn)), ("orders", .decimal),
        ])

    static func customer(_ customer: NamedCustomer, orders: Decimal) -> CELValue {
        .map(
            .record(
                Record(
                    customerType,
                    [
                        .string(customer.id.text), .string(customer.name), customer.customerClass.map { .string($0) } ?? .null, timestamp(customer.since),
                        customer.owner.map { .string($0.text) } ?? .null, .decimal(customer.potential ?? .zero), .map(.json(customer.attributes)), .decimal(orders),
                    ])))
    }
}

extension JSONObject {
    /// The value at a path; nil where something on the way is no object.
    package func value(at path: [String]) -> JSONValue? {
        guard let first = path.first, let value = self[first] else { return nil }
        return path.count == 1 ? value : value.object?.value(at: Array(path.dropFirst()))
    }

    /// The same with another value at a path that leads somewhere.
    func replacing(_ path: [String], by value: JSONValue) -> JSONObject {
        guard let first = path.first, let known = self[first] else { return self }
        var object = self
        object[first] = path.count == 1 ? value : known.object.map { .object($0.replacing(Array(path.dropFirst()), by: value)) } ?? known
        return object
    }
}
