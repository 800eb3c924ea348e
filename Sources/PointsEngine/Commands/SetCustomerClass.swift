import Identity
import JSON
import Periods
import RuleEngine

/// Asks that a customer be of another class until its next review; somebody else approves, as with targets. Who stands above a director agrees with
/// themselves, unless the customer is theirs.
///
/// Refusals: `conflict`, `not-found`, `malformed` (no such class), `not-permitted`.
package struct SetCustomerClass: Command, Hashable {
    package static let name = "set-customer-class"
    package static let group: AuditGroup? = .customer

    package let id: RequestID
    package let customer: CustomerID
    package let customerClass: String
    /// Shown to the approver.
    package let reason: String?

    package init(id: RequestID, customer: CustomerID, customerClass: String, reason: String?) {
        self.id = id
        self.customer = customer
        self.customerClass = customerClass
        self.reason = reason
    }

    package var subject: String? { id.text }

    package func write(to writer: inout JSONWriter) {
        writer.member("customer", customer.text)
        writer.member("class", customerClass)
        writer.member("reason", ifPresent: reason)
    }

    package init(from stored: StoredCommand) throws {
        let fields = try stored.fields
        self.init(
            id: RequestID(try stored.subject), customer: CustomerID(try fields.text("customer")), customerClass: try fields.text("class"),
            reason: try fields.optionalText("reason"))
    }

    package func carryOut(on draft: Draft) throws -> RequestReceipt { try draft.set(self) }
}

extension Draft {
    fileprivate func set(_ set: SetCustomerClass) throws -> RequestReceipt {
        try checkCustomers()
        try checkName(set.id)
        if let known = try overlay.request(set.id) {
            guard known.kind == .customerClass(set.customer, to: set.customerClass), known.requester == actor else {
                throw Refusal(.conflict, at: "/id", "another change was asked for under this id")
            }
            return RequestReceipt(known, .repeated)
        }
        guard var customer = try customer(set.customer) else { throw Refusal(.notFound) }
        guard try rights.mayWrite(customer) else { throw Refusal(.notPermitted) }
        guard programme.customers?.classNamed(set.customerClass) != nil else { throw Refusal(.malformed, at: "/class", "no such class") }
        var request = Request(
            id: set.id, kind: .customerClass(set.customer, to: set.customerClass), member: customer.owner, requester: actor, points: 0,
            authority: .director, created: now)
        request.step(to: .requested, by: actor, at: now, comment: set.reason)
        let isOwn = customer.owner != nil && customer.owner == actor.member
        if try !isOwn && role() > .director {
            try classify(&customer, as: set.customerClass)
            keep(customer)
            request.step(to: .done, by: actor, at: now)
        }
        overlay.changes.requests[set.id] = request
        return RequestReceipt(request, .asked)
    }
}
