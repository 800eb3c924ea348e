/// What the rules and metrics say about an activity, before splits, claims and limits: `when` → amount → `multiply` → round.
struct Judgement {
    enum Amount {
        case points(Int)
        /// A ladder over a period looks at each member's own total.
        case move(Exact)
    }

    var amounts: [(rule: Rule, amount: Amount)] = []
    var metrics: [(name: String, value: Exact)] = []

    /// "Where several hold for an activity, the first …: quantities, expression-failed, overflow."
    private static let order = ["bad-quantity", "negative-quantity", "expression-failed", "overflow"]

    static func of(_ fact: Fact, _ data: [String: Value], _ rules: [Rule], _ model: Model) -> Result<Judgement, Model.Refusal> {
        let context = Context(fact: fact, data: data, model: model)
        var judgement = Judgement()
        var failures: [String] = []
        for rule in rules where rule.types.contains(fact.activity.type) {
            if let from = rule.from, fact.time < from { continue }
            if let until = rule.until, fact.time >= until { continue }
            // "A rule that applies to none of those credited … is not evaluated, and so cannot fail an activity."
            if let teams = rule.teams, !fact.parts.contains(where: { part in teams.contains { model.isTeam(part.team, inside: $0) } }) { continue }
            do {
                if let amount = try context.amount(rule) { judgement.amounts.append((rule, amount)) }
            } catch { failures.append(error.code) }
        }
        for metric in model.company.metrics where metric.types.contains(fact.activity.type) {
            do {
                guard try context.holds(metric.when) else { continue }
                switch metric.kind {
                case .sum(let of): judgement.metrics.append((metric.name, try context.quantity(of)))
                case .count: judgement.metrics.append((metric.name, .one))
                case .ratio: break
                }
            } catch { failures.append(error.code) }
        }
        if let first = order.first(where: failures.contains) { return .failure(Model.Refusal(code: first)) }
        return .success(judgement)
    }

    /// The variables of an expression.
    struct Context {
        let variables: [String: Value]
        private let call: (String, [Value]) -> Value?

        init(fact: Fact, data: [String: Value], model: Model) {
            // "In expressions `member` is the subject, or the first credited."
            let id = fact.activity.subject ?? fact.parts.first?.member ?? ""
            let team = model.member(id)?.team(at: fact.time)
            let teamValue: Value = team.map { .string($0) } ?? .null
            var seen: [String: Value] = [
                "data": .map(data),
                "member": .map(["id": .string(id), "name": .string(id), "team": teamValue, "tier": .string(model.tier(of: id))]),
                "team": teamValue,
                "event": .map(["id": .string(fact.activity.id), "source": .string(fact.activity.source), "type": .string(fact.activity.type), "subject": .string(fact.activity.subject ?? "")]),
            ]
            if model.company.customers != nil { seen["customer"] = model.named(fact.activity).map { model.seen($0, fact) } ?? .null }
            variables = seen
            // "In a rule, `metric()` is the value before this activity", and without what it replaces.
            var replaced: Int?
            if case .replaces(let target) = fact.link { replaced = model.facts[target].command }
            call = { name, arguments in
                guard case .string(let metric)? = arguments.first, case .string(let kind)? = arguments.last, let period = PeriodKind(rawValue: kind).flatMap({ fact.periods[$0] })
                else { return nil }
                let target = model.target(metric, of: id, in: period.key)
                switch name {
                case "metric": return .number(model.metric(metric, of: id, in: period.key, without: replaced), whole: false)
                case "target": return .number(target ?? .zero, whole: false)
                // Without a target nothing is attained.
                case "attainment": return .number(target.map { model.metric(metric, of: id, in: period.key, without: replaced) / $0 } ?? .zero, whole: false)
                default: return nil
                }
            }
        }

        func evaluate(_ source: String) throws(Model.Refusal) -> Value {
            do { return try Expression.evaluate(source, variables, call: call) } catch { throw Model.Refusal(code: "expression-failed") }
        }

        func holds(_ source: String?) throws(Model.Refusal) -> Bool {
            guard let source else { return true }
            guard case .bool(let answer) = try evaluate(source) else { throw Model.Refusal(code: "expression-failed") }
            return answer
        }

        func number(_ source: String) throws(Model.Refusal) -> Exact {
            guard case .number(let number, _) = try evaluate(source) else { throw Model.Refusal(code: "expression-failed") }
            return number
        }

        /// "An activity … for which a quantity (`of`, `sum`) comes out negative is refused"; "A replacement may not be negative either."
        func quantity(_ source: String) throws(Model.Refusal) -> Exact {
            guard case .number(let number, _) = try evaluate(source) else { throw Model.Refusal(code: "bad-quantity") }
            if number < .zero { throw Model.Refusal(code: "negative-quantity") }
            return number
        }

        func whole(_ number: Exact, _ rounding: Rounding) throws(Model.Refusal) -> Int {
            guard let whole = number.rounded(rounding) else { throw Model.Refusal(code: "overflow") }
            return whole
        }

        /// Nil where `when` says no.
        func amount(_ rule: Rule) throws(Model.Refusal) -> Amount? {
            guard try holds(rule.when) else { return nil }
            var amount: Exact
            switch rule.amount {
            case .fixed(let points): amount = Exact(points)
            case .perUnit(let points, let per, let of):
                // "the quotient is rounded, then multiplied by `points`"
                amount = Exact(try whole(try quantity(of) / per, rule.rounding)) * Exact(points)
            case .expression(let source): amount = try number(source)
            case .ladder(let ladder):
                let quantity = try quantity(ladder.of)
                if ladder.over != nil { return .move(quantity) }
                // "`f` is rounded, then multiplied, then rounded again"
                amount = Exact(try whole(ladder.value(of: quantity), rule.rounding))
            }
            if let multiply = rule.multiply {
                let factor = try number(multiply)
                // "A multiplier below zero is `expression-failed`."
                if factor < .zero { throw Model.Refusal(code: "expression-failed") }
                amount = amount * factor
            }
            return .points(try whole(amount, rule.rounding))
        }
    }
}
