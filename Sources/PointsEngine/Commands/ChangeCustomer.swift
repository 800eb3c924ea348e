import Identity
import JSON
import Periods
import RuleEngine

/// Another name, owner or potential of a customer. Whoever gets it owes the next visit; what was missed stays missed by who had it.
///
/// Refusals: `not-found`, `not-permitted`, `stale`, `malformed`, `bad-quantity`, `unknown-member`, `member-left`.
package struct ChangeCustomer: Command, Hashable {
    /// Nil inside: nobody, or not known.
    package struct Change<Value: Hashable & Sendable>: Hashable, Sendable {
        package let to: Value?

        package init(to: Value?) { self.to = to }
    }

    package static let name = "change-customer"
    package static let group: AuditGroup? = .customer

    package let id: CustomerID
    package var name: String?
    package var owner: Change<MemberID>?
    package var potential: Change<Decimal>?
    package var attributes: JSONObject?
    /// The revision that the change was made on; nil: any.
    package var revision: Int64?

    package init(id: CustomerID) { self.id = id }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("name", ifPresent: name)
        if let owner { writer.member("owner", owner.to.map { .string($0.text) } ?? .null) }
        if let potential { writer.member("potential", potential.to.map { .number($0) } ?? .null) }
        writer.member("attributes", ifPresent: attributes.map { .object($0) })
        writer.member("revision", ifPresent: revision)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(id: CustomerID(try stored.subject))
        name = try fields.optionalText("name")
        if let owner = fields.object["owner"] { self.owner = Change(to: owner.string.map { MemberID($0) }) }
        if let potential = fields.object["potential"] { self.potential = Change(to: potential.number) }
        attributes = fields.has("attributes") ? try fields.object("attributes") : nil
        revision = try fields.optionalInteger("revision")
    }

    package func carryOut(on draft: Draft) throws -> Configured<Customer> { try draft.change(self) }
}

extension Draft {
    fileprivate func change(_ change: ChangeCustomer) throws -> Configured<Customer> {
        try checkCustomers()
        guard let known = try customer(change.id) else { throw Refusal(.notFound) }
        guard try rights.mayWrite(known) else { throw Refusal(.notPermitted) }
        var holding: Customer.Holding?
        if let owner = change.owner, owner.to != known.owner { holding = try self.holding(by: owner.to) }
        guard change.revision.map({ $0 == known.revision }) ?? true else { throw Refusal(.stale) }
        try check(name: change.name, potential: change.potential?.to)
        var customer = known
        customer.name = change.name ?? customer.name
        customer.attributes = change.attributes ?? customer.attributes
        if let potential = change.potential { customer.potential = potential.to }
        if let holding { customer.hold(holding) }
        // What leaves everything as it was is no change: nothing is written, and nobody has to look again.
        guard customer != known else { return Configured(known, isRepetition: true) }
        customer.revision += 1
        keep(customer)
        return Configured(customer)
    }

    /// From now on by `owner`, if they may be given it.
    private func holding(by owner: MemberID?) throws -> Customer.Holding {
        let member = try owner.map { try present($0) }
        guard try rights.mayGive(to: member) else {
            throw Refusal(.notPermitted, at: "/owner", "a manager gives customers to members of the teams that they lead")
        }
        return .init(at: now, member: owner)
    }
}
