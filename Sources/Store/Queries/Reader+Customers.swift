import Identity
import Periods
import PointsEngine
import RuleEngine
import JSON
import SQLite

extension Reader {
    package func customers() throws -> [CustomerID: Customer] { Dictionary(try all(Customer.self).map { ($0.id, $0) }) { $1 } }
    package func customer(_ id: CustomerID) throws -> Customer? { try find(Customer.self, id) }

    /// The activities that name a customer by one of its ids, with their decisions, the latest first.
    package func activities(naming customers: [CustomerID], before: ActivityFilter.Cursor? = nil, limit: Int = 50) throws -> [Recorded] {
        var conditions = Conditions()
        conditions.add("mention.customer IN (\(customers.map { _ in "?" }.joined(separator: ", ")))", values: customers.map(\.text))
        if let before { conditions.add("(mention.time, mention.number) < (?, ?)", values: [before.time.microseconds, before.number]) }
        let sql = """
            \(RecordedRow.select) JOIN customer_activity AS mention ON mention.number = command.number\(conditions.clause)
            ORDER BY mention.time DESC, mention.number DESC LIMIT \(max(1, min(limit, 500)))
            """
        return try connection.rows(sql, values: conditions.values, read: RecordedRow.read)
    }

    /// The sums of a metric over days, by customer. O(rows of these days).
    package func sums(ofCustomers metric: String, over days: DayRange) throws -> [CustomerID: Decimal] {
        var sums: [CustomerID: Decimal] = [:]
        for (owner, tally) in try tallies(of: .metric(metric), over: days) {
            if case .customer(let id) = owner { sums[id] = tally.sum }
        }
        return sums
    }
}
