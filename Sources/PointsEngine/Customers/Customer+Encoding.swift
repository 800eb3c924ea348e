import Identity
import JSON
import Periods
import RuleEngine

/// How a customer is kept: an object under its id.
extension Customer {
    package var stored: [UInt8] {
        JSONWriter.object { writer in
            writer.member("name", name)
            writer.member("since", since)
            writer.member("potential", ifPresent: potential)
            if !attributes.isEmpty { writer.member("attributes", .object(attributes)) }
            writer.list("holdings", holdings) { writer, holding in
                writer.object { writer in
                    writer.member("at", holding.at)
                    writer.member("member", ifPresent: holding.member?.text)
                    holding.activity?.write("activity", to: &writer)
                }
            }
            writer.list("classes", classes) { writer, span in
                writer.object { $0.member("from", span.from); $0.member("id", ifPresent: span.id) }
            }
            writer.member("reviewed", reviewed)
            writer.texts("aliases", aliases.map(\.text))
            writer.member("merged", ifPresent: mergedInto?.text)
            writeVisitsAndOrders(to: &writer)
            writer.member("revision", revision)
        }
    }

    private func writeVisitsAndOrders(to writer: inout JSONWriter) {
        writer.member("visited", ifPresent: visits.last)
        writer.member("missed", ifPresent: visits.missed)
        writer.member("due", ifPresent: visits.due)
        writer.member("ordered", ifPresent: orders.last)
        if orders.hadFirst { writer.member("first", true) }
        writer.member("lost", ifPresent: orders.lost)
    }

    package init(id: CustomerID, stored: [UInt8]) throws {
        let fields = try Fields(json: stored, "customer \(id)")
        self.init(
            id: id, name: try fields.text("name"), since: try fields.instant("since"),
            classes: try fields.list("classes") { value in
                let span = try Fields(value, fields.place)
                return ClassSpan(from: try span.instant("from"), id: try span.optionalText("id"))
            },
            reviewed: try fields.instant("reviewed"))
        potential = try fields.optionalDecimal("potential")
        attributes = fields.has("attributes") ? try fields.object("attributes") : JSONObject()
        holdings = try fields.list("holdings") { value in
            let holding = try Fields(value, fields.place)
            return Holding(
                at: try holding.instant("at"), member: try holding.optionalText("member").map { MemberID($0) },
                activity: holding.has("activity") ? try ActivityKey(stored: try holding.fields("activity")) : nil)
        }
        aliases = try fields.texts("aliases").map { CustomerID($0) }
        mergedInto = try fields.optionalText("merged").map { CustomerID($0) }
        (visits.last, visits.missed, visits.due) = (try fields.optionalDay("visited"), try fields.optionalDay("missed"), try fields.optionalDay("due"))
        (orders.last, orders.hadFirst, orders.lost) = (try fields.optionalDay("ordered"), try fields.flag("first"), try fields.optionalInstant("lost"))
        revision = try fields.integer("revision")
    }
}

extension Customer: KeptObject {
    package typealias Key = CustomerID

    package static var place: WritableKeyPath<Tables, Table<Customer>> & Sendable { \.customers }
    package static let schema = TableSchema("customer", key: [.text("id")], [.text("body")])
}

extension JSONWriter {
    fileprivate mutating func member(_ key: String, ifPresent day: Day?) { member(key, ifPresent: day.map { Int64($0.number) }) }
}

extension Fields {
    fileprivate func optionalDay(_ key: String) throws -> Day? { has(key) ? try day(key) : nil }
}
