import Identity
import Periods
import PointsEngine
import RuleEngine

/// Customers: their class, their owner, and when somebody has to visit them.
extension Comparison {
    mutating func compareCustomers(_ expectation: Expectation, _ engine: MemoryEngine) throws {
        func customer(_ id: String) -> Customer? {
            let known = engine.facts.customers[CustomerID(id)]
            return known?.mergedInto.flatMap { engine.facts.customers[$0] } ?? known
        }
        for (id, due) in expectation.visitsDue {
            let found = customer(id)?.visits.due
            // A day may be written as any moment of it.
            let expected = Day(due) ?? Instant(rfc3339: due).map(engine.programme.calendar.day)
            same("visit due of \(id)", expected?.description ?? due, found?.description ?? "none")
        }
        for (id, name) in expectation.classes { same("class of \(id)", name, customer(id)?.customerClass ?? "none") }
        for (id, fields) in expectation.customers {
            guard let known = customer(id) else {
                differ("customer \(id)", expected: "that there is one", found: "none")
                continue
            }
            for (name, text) in fields { same("\(name) of \(id)", text, try shown(name, of: known, engine)) }
        }
    }

    private func shown(_ field: String, of customer: Customer, _ engine: MemoryEngine) throws -> String {
        let programme = engine.programme, rules = programme.customers, today = programme.calendar.day(of: engine.now)
        let set = programme.book.set(at: engine.now)
        switch field {
        case "id": return customer.id.text
        case "name": return customer.name
        case "owner": return customer.owner?.text ?? "none"
        case "class": return customer.customerClass ?? "none"
        case "potential": return customer.potential?.description ?? "none"
        case "volume": return try engine.facts.sum(rules?.volume, of: customer.id, through: today, programme, set).description
        case "orders": return try engine.facts.sum(rules?.orders, of: customer.id, through: today, programme, set).description
        case "last_order": return customer.orders.last?.description ?? "none"
        case "last_visit": return customer.visits.last?.description ?? "none"
        case "visit_due": return customer.visits.due?.description ?? "none"
        default: return customer.isLost ? "lost" : "active"
        }
    }
}

extension Expectation {
    /// What may be expected of a customer.
    static let customerFields = ["id", "name", "owner", "class", "potential", "volume", "orders", "last_order", "last_visit", "visit_due", "state"]
}
