import Expressions
import Identity
import JSON
import Periods

/// A rule whose condition holds, with everything that its expressions say about the activity.
struct Match {
    let prepared: PreparedRule
    let context: RuleContext
    /// The quantity that the amount came from.
    private(set) var quantity: Decimal?
    private var amount: Decimal = .zero
    private var factor: Decimal?
    private var rounded: Points = 0
    private var parts: [Points]
    /// The values of the keys that are no member, team or company, by the text of their expression: first those under which it counts, then
    /// what they would be had it named a customer that was merged into its own.
    private var keyValues: [[String: JSONValue]] = [[:]]

    /// Nil where the condition does not hold.
    init?(_ prepared: PreparedRule, credited: [CreditedMember], in context: RuleContext) throws {
        self.prepared = prepared
        self.context = context
        parts = Array(repeating: 0, count: credited.count)
        if let when = prepared.rule.when, try !context.holds(when) { return nil }
        try evaluateAmount()
        if !prepared.climbs {
            let shares = credited.compactMap(\.share)
            parts = shares.isEmpty ? [rounded] : try faultAsRefusal { try split(rounded, by: shares) }
        }
        if rounded != 0 || prepared.climbs { try evaluateKeys() }
    }

    var rule: Rule { prepared.rule }

    private mutating func evaluateAmount() throws {
        let raw: Decimal
        switch rule.award {
        case .fixed(let points):
            raw = points
        case .perUnit(let points, let per, let expression):
            let quantity = try context.quantity(expression)
            self.quantity = quantity
            raw = try faultAsRefusal { try quantity.dividing(by: per, toFractionDigits: 0, rule.rounding).multiplied(by: points) }
        case .ladder(let ladder):
            let quantity = try ladder.over == nil ? context.quantity(ladder.quantity) : context.summand(ladder.quantity)
            self.quantity = quantity
            guard ladder.over == nil else { return }
            raw = try faultAsRefusal { try ladder.value(of: quantity).rounded(rule.rounding) }
        case .expression(let expression):
            raw = try context.number(expression)
        }
        amount = raw
        factor = try rule.multiply.map { try context.factor($0) }
        let product = try faultAsRefusal { try factor.map { try raw.multiplied(by: $0) } ?? raw }
        rounded = try points(product.rounded(rule.rounding))
    }

    private mutating func evaluateKeys() throws {
        let scopes = rule.limits.flatMap(\.per) + (rule.cooldown?.per ?? []) + (rule.unique?.per ?? [])
        let expressions = scopes.compactMap { scope in if case .value(let expression) = scope { expression } else { nil } }
        guard !expressions.isEmpty else { return }
        keyValues = try context.namings.map { naming in
            var values: [String: JSONValue] = [:]
            for expression in expressions where values[expression.source] == nil { values[expression.source] = try naming.json(expression) }
            return values
        }
        // Most keys have nothing to do with a customer.
        keyValues = [keyValues[0]] + keyValues.dropFirst().filter { $0 != keyValues[0] }
    }

    func line(for member: CreditedMember, at index: Int) -> DecisionLine {
        var line = DecisionLine(
            rule: rule.id, member: member.id, team: member.team, lineage: member.lineage, share: member.share, before: parts[index],
            qualifies: rule.qualifies)
        (line.quantity, line.amount, line.factor, line.rounded) = (quantity, amount, factor, rounded)
        return line
    }

    // MARK: Keys

    /// The claim that it asks for, then those that stand in its way too; none where the rule asks for none.
    func claimKeys(_ unique: UniqueClaim?, calendar: CompanyCalendar, day: Day) -> [ClaimKey] {
        guard let unique else { return [] }
        let period = calendar.period(unique.within, containing: day).key
        return keys(unique.per, for: context.subject).map { ClaimKey(rule: rule.id, kind: .unique(period: period), key: $0) }
    }

    /// Its own key, then those of customers that were merged into its own.
    func keys(_ scopes: [Scoped], for member: CreditedMember) -> [Identifier<IdentifierKind.Key>] {
        keyValues.map { key(scopes, for: member, $0) }
    }

    private func key(_ scopes: [Scoped], for member: CreditedMember, _ values: [String: JSONValue]) -> Identifier<IdentifierKind.Key> {
        let parts = scopes.map { scope -> JSONValue in
            switch scope {
            case .member: .string(member.id.text)
            case .team: member.team.map { .string($0.text) } ?? .null
            case .company: .string("company")
            case .value(let expression): values[expression.source] ?? .null
            }
        }
        return Identifier(String(decoding: JSONValue.array(parts).canonicalBytes, as: UTF8.self))
    }

    func owners(_ scopes: [Scoped], for member: CreditedMember) -> [Owner] {
        if scopes.count == 1 {
            switch scopes[0] {
            case .member: return [.member(member.id)]
            case .company: return [.company]
            case .team: if let team = member.team { return [.team(team)] }
            case .value: break
            }
        }
        return keys(scopes, for: member).map(Owner.key)
    }

    /// The rule's limits as written, then the company's.
    func limits(company: [LimitCounter]) -> [LimitCounter] {
        prepared.climbs ? prepared.counters : prepared.counters + company
    }
}
