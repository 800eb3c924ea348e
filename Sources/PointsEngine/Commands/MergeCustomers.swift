import Identity
import JSON
import Periods
import RuleEngine

/// Two customers are one: what was counted for the first counts for the second, which is named by both ids from now on.
///
/// No point moves by it. What `unique` gave for each of them stays given; from now on whoever was first for either has it.
///
/// The same merge again is done already. Refusals: `not-found`, `malformed` (into itself, or merged into another one), `not-permitted`.
package struct MergeCustomers: Command, Hashable {
    package static let name = "merge-customers"
    package static let group: AuditGroup? = .customer

    package let id: CustomerID
    package let into: CustomerID

    package init(id: CustomerID, into: CustomerID) {
        self.id = id
        self.into = into
    }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) { writer.member("into", into.text) }

    package init(from stored: StoredCommand) throws {
        self.init(id: CustomerID(try stored.subject), into: CustomerID(try stored.fields.text("into")))
    }

    package func carryOut(on draft: Draft) throws -> Configured<Customer> { try draft.merge(self) }
}

extension Draft {
    fileprivate func merge(_ merge: MergeCustomers) throws -> Configured<Customer> {
        try checkCustomers()
        guard var gone = try overlay.find(Customer.self, merge.id), var heir = try customer(merge.into) else { throw Refusal(.notFound) }
        guard try rights.mayWrite(gone), try rights.mayWrite(heir) else { throw Refusal(.notPermitted) }
        guard merge.id != merge.into else { throw Refusal(.malformed, at: "/into", "another customer") }
        if gone.mergedInto == heir.id { return Configured(heir, isRepetition: true) }
        guard gone.id != heir.id else { throw Refusal(.malformed, at: "/into", "another customer") }
        guard gone.mergedInto == nil else { throw Refusal(.malformed, at: nil, "it was merged into \(gone.mergedInto?.text ?? "") before") }
        for metric in programme.book.everyMetric { try moveSums(.metric(metric), from: gone.id, to: heir.id) }
        try moveSums(.limit("visits"), from: gone.id, to: heir.id)
        heir.take(gone)
        stopBeingLost(&heir)
        heir.planVisit(under: programme, at: now)
        heir.revision += 1
        for alias in gone.aliases {
            guard var earlier = try overlay.find(Customer.self, alias) else { continue }
            earlier.mergedInto = heir.id
            keep(earlier)
        }
        gone.mergedInto = heir.id
        gone.aliases = []
        gone.revision += 1
        keep(gone)
        keep(heir)
        return Configured(heir)
    }

    /// Counts for one customer, day by day, what was counted for another.
    private func moveSums(_ measure: Measure, from gone: CustomerID, to heir: CustomerID) throws {
        let old = TallyKey(.customer(gone), measure), new = TallyKey(.customer(heir), measure)
        for (day, tally) in try overlay.days(of: old) {
            try move(old, on: day, by: -tally.sum, count: -tally.count)
            try move(new, on: day, by: tally.sum, count: tally.count)
        }
    }
}

extension Customer {
    /// What was known of another one is known of it.
    fileprivate mutating func take(_ gone: Customer) {
        since = min(since, gone.since)
        potential = potential ?? gone.potential
        for member in gone.attributes.members where attributes[member.key] == nil { attributes[member.key] = member.value }
        let owner = owner
        for holding in gone.holdings { hold(holding) }
        // Whoever has the one that stays has it.
        if self.owner != owner, let last = holdings.last { hold(.init(at: last.at, member: owner)) }
        aliases += [gone.id] + gone.aliases
        visits.last = [visits.last, gone.visits.last].compactMap { $0 }.max()
        visits.missed = [visits.missed, gone.visits.missed].compactMap { $0 }.max()
        orders.last = [orders.last, gone.orders.last].compactMap { $0 }.max()
        orders.hadFirst = orders.hadFirst || gone.orders.hadFirst
    }
}

extension Facts {
    /// The days of a tally on which anything was counted, in order. O(days · log days).
    func days(of key: TallyKey) throws -> [(day: Day, tally: Tally)] { try days(of: key, within: .all) }

    private func days(of key: TallyKey, within days: DayRange) throws -> [(day: Day, tally: Tally)] {
        let tally = try tally(key, over: days)
        guard tally.count != 0 || !tally.sum.isZero else { return [] }
        guard days.count > 1 else { return [(days.start, tally)] }
        let middle = days.start.adding(days: days.count / 2)
        return try self.days(of: key, within: DayRange(days.start, until: middle)) + self.days(of: key, within: DayRange(middle, until: days.end))
    }
}

extension RuleBook {
    /// The names of all metrics that were ever counted.
    fileprivate var everyMetric: [String] {
        Set(versions.flatMap { $0.set.metrics.map(\.name) } + introduced.map(\.metric.name)).sorted()
    }
}
