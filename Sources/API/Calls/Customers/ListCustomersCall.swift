import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Store
import Web

/// `GET /customers?due=&owner=&team=&class=&state=&q=&sort=`: one's own, those of the teams that one leads, or all.
enum ListCustomersCall {
    static let endpoint = Endpoint(
        .get, "/customers", .signedIn(),
        "Customers: one's own, those of the teams that one leads, or all.",
        takes: Input(query: CustomerFilter.arguments + .paging), gives: .json(.page("Customer"))
    ) { call in
        let directory = call.directory, now = call.now
        guard directory.programme.customers != nil else { throw Problem.notFound }
        let filter = try CustomerFilter(call), limit = try call.limit(), order = filter.order
        let found = directory.customers.values.filter(filter.allows)
        let skipped = try offset(call)
        let view = CustomerView(directory: directory, caller: call.caller, now: now)
        call.read(order.isOfSums ? .second : .first) { reader in
            let sums = order.isOfSums ? try CustomerSums(directory.programme, at: now, reader) : nil
            let sorted = found.sorted { order.stands($0, before: $1, view, sums) }
            let page = Array(sorted.dropFirst(skipped).prefix(limit))
            let next = skipped + page.count < sorted.count ? "\(skipped + page.count)" : nil
            return try .json { writer in
                try writer.page(page, next: next) { writer, customer in
                    view.write(customer, try sums?.of(customer.id) ?? CustomerView.Sums(of: customer, directory.programme, at: now, reader), to: &writer)
                }
            }
        }
    }

    private static func offset(_ call: Call) throws -> Int {
        guard let first = try call.cursor(of: 1)?.first else { return 0 }
        guard let offset = Int(exactly: first), offset >= 0 else { throw Problem.malformed("after is what next was", at: "after") }
        return offset
    }
}

/// What is summed for all customers at once.
private struct CustomerSums {
    private var volume: [CustomerID: Decimal]?
    private var before: [CustomerID: Decimal]?
    private var orders: [CustomerID: Decimal]?

    init(_ programme: Programme, at now: Instant, _ reader: Reader) throws {
        let calendar = programme.calendar, today = calendar.day(of: now)
        func sums(_ sum: CustomerSum?, _ days: (CustomerSum) -> DayRange?) throws -> [CustomerID: Decimal]? {
            guard let sum, let days = days(sum) else { return nil }
            return try reader.sums(ofCustomers: sum.metric, over: days)
        }
        volume = try sums(programme.customers?.volume) { $0.over.days(through: today, calendar) }
        before = try sums(programme.customers?.volume) { $0.daysBefore(today, calendar) }
        orders = try sums(programme.customers?.orders) { $0.over.days(through: today, calendar) }
    }

    func of(_ id: CustomerID) -> CustomerView.Sums {
        CustomerView.Sums(volume: volume.map { $0[id] ?? .zero }, before: before.map { $0[id] ?? .zero }, orders: orders.map { $0[id] ?? .zero })
    }
}

extension CustomerFilter.Order {
    fileprivate var isOfSums: Bool { [.volume, .orders, .trend].contains(self) }

    /// Where two are the same in it, by name and by id: a page is the same each time.
    fileprivate func stands(_ a: Customer, before b: Customer, _ view: CustomerView, _ sums: CustomerSums?) -> Bool {
        switch self {
        case .name: break
        case .due where a.visits.due != b.visits.due: return (a.visits.due ?? .limit) < (b.visits.due ?? .limit)
        case .class where a.customerClass != b.customerClass: return (rank(of: a, view), a.customerClass ?? "") < (rank(of: b, view), b.customerClass ?? "")
        case .owner where a.owner != b.owner: return name(ofOwner: a, view) < name(ofOwner: b, view)
        case .potential where a.potential != b.potential: return (a.potential ?? .zero) > (b.potential ?? .zero)
        case .volume, .orders, .trend:
            let x = number(sums?.of(a.id)), y = number(sums?.of(b.id))
            if x != y { return x > y }
        default: break
        }
        return a.name == b.name ? a.id < b.id : a.name < b.name
    }

    private func number(_ sums: CustomerView.Sums?) -> Decimal {
        switch self {
        case .orders: sums?.orders ?? .zero
        case .trend: (try? (sums?.volume ?? .zero).subtracting(sums?.before ?? .zero)) ?? .zero
        default: sums?.volume ?? .zero
        }
    }

    private func rank(of customer: Customer, _ view: CustomerView) -> Int {
        view.directory.programme.customers?.classes.firstIndex { $0.id == customer.customerClass } ?? .max
    }

    private func name(ofOwner customer: Customer, _ view: CustomerView) -> String { customer.owner.flatMap { view.directory.members[$0]?.name } ?? "" }
}
