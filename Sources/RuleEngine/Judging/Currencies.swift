import Expressions
import Identity
import JSON

/// Money carries a currency, `data.currency`, which is the company's where nothing is said; sums are kept in the company's. Money in
/// another currency is refused with `currency-mismatch`, unless the company sets a fixed exchange rate (points.md, "Numbers and times").
package struct Currencies: Hashable, Sendable {
    /// The company's: an ISO 4217 code.
    package let own: String
    /// What one unit of another currency is worth in the company's.
    package let rates: [String: Decimal]

    package init(own: String, rates: [String: Decimal] = [:]) {
        self.own = own
        self.rates = rates
    }

    /// A quantity of money as it is summed: four fraction digits, half-even, like every quantity that is read.
    func converted(_ quantity: Decimal, of activity: Activity) throws -> Decimal {
        guard let currency = activity.facts["currency"], !currency.isNull, currency.string != own else { return quantity }
        guard let rate = currency.string.flatMap({ rates[$0] }) else {
            throw Refusal(.currencyMismatch, at: "/data/currency", "money is summed in \(own)")
        }
        return try faultAsRefusal { try quantity.multiplied(by: rate).rounded(toFractionDigits: 4, .halfEven) }
    }
}

extension RuleSet {
    /// What a quantity is: as the metric says that sums the same expression, else money where it is called an amount.
    package func unit(of quantity: Expression) -> Metric.Unit {
        let units = metrics.compactMap { metric -> Metric.Unit? in
            if case .gathered(_, _, let sum?) = metric.formula, sum.source == quantity.source { metric.unit } else { nil }
        }
        if let first = units.first { return units.contains(.money) ? .money : first }
        return ["amount", "price", "profit", "revenue", "value", "money"].contains { quantity.source.contains($0) } ? .money : .count
    }
}
