import Identity
import JSON
import Periods
import RuleEngine

/// A new customer, or what is known of one that activities have only named so far.
///
/// Refusals: `not-found` (there are no customers), `malformed`, `bad-quantity`, `bad-time`, `unknown-member`, `member-left`, `not-permitted`,
/// `conflict` (it is known otherwise).
package struct PutCustomer: Command, Hashable {
    package enum Field: String, Sendable, CaseIterable {
        case name, owner, potential, attributes, since
    }

    package static let name = "put-customer"
    package static let group: AuditGroup? = .customer

    package let id: CustomerID
    /// Nil: as it is called by those who name it.
    package var name: String?
    package var owner: MemberID?
    package var potential: Decimal?
    package var attributes: JSONObject?
    /// Nil: now, or since it was named first.
    package var since: Instant?
    /// Fields that hold only for who is new: a known customer may have others.
    package var defaults: Set<Field> = []

    package init(id: CustomerID, _ fill: (inout PutCustomer) -> Void = { _ in }) {
        self.id = id
        fill(&self)
    }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("name", ifPresent: name)
        writer.member("owner", ifPresent: owner?.text)
        writer.member("potential", ifPresent: potential)
        writer.member("attributes", ifPresent: attributes.map { .object($0) })
        writer.member("since", ifPresent: since)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(id: CustomerID(try stored.subject))
        name = try fields.optionalText("name")
        owner = try fields.optionalText("owner").map { MemberID($0) }
        potential = try fields.optionalDecimal("potential")
        attributes = fields.has("attributes") ? try fields.object("attributes") : nil
        since = try fields.optionalInstant("since")
    }

    package func carryOut(on draft: Draft) throws -> Configured<Customer> { try draft.put(self) }
}

extension Draft {
    fileprivate func put(_ new: PutCustomer) throws -> Configured<Customer> {
        try checkCustomers()
        let known = try customer(new.id)
        // Of one that is known already, nobody is told anything who may not write it.
        guard try known.map({ try rights.mayWrite($0) }) ?? true else { throw Refusal(.notPermitted) }
        if let known, known.revision > 0 {
            let differences = new.differences(from: known)
            guard differences.isEmpty else { throw Refusal(conflictOver: differences) }
            return Configured(known, isRepetition: true)
        }
        guard new.id.isName else { throw Refusal(.malformed, at: "/id", "1 to 128 bytes in one line") }
        if let since = new.since, since < .epoch { throw Refusal(.badTime, at: "/since", "nobody is a customer since before 1970") }
        try check(name: new.name, potential: new.potential)
        let owner = try new.owner.map { try present($0) }
        guard try rights.mayGive(to: owner) else { throw Refusal(.notPermitted, at: "/owner", "a manager gives customers to members of the teams that they lead") }
        func fill(_ customer: inout Customer) {
            customer.name = new.name ?? customer.name
            customer.since = new.since ?? customer.since
            customer.potential = new.potential ?? customer.potential
            customer.attributes = new.attributes ?? customer.attributes
            if let owner { customer.hold(.init(at: now, member: owner.id)) }
            customer.revision = 1
        }
        var customer = try known ?? newCustomer(new.id, name: new.id.text, since: now, fill)
        if known != nil { fill(&customer) }
        keep(customer)
        return Configured(customer)
    }

    func checkCustomers() throws {
        guard programme.customers != nil else { throw Refusal(.notFound, at: nil, "there is no customers.yaml") }
    }

    func check(name: String?, potential: Decimal?) throws {
        if let name, !name.isName { throw Refusal(.malformed, at: "/name", "1 to 200 characters") }
        if let potential, potential.isNegative || potential.fixed4 == nil { throw Refusal(.badQuantity, at: "/potential", "not below 0, four fraction digits") }
    }

    /// Somebody who can be given customers.
    func present(_ id: MemberID) throws -> Member {
        guard let member = try overlay.member(id) else { throw Refusal(.unknownMember, at: "/owner") }
        guard member.isThere(at: now) else { throw Refusal(.memberLeft, at: "/owner") }
        return member
    }
}

extension PutCustomer {
    /// What it says that is known otherwise; what it does not say is no difference.
    fileprivate func differences(from known: Customer) -> [FieldDifference] {
        var differences: [FieldDifference] = []
        func compare<Value: Equatable>(_ field: Field, _ given: Value?, _ recorded: Value?, _ text: (Value) -> String) {
            guard let given, given != recorded, !defaults.contains(field) else { return }
            differences.append(FieldDifference("/\(field.rawValue)", recorded: recorded.map(text), given: text(given)))
        }
        compare(.name, name, known.name) { $0 }
        compare(.owner, owner, known.owner) { $0.text }
        compare(.potential, potential, known.potential) { $0.description }
        compare(.attributes, attributes, known.attributes) { "\(JSONValue.object($0))" }
        compare(.since, since, known.since) { $0.rfc3339 }
        return differences
    }
}
