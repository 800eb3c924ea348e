import Files
import Identity
import JSON
import Periods
import PointsEngine

/// What a step does to a customer: adds it or changes it, asks for another class, or merges it into another one. Which command that is depends on
/// whether the customer is there already.
package struct CustomerStep: Sendable {
    let id: CustomerID
    var name: String?
    var owner: ChangeCustomer.Change<MemberID>?
    var potential: ChangeCustomer.Change<Decimal>?
    var attributes: JSONObject?
    var since: Instant?
    var customerClass: String?
    var reason: String?
    var request: String?
    var into: CustomerID?

    /// The command, as things stand.
    package func command(given facts: MemoryFacts) -> any Command {
        if let into { return MergeCustomers(id: id, into: into) }
        if let customerClass {
            return SetCustomerClass(
                id: RequestID(request ?? "class/\(id.text)/\(customerClass)"), customer: id, customerClass: customerClass, reason: reason)
        }
        if let known = facts.customers[id], known.revision > 0 || known.mergedInto != nil {
            var change = ChangeCustomer(id: id)
            (change.name, change.owner, change.potential, change.attributes) = (name, owner, potential, attributes)
            return change
        }
        return PutCustomer(id: id) { put in
            (put.name, put.owner, put.potential, put.attributes, put.since) = (name, owner?.to, potential?.to, attributes, since)
        }
    }
}

extension CustomerStep {
    package static func read(_ reader: YAMLReader) throws -> Step.Action {
        let map = try reader.mapping()
        let id = map.required("id") { CustomerID(try $0.text()) }
        let name = map.optional("name") { try $0.text() }
        let owner = map.optional("owner") { reader in
            let text = try reader.text()
            return ChangeCustomer.Change(to: text == "none" ? nil : MemberID(text))
        }
        let potential = map.optional("potential") { ChangeCustomer.Change(to: try $0.decimal()) }
        let attributes = map.optional("attributes") { try $0.json() }
        let since = map.optional("since") { try $0.instant() }
        let customerClass = map.optional("class") { try $0.text() }
        let reason = map.optional("reason") { try $0.text() }
        let request = map.optional("request") { try $0.text() }
        let into = map.optional("into") { CustomerID(try $0.text()) }
        let by = map.optional("by") { MemberID(try $0.text()) }
        map.close()
        var step = CustomerStep(id: try id())
        (step.name, step.owner, step.potential, step.since) = (try name(), try owner(), try potential(), try since())
        (step.customerClass, step.reason, step.request, step.into) = (try customerClass(), try reason(), try request(), try into())
        step.attributes = try attributes()?.object
        return .customer(step, try by().map(Actor.member) ?? .administrator)
    }
}
