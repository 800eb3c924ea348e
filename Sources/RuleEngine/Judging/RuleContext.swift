import Expressions
import Identity
import JSON
import Periods

/// What a rule's expressions see of an activity and of the member, and their answers as the engine needs them.
///
/// Every failure of an expression becomes a refusal: `expression-failed`, `budget-exceeded`, `bad-quantity` …
struct RuleContext {
    /// `member` in expressions: the subject, or the first credited.
    let subject: CreditedMember
    private let customer: NamedCustomer?
    private let activity: Activity
    private let set: RuleSet
    private let currencies: Currencies
    private var activation: Activation
    /// What all expressions about this activity may take together.
    private let budget = StepBudget()

    init(_ judge: Judge) throws {
        subject = judge.subject
        customer = judge.customer
        activity = judge.activity
        set = judge.set
        currencies = judge.currencies
        let time = judge.time, calendar = judge.calendar, state = judge.state
        let lookup = MetricLookup(member: subject.id, time: time, set: set, calendar: calendar, state: state)
        var activation = Activation(RuleEnvironment.environment) { try lookup.answer($0, $1) }
        activation[slot: RuleEnvironment.Variable.event.rawValue] = RuleEnvironment.event(activity, at: time)
        activation[slot: RuleEnvironment.Variable.data.rawValue] = .map(.json(activity.facts))
        activation[slot: RuleEnvironment.Variable.member.rawValue] = RuleEnvironment.member(subject)
        activation[slot: RuleEnvironment.Variable.team.rawValue] = subject.team.map { .string($0.text) } ?? .null
        if set.readsCustomers {
            let orders = try customer?.orders(at: calendar.day(of: time), calendar, state) ?? .zero
            activation[slot: RuleEnvironment.Variable.customer.rawValue] = customer.map { RuleEnvironment.customer($0, orders: orders) } ?? .null
        }
        self.activation = activation
    }

    /// What keys are asked of: first itself, with the customer by the id that it has now, then once for each that was merged into it.
    var namings: [RuleContext] {
        guard let customer else { return [self] }
        let own = activity.facts.value(at: customer.path)?.string == customer.id.text ? self : naming(customer.id, of: customer)
        return [own] + customer.aliases.map { naming($0, of: customer) }
    }

    /// The same as if the activity had named the customer so.
    private func naming(_ id: CustomerID, of customer: NamedCustomer) -> RuleContext {
        var context = self
        context.activation[slot: RuleEnvironment.Variable.data.rawValue] = .map(.json(activity.facts.replacing(customer.path, by: .string(id.text))))
        if context.activation[slot: RuleEnvironment.Variable.customer.rawValue] != nil {
            context.activation[slot: RuleEnvironment.Variable.customer.rawValue] = RuleEnvironment.customer(customer.renamed(id), orders: .zero)
        }
        return context
    }

    /// - Parameter points: the size of the award, for `hold.when`.
    func holds(_ condition: Expression, points: Points? = nil) throws -> Bool {
        var activation = activation
        if let points { activation[slot: RuleEnvironment.Variable.points.rawValue] = .int(points) }
        return try refusing { try condition.test(activation, sharing: budget) }
    }

    /// A quantity (`of`, `sum`): a number, not below zero; money in the company's currency.
    func quantity(_ expression: Expression) throws -> Decimal {
        try quantity(expression, unit: unit(of: expression))
    }

    /// What is money need be known only where it may be of another currency.
    private func unit(of expression: Expression) -> Metric.Unit {
        activity.facts["currency"] == nil ? .count : set.unit(of: expression)
    }

    private func quantity(_ expression: Expression, unit: Metric.Unit) throws -> Decimal {
        let value = try refusing { try expression.evaluate(activation, sharing: budget) }
        guard let number = value.number else { throw Refusal(.badQuantity, at: pointer(expression), "\(expression.source) is no number") }
        guard !number.isNegative else { throw Refusal(.negativeQuantity, at: pointer(expression), "\(expression.source) is below zero") }
        return unit == .money ? try currencies.converted(number, of: activity) : number
    }

    /// A quantity that is added to others: with four fraction digits, as every quantity that is read, and no larger than sums
    /// can bear. One fact beyond all measure must not keep later ones from being counted.
    func summand(_ expression: Expression) throws -> Decimal {
        try summand(expression, unit: unit(of: expression))
    }

    private func summand(_ expression: Expression, unit: Metric.Unit) throws -> Decimal {
        let number = try quantity(expression, unit: unit).rounded(toFractionDigits: 4, .halfEven)
        guard number <= Self.largest else { throw Refusal(.overflow, at: pointer(expression), "\(expression.source) is beyond what can be summed") }
        return number
    }

    private static let largest = Decimal(Points.bound)

    /// A metric's share of this activity, or nil where the metric does not count it.
    func quantity(of metric: Metric) throws -> Decimal? {
        guard case .gathered(_, let when, let sum) = metric.formula else { return nil }
        if let when, try !holds(when) { return nil }
        return try sum.map { try summand($0, unit: metric.unit) } ?? .one
    }

    /// Any number.
    func number(_ expression: Expression) throws -> Decimal {
        let value = try refusing { try expression.evaluate(activation, sharing: budget) }
        guard let number = value.number else { throw Refusal(.expressionFailed, at: nil, "\(expression.source) is no number") }
        return number
    }

    /// A multiplier: a number, not below zero.
    func factor(_ expression: Expression) throws -> Decimal {
        let factor = try number(expression)
        guard !factor.isNegative else { throw Refusal(.expressionFailed, at: nil, "the multiplier \(expression.source) is below zero") }
        return factor
    }

    /// A value as part of a key.
    func json(_ expression: Expression) throws -> JSONValue {
        let value = try refusing { try expression.evaluate(activation, sharing: budget) }
        guard let json = value.key else { throw Refusal(.expressionFailed, at: nil, "\(expression.source) cannot be a key") }
        return json
    }

    /// Takes steps for a part of an award: looking up limits and claims takes its time too.
    func chargePart(limits: Int) throws { try refusing { try budget.charge(Self.stepsOfLookup * (1 + limits)) } }

    private static let stepsOfLookup = 4

    private func refusing<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as EvaluationError {
            switch error {
            case .budgetExceeded: throw Refusal(.budgetExceeded)
            case .host(let underlying): throw underlying
            default: throw Refusal(.expressionFailed, at: nil, "\(error)")
            }
        }
    }

    /// `data.amount` stands at `/data/amount`.
    private func pointer(_ expression: Expression) -> String? {
        let isPath = expression.source.utf8.allSatisfy { (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 46 }
        return isPath ? "/" + expression.source.split(separator: ".").joined(separator: "/") : nil
    }
}

extension CELValue {
    /// The value as an exact decimal; a double counts as the shortest decimal that reads as it.
    fileprivate var number: Decimal? {
        switch self {
        case .decimal(let value): value
        case .int(let value): Decimal(value)
        case .uint(let value): Decimal(value)
        case .double(let value): Decimal(value)
        default: nil
        }
    }

    /// Null, a bool, a number or a string, which are what keys are made of.
    fileprivate var key: JSONValue? {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .string(let value): .string(value)
        default: number.map(JSONValue.number)
        }
    }
}
