import Expressions
import Identity
import JSON
import Periods
import RuleEngine

/// What the conditions of classes may name: `customer`, and `metric` for the customer.
package enum CustomerEnvironment {
    private static let type = RecordType("customer", RuleEnvironment.customerType.fields + [("volume", .decimal)])

    package static let environment = Environment(
        variables: [("customer", .record(type))], functions: [HostFunction("metric", [.literal, .literal], result: .decimal)])

    static func value(_ customer: Customer, volume: Decimal, orders: Decimal) -> CELValue {
        .map(
            .record(
                Record(
                    type,
                    [
                        .string(customer.id.text), .string(customer.name), customer.customerClass.map { .string($0) } ?? .null,
                        RuleEnvironment.timestamp(customer.since), customer.owner.map { .string($0.text) } ?? .null,
                        .decimal(customer.potential ?? .zero), .map(.json(customer.attributes)), .decimal(orders), .decimal(volume),
                    ])))
    }
}

extension Facts {
    /// A sum of a customer that ends with a day.
    package func sum(_ sum: CustomerSum?, of id: CustomerID, through day: Day, _ programme: Programme, _ set: RuleSet) throws -> Decimal {
        guard let sum else { return .zero }
        return try value(of: sum.metric, .customer(id), over: sum.over.days(through: day, programme.calendar), set)
    }

    /// The class of a customer by what it did up to and with a day: the first whose condition holds; one that fails does not hold.
    package func customerClass(of customer: Customer, through day: Day, _ programme: Programme, at now: Instant) throws -> String? {
        guard let rules = programme.customers else { return nil }
        let set = programme.book.set(at: now)
        let volume = try sum(rules.volume, of: customer.id, through: day, programme, set)
        let orders = try sum(rules.orders, of: customer.id, through: day, programme, set)
        var activation = Activation(CustomerEnvironment.environment) { _, arguments in
            guard case .string(let metric)? = arguments.first, case .string(let kind)? = arguments.last, let kind = PeriodKind(rawValue: kind) else {
                throw EvaluationError.invalidArgument("a period is day, week, month, quarter, year or all")
            }
            let days = DayRange(programme.calendar.days(of: kind, containing: day).start, until: day.adding(days: 1))
            return .decimal(try self.value(of: metric, .customer(customer.id), over: days, set))
        }
        activation["customer"] = CustomerEnvironment.value(customer, volume: volume, orders: orders)
        return try rules.classes.first { try $0.when?.isTrue(activation) ?? true }?.id
    }

    /// The last day on which a sum that is never below zero grew; nil: on none. O(log² days).
    func lastDay(of key: TallyKey, through last: Day) throws -> Day? {
        guard try tally(key, over: DayRange(.earliest, until: last.adding(days: 1))).sum > .zero else { return nil }
        var low = Day.earliest.number, high = last.number
        while low < high {
            let middle = low + (high - low + 1) / 2
            if try tally(key, over: DayRange(Day(number: middle), until: last.adding(days: 1))).sum > .zero { low = middle } else { high = middle - 1 }
        }
        return Day(number: low)
    }
}

extension Expression {
    /// Errors of the language count as no; what the facts throw goes on.
    fileprivate func isTrue(_ activation: Activation) throws -> Bool {
        do {
            return try test(activation)
        } catch {
            if case .host(let underlying) = error { throw underlying }
            return false
        }
    }
}
