/// `customers.yaml`, as a scenario has it.
package struct CustomerBook: Sendable {
    package typealias Sum = (metric: String, over: String)

    let isAssigned: Bool
    let volume: Sum?
    let orders: Sum?
    let classes: [(id: String, when: String?, every: Span?)]
    let visit: String?
    let review: PeriodKind
    let lostAfter: Span?
    /// 0 is Monday.
    let week: Set<Int>
    let holidays: Set<String>

    init?(reading file: Tree) {
        guard let tree = file["customers"] else { return nil }
        func sum(_ key: String) -> Sum? { tree[key].map { ($0["metric"]?.text ?? "", $0["over"]?.text ?? "rolling-12m") } }
        isAssigned = tree["owner"]?.text == "assigned"
        (volume, orders) = (sum("volume"), sum("orders"))
        classes = (tree["classes"]?.items ?? []).map { ($0["id"]?.text ?? "", $0["when"]?.text, $0["visit_every"]?.text.flatMap { Span($0) }) }
        visit = tree["visit"]?.text
        review = PeriodKind(rawValue: tree["review"]?.text ?? "quarter") ?? .quarter
        lostAfter = tree["lost_after"]?.text.flatMap { Span($0) }
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        week = Set((file["company"]?["working_week"]?.texts ?? Array(names.prefix(5))).compactMap { names.firstIndex(of: $0) })
        holidays = Set(file["company"]?["holidays"]?.texts ?? [])
    }

    func works(_ day: Day) -> Bool { week.contains(day.weekday) && !holidays.contains(day.text) }
}

/// A customer: what cannot be read off the facts that name it.
package struct Customer: Sendable {
    package let id: String
    var potential: Exact?
    /// By hand; nobody where there is no member.
    var assigned: [(at: Instant, command: Int, member: String?)] = []
    package internal(set) var classes: [(from: Instant, id: String?)]
    /// The end of the last period that was reviewed.
    var reviewed: Instant
    var missed: Day?
    var hadFirst = false
    package internal(set) var lost: Instant?
    package internal(set) var mergedInto: String?
    var mergedAt: Instant?
    /// Somebody has said what it is.
    var isKnown = false

    package var customerClass: String? { classes.last?.id }
    func customerClass(at time: Instant) -> String? { (classes.last { $0.from <= time } ?? classes.first)?.id }
}

/// A class that somebody asked for.
struct ClassRequest: Sendable {
    let id: String
    let customer: String
    let wanted: String
    let by: String?
    let firstStatus: String
    var state: String
}

// MARK: What follows from the facts

extension Model {
    /// "activities name their customer": a text, or a whole number.
    func named(_ activity: Activity) -> String? {
        guard company.customers != nil, case .map(let sent) = activity.sent else { return nil }
        switch sent["customer"] {
        case .string(let text)? where !text.isEmpty: return text
        case .number(let number, _)?: return number.rounded(.down).flatMap { Exact($0) == number ? String($0) : nil }
        default: return nil
        }
    }

    /// The customer of a name, wherever it was merged into.
    func resolved(_ name: String) -> String { customers[name]?.mergedInto ?? name }

    /// Facts that stand and name the customer, by one of its names.
    func deeds(of id: String, besides index: Int? = nil) -> [Fact] {
        let names = [id] + customers.values.filter { $0.mergedInto == id }.map(\.id)
        return names.flatMap { places.factsOfCustomer[$0] }.filter { $0 != index && facts[$0].undoneBy == nil }.map { facts[$0] }
    }

    private func moves(_ fact: Fact, _ sum: CustomerBook.Sum?) -> Bool {
        guard let sum else { return false }
        return places.marksOfOrigin[fact.command].contains { marks[$0].kind == .metric(sum.metric) && marks[$0].value > .zero && marks[$0].command == fact.command }
    }

    private func isOrder(_ fact: Fact) -> Bool { moves(fact, company.customers?.orders) }
    private func isVisit(_ fact: Fact) -> Bool { fact.activity.type == company.customers?.visit }

    package func lastOrder(of id: String) -> Day? { deeds(of: id).filter(isOrder).map { calendar.day(of: $0.time) }.max() }
    package func lastVisit(of id: String, besides index: Int? = nil) -> Day? { deeds(of: id, besides: index).filter(isVisit).map { calendar.day(of: $0.time) }.max() }

    /// "last: who last sold to them or visited; assigned: only by hand"
    package func owner(of id: String) -> String? {
        claims(on: id).max { ($0.at, $0.command) < ($1.at, $1.command) }?.member
    }

    func claims(on id: String) -> [(at: Instant, command: Int, member: String?)] {
        var claims = customers[id]?.assigned ?? []
        if company.customers?.isAssigned == false {
            for fact in deeds(of: id) where isOrder(fact) || isVisit(fact) || moves(fact, company.customers?.volume) {
                claims.append((fact.time, fact.command, fact.activity.subject ?? fact.parts.first?.member))
            }
        }
        return claims
    }

    /// What a metric says of a customer over a stretch of time that ends with a day.
    package func sum(_ sum: CustomerBook.Sum?, of id: String, through day: Day, without origin: Int? = nil) -> Exact {
        guard let sum else { return .zero }
        let start: Day = switch sum.over {
        case "all": Day(number: .min / 2)
        // "at the end of January: 1 February to 31 January"
        case "rolling-12m": day.plus(months: -12).plus(days: 1)
        case let kind: calendar.day(of: calendar.period(PeriodKind(rawValue: kind) ?? .quarter, at: calendar.start(of: day)).start)
        }
        return places.marksOfCustomer[id].map { marks[$0] }.reduce(Exact.zero) { total, mark in
            let at = calendar.day(of: mark.time)
            return mark.kind == .metric(sum.metric) && mark.origin != origin && start <= at && at <= day ? total + mark.value : total
        }
    }

    /// The first class that holds.
    func findClass(_ customer: Customer, through day: Day) -> String? {
        let book = company.customers
        let seen: [String: Value] = [
            "customer": .map([
                "id": .string(customer.id), "name": .string(customer.id), "potential": .number(customer.potential ?? .zero, whole: false),
                "volume": .number(sum(book?.volume, of: customer.id, through: day), whole: false),
                "orders": .number(sum(book?.orders, of: customer.id, through: day), whole: false),
            ]),
        ]
        return book?.classes.first { item in item.when.map { (try? Expression.evaluate($0, seen)) == .bool(true) } ?? true }?.id
    }

    /// As rules see the customer of an activity, before it.
    func seen(_ name: String, _ fact: Fact) -> Value {
        let id = resolved(name), customer = customers[id] ?? fresh(id)
        var replaced: Int?
        if case .replaces(let target) = fact.link { replaced = facts[target].command }
        let orders = sum(company.customers?.orders, of: id, through: calendar.day(of: fact.time), without: replaced)
        return .map([
            "id": .string(id), "name": .string(id), "class": customer.customerClass(at: fact.time).map { .string($0) } ?? .null,
            "owner": owner(of: id).map { .string($0) } ?? .null, "potential": .number(customer.potential ?? .zero, whole: false), "orders": .number(orders, whole: false),
        ])
    }

    // MARK: Visits

    /// "A visit is due `visit_every` after the last one (or after the class began). … the next due day follows from the due day. … never a past one."
    package func visitDue(of id: String, besides index: Int? = nil) -> Day? {
        guard let customer = customers[id], let book = company.customers, let every = book.classes.first(where: { $0.id == customer.customerClass })?.every else { return nil }
        func after(_ day: Day) -> Day {
            var next = day.plus(months: every.months).plus(days: every.days)
            while !book.works(next) { next = next.plus(days: 1) }
            return next
        }
        let began = calendar.day(of: customer.classes.last?.from ?? now), today = calendar.day(of: now)
        var due = after([lastVisit(of: id, besides: index), customer.missed].compactMap { $0 }.max() ?? began)
        if due < began { due = after(began) }
        while due < today { due = after(due) }
        return due
    }

    func lossOf(_ customer: Customer) -> Instant? {
        guard customer.lost == nil, let span = company.customers?.lostAfter, let last = lastOrder(of: customer.id) else { return nil }
        return calendar.end(of: span, fromDayOf: calendar.start(of: last))
    }

    func reviewOf(_ customer: Customer) -> Instant? {
        company.customers.map { calendar.end(of: company.lockAfter, fromBoundary: calendar.period($0.review, at: customer.reviewed).end) }
    }
}

// MARK: What is noticed

extension Model {
    /// Of the class that holds for who has nothing yet.
    func fresh(_ id: String, potential: Exact? = nil) -> Customer {
        var customer = Customer(id: id, potential: potential, classes: [(now, nil)], reviewed: lastReview)
        customer.classes = [(now, findClass(customer, through: calendar.day(of: now)))]
        return customer
    }

    /// The end of the last period that was reviewed, or is history.
    private var lastReview: Instant {
        let running = calendar.period(company.customers?.review ?? .quarter, at: now)
        let isDone = running.start <= liveSince || calendar.end(of: company.lockAfter, fromBoundary: running.start) <= now
        return isDone ? running.start : calendar.period(company.customers?.review ?? .quarter, at: running.start - 1).start
    }

    private func notice(_ kind: String, _ name: String, of customer: Customer, at time: Instant, _ data: [String: Value] = [:]) -> Activity? {
        guard let owner = owner(of: customer.id), notices("laurel.\(kind)", owner, at: time) else { return nil }
        let word = kind.split(separator: ".").first.map(String.init) ?? ""
        var sent = data
        sent["customer"] = .string(customer.id)
        if kind != "customer.classed" { sent["class"] = customer.customerClass(at: time).map { .string($0) } ?? .null }
        return Activity(source: "laurel", id: "\(word)/\(customer.id)/\(name)", type: "laurel.\(kind)", time: time, subject: owner, sent: .map(sent))
    }

    /// What the last fact is to its customer, and what Laurel notices of it.
    ///
    /// - Parameter known: those who were customers before it.
    mutating func noticeCustomer(known: Set<String>) -> [Activity] {
        guard company.customers != nil, let index = facts.indices.last else { return [] }
        let fact = facts[index]
        var old: Fact?
        switch fact.link {
        case .none: break
        case .reverses(let target), .replaces(let target): old = facts[target]
        }
        let before = old.flatMap { named($0.activity) }.map(resolved)
        if let before, let old, isOrder(old), lastOrder(of: before) == nil { customers[before]?.lost = nil }
        if case .reverses = fact.link { return [] }
        guard let id = named(fact.activity).map(resolved), let customer = customers[id] else { return [] }
        var found: [Activity?] = []
        let day = calendar.day(of: fact.time)
        if isVisit(fact), known.contains(id), !(before == id && old.map(isVisit) ?? false) {
            let isLater = [lastVisit(of: id, besides: index), customer.missed].compactMap { $0 }.allSatisfy { day > $0 }
            if let due = visitDue(of: id, besides: index), isLater, day <= due, day >= calendar.day(of: customer.classes[0].from) {
                found.append(notice("visit.kept", due.text, of: customer, at: fact.time, ["due": .string(due.text)]))
            }
        }
        if isOrder(fact) { found += order(fact, of: id) }
        return found.compactMap { $0 }
    }

    private mutating func order(_ fact: Fact, of id: String) -> [Activity?] {
        guard let customer = customers[id] else { return [] }
        var found: [Activity?] = []
        if !customer.hadFirst {
            customers[id]?.hadFirst = true
            found.append(notice("customer.new", "new", of: customer, at: fact.time))
        }
        guard let lost = customer.lost else { return found }
        if fact.time >= lost {
            customers[id]?.lost = nil
            found.append(notice("customer.regained", "regained/\(calendar.day(of: lost).text)", of: customer, at: fact.time))
        } else {
            stopBeingLost(id)
        }
        return found
    }

    /// A late order tells that it had not been lost after all.
    mutating func stopBeingLost(_ id: String) {
        guard customers[id]?.lost != nil else { return }
        customers[id]?.lost = nil
        if let customer = customers[id], let loss = lossOf(customer), loss <= now { customers[id]?.lost = loss }
    }

    mutating func classify(_ id: String, as wanted: String?) -> Activity? {
        guard let customer = customers[id], customer.customerClass != wanted else { return nil }
        var classes = customer.classes
        if classes.count > 1, classes.last?.from == now { classes.removeLast() }
        classes.append((now, wanted))
        customers[id]?.classes = classes
        func value(_ id: String?) -> Value { id.map { .string($0) } ?? .null }
        return notice("customer.classed", "classed/\(classes.count)", of: customer, at: now, ["from": value(customer.customerClass), "to": value(wanted)])
    }

    // MARK: By itself

    /// When something is due of customers.
    var customerInstants: [Instant] {
        customers.values.filter { $0.mergedInto == nil }.flatMap { customer -> [Instant] in
            [visitDue(of: customer.id).map { calendar.start(of: $0.plus(days: 1)) }, lossOf(customer), reviewOf(customer)].compactMap { $0 }
        }
    }

    /// First visits that were missed, then who is lost, then the reviews; each in the order of ids.
    mutating func attendCustomers(at next: Instant) {
        attend(at: next, { model, customer in model.missedDue(of: customer, by: next).map { model.calendar.start(of: $0.plus(days: 1)) } }) { model, id in
            guard let customer = model.customers[id], let due = model.missedDue(of: customer, by: next) else { return nil }
            let told = model.notice("visit.missed", due.text, of: customer, at: model.calendar.start(of: due.plus(days: 1)) - 1, ["due": .string(due.text)])
            model.customers[id]?.missed = due
            return told
        }
        attend(at: next, { $0.lossOf($1) }) { model, id in
            guard let customer = model.customers[id], let last = model.lastOrder(of: id), let loss = model.lossOf(customer) else { return nil }
            model.customers[id]?.lost = loss
            return model.notice("customer.lost", "lost/\(last.text)", of: customer, at: next)
        }
        attend(at: next, { $0.reviewOf($1) }) { model, id in
            guard let customer = model.customers[id], let book = model.company.customers else { return nil }
            let end = max(model.lastReview, model.calendar.period(book.review, at: customer.reviewed).end)
            model.customers[id]?.reviewed = end
            let found = model.customers[id].flatMap { model.findClass($0, through: model.calendar.day(of: end - 1)) }
            return model.classify(id, as: found)
        }
    }

    /// The due day that has passed: today is the day after it, so that it would not be given as one that is due.
    private func missedDue(of customer: Customer, by next: Instant) -> Day? {
        var earlier = self
        earlier.now = next - 1
        guard let due = earlier.visitDue(of: customer.id), calendar.start(of: due.plus(days: 1)) <= next, customer.missed != due else { return nil }
        return due
    }

    private mutating func attend(at next: Instant, _ due: (Model, Customer) -> Instant?, _ happen: (inout Model, String) -> Activity?) {
        let ids = customers.values.filter { $0.mergedInto == nil && (due(self, $0) ?? .max) <= next }.map(\.id).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        guard !ids.isEmpty else { return }
        command += 1
        let told = ids.compactMap { happen(&self, $0) }
        for activity in told { _ = record(activity, step: 1) }
    }
}
