import Identity
import Periods
import RuleEngine

/// That an activity names a customer: by it a customer's activities are found.
package struct CustomerMention: Hashable, Sendable {
    package struct Key: Hashable, Sendable {
        package let customer: CustomerID
        /// Of the activity.
        package let time: Instant
        /// Of the command that recorded it.
        package let number: Int64
    }

    /// The type of the activity.
    package let type: String
}

extension CustomerMention: KeptRows {
    package static var place: WritableKeyPath<Tables, Table<CustomerMention>> & Sendable { \.mentions }
    package static let residence = Residence.disk(cached: 16)
    package static let schema = TableSchema(
        "customer_activity", key: [.text("customer"), .integer("time"), .integer("number")], [.text("type")])

    package static func write(_ key: Key, to row: inout some ColumnWriter) throws {
        try row.add(key.customer.text)
        try row.add(key.time.microseconds)
        try row.add(key.number)
    }

    package static func key(from row: inout some ColumnReader) -> Key {
        let customer = row.text(), time = row.integer()
        return Key(customer: CustomerID(customer), time: Instant(microseconds: time), number: row.integer())
    }

    package func write(to row: inout some ColumnWriter) throws { try row.add(type) }
    package init(_ key: Key, from row: inout some ColumnReader) { self.init(type: row.text()) }
}
