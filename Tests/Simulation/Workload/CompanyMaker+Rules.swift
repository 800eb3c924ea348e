import NaiveModel
import Seeds

/// What points are given for.
extension CompanyMaker {
    mutating func rules() -> [Tree] {
        var rules: [Tree] = [rule("gift", on: ["test.gift"], [.init("expression", .string("data.points"))])]
        let sales = ["sale.won", "sale.corrected"]
        if random.chance(80) { rules.append(rule("per", on: sales, perUnit())) }
        if random.chance(60) { rules.append(rule("fixed", on: sales + ["visit"], [.init("fixed", .number(random.pick(3...60)))])) }
        for mode in ["whole", "marginal"] where random.chance(55) {
            rules.append(rule("ladder-\(mode)", on: sales, [.init("ladder", ladder(over: "event", mode))]))
        }
        if random.chance(65) {
            let climb = ladder(over: random.one(["week", "month", "quarter", "year"]), random.one(["whole", "marginal"]))
            rules.append(rule("climb", on: ["sale.climb"], [.init("ladder", climb), rounding()], isPeriodLadder: true))
        }
        if random.chance(60) { rules.append(rule("expr", on: sales, [.init("expression", .string(random.one(CompanyMaker.expressions))), rounding()])) }
        if random.chance(55) { rules.append(rule("lost", on: ["deal.lost"], [.init("fixed", .number(-random.pick(4...340)))], isDeduction: true)) }
        if random.chance(55) { rules.append(rule("cool", on: ["visit"], [.init("fixed", .number(5))], extra: [cooldown()])) }
        if random.chance(55) { rules.append(rule("new", on: ["customer.new"], [.init("fixed", .number(50))], extra: [unique()])) }
        let pending = Tree.Pair("pending", .plain(random.one(["P5D", "P1M", "P14D", "PT24H"])))
        if random.chance(65) { rules.append(rule("late", on: ["order", "order.fixed"], perUnit(), extra: [pending])) }
        let hold = Tree.Pair("hold", .map([.init("when", .string("points > \(random.pick(100...350))")), .init("reason", .plain("large-award"))]))
        if random.chance(65) { rules.append(rule("big", on: ["big.deal"], [.init("points", .number(1)), .init("per", .number(100)), .init("of", .string("data.amount"))], extra: [hold])) }
        return rules + (edition >= .second ? steeringRules() : []) + (edition >= .third ? pointedRules() : []) + (edition >= .sixth ? noticingRules() : [])
    }

    /// A second award beside the first, a deduction, and what may be either.
    private mutating func pointedRules() -> [Tree] {
        var rules: [Tree] = []
        if random.chance(50) { rules.append(rule("extra", on: ["test.gift"], [.init("expression", .string("data.vip ? data.points * 0.4 : 0"))])) }
        rules.append(.map([.init("id", .plain("badge")), .init("on", .plain("laurel.badge.earned")), .init("award", .map([.init("fixed", .number(7))]))]))
        if random.chance(70) { rules.append(rule("fine", on: ["fine"], [.init("expression", .string("0 - data.points"))], isDeduction: true)) }
        if random.chance(50) { rules.append(rule("both", on: ["test.both"], [.init("expression", .string("60 - data.points"))])) }
        return rules
    }

    /// Rules that look at metrics and targets, and what they answer when a target is reached.
    private mutating func steeringRules() -> [Tree] {
        var rules: [Tree] = []
        let kinds = ["day", "week", "month", "quarter", "year", "all"]
        if random.chance(50) {
            let period = random.one(kinds)
            let amount = random.one([
                "metric('revenue', '\(period)') > 3000 ? 15 : 4", "metric('deals', '\(period)') + 1", "attainment('revenue', '\(period)') >= 1 ? 30 : 2",
                "target('deals', '\(period)') > 0 ? target('deals', '\(period)') : 1", "metric('deals', '\(period)') * 3 > metric('revenue', '\(period)') / 500 ? 7 : -5",
            ])
            rules.append(rule("steer", on: ["sale.won", "sale.corrected", "visit"], [.init("expression", .string(amount)), rounding()]))
        }
        if random.chance(60) {
            let marks = random.one([nil, "data.mark == 100", "data.mark in [50, 80, 100]", "data.mark >= 80"])
            let when = marks.map { [Tree.Pair("when", .string($0))] } ?? []
            let pairs: [Tree.Pair] = [.init("id", .plain("target")), .init("on", .plain("laurel.target.reached")), .init("award", .map([.init("fixed", .number(random.pick(10...90)))]))]
            rules.append(.map(pairs + when + (random.chance(40) ? [.init("expires", expires(inDays: true))] : [])))
        }
        return rules
    }

    private static let expressions = [
        "data.amount * 0.29", "data.vip ? data.amount * 0.07 : 3", "has(data.bonus) ? data.bonus : 0", "size(data.customer) * 2 + 1",
        "data.customer in [\"c1\", \"c2\"] ? 12 : data.amount / 8", "data.amount > 5000 && data.vip ? -15 : 20",
    ]

    mutating func rounding() -> Tree.Pair { .init("rounding", .plain(random.one(["down", "up", "half-up", "half-even"]))) }

    private mutating func perUnit() -> [Tree.Pair] {
        [
            .init("points", .number(random.pick(1...3))), .init("per", .plain(random.one(["10", "12.5", "50", "70", "100", "1000"]))),
            .init("of", .string("data.amount")), rounding(),
        ]
    }

    /// Rates that rise with the steps: `f` never falls. With `marginal` a step may give points instead.
    private mutating func ladder(over: String, _ mode: String) -> Tree {
        var from = 0
        var rate = 5
        var steps: [Tree] = [.map([.init("from", .number(0)), .init("rate", .plain("0.005"))])]
        for _ in 1...random.pick(1...3) {
            from += random.one([100, 500, 1000, 2500])
            rate += random.pick(5...25)
            let gives = mode == "marginal" && random.chance(30)
                ? Tree.Pair("points", .number(random.pick(10...120))) : Tree.Pair("rate", .plain("0.0" + (rate < 10 ? "0" : "") + "\(rate)"))
            steps.append(.map([.init("from", .number(from)), gives]))
        }
        return .map([.init("of", .string("data.amount")), .init("over", .plain(over)), .init("mode", .plain(mode)), .init("steps", .list(steps))])
    }

    private mutating func cooldown() -> Tree.Pair {
        let per = random.one([["member"], ["data.customer"], ["member", "data.customer"]])
        return .init("cooldown", .map([.init("per", .list(per.map { .plain($0) })), .init("for", .plain(random.one(["PT1H", "P1D", "PT24H", "P7D"])))]))
    }

    private mutating func unique() -> Tree.Pair {
        .init("unique", .map([.init("per", .list([.plain("data.customer")])), .init("within", .plain(random.one(["ever", "month", "quarter"])))]))
    }

    mutating func rule(
        _ id: String, on types: [String], _ award: [Tree.Pair], extra: [Tree.Pair] = [], isPeriodLadder: Bool = false, isDeduction: Bool = false
    ) -> Tree {
        var pairs: [Tree.Pair] = [.init("id", .plain(id)), .init("on", .list(types.map { .plain($0) })), .init("award", .map(award))]
        if id != "gift", random.chance(15) {
            let when = random.one(["data.customer != \"c1\"", "!data.vip || data.amount < 4000", "data.amount > 100", "data.amount >= 250.5 && data.vip"])
            pairs.append(.init("when", .string(when)))
        }
        if !isPeriodLadder {
            if random.chance(25) {
                pairs.append(.init("multiply", .string(random.one(["1.5", "0.5", "2", "data.customer == \"c2\" ? 1.5 : 1.0", "has(data.factor) ? data.factor : 1"]))))
            }
            let limits = limits()
            if !limits.isEmpty { pairs.append(.init("limits", .list(limits))) }
        }
        if isDeduction, random.chance(50) {
            pairs.append(.init("hold", .map([.init("when", .string("points > 100")), .init("reason", .plain("large-deduction"))])))
        }
        if random.chance(80) { pairs.append(.init("expires", expires())) }
        if random.chance(25) { pairs.append(applies()) }
        if random.chance(30) { pairs.append(.init("qualifying", .plain("false"))) }
        return .map(pairs + extra)
    }

    private mutating func limits() -> [Tree] {
        var limits: [Tree] = []
        while random.chance(35), limits.count < 2 {
            var pairs: [Tree.Pair] = []
            let per = random.one([["member"], ["company"], ["member", "data.customer"]])
            pairs.append(.init("per", per.count == 1 ? .plain(per[0]) : .list(per.map { .plain($0) })))
            let window = random.one(["event", "day", "week", "month", "quarter", "year", "ever"])
            pairs.append(.init("window", .plain(window)))
            pairs.append(window != "event" && random.chance(35) ? .init("count", .number(random.pick(1...5))) : .init("points", .number(random.pick(30...400))))
            if window != "event", random.chance(15) { pairs.append(.init("overflow", .plain("refuse"))) }
            if random.chance(30) { pairs.append(.init("release", .plain("false"))) }
            limits.append(.map(pairs))
        }
        if hasSharedLimit, random.chance(40) { limits.append(sharedLimit) }
        return limits
    }

    /// - Parameter inDays: no hours: when exactly a target was reached matters to nobody.
    private mutating func expires(inDays: Bool = false) -> Tree {
        if isShortLived, random.chance(80) {
            return .map([.init("after", .plain(random.one(["P1D", "P2D", "P3D", "P5D", "P9D", "P10D"] + (inDays ? [] : ["PT36H", "PT60H"]))))])
        }
        let after = Tree.Pair("after", .plain(random.one([inDays ? "P3D" : "PT36H", "P10D", "P1M", "P2M", "P1Y", "P2W", "P3M"])))
        let until = Tree.Pair("until", .plain(random.one(["month-end", "quarter-end", "year-end"])))
        switch random.pick(1...5) {
        case 1: return .plain("never")
        case 2: return .map([after])
        case 3: return .map([until])
        case 4: return .map([after, until])
        default: return .map([.init("at", .string(InstantText.write(start + random.pick(1...200) * 86_400)))])
        }
    }

    private mutating func applies() -> Tree.Pair {
        var pairs: [Tree.Pair] = []
        if hasTeams, random.chance(60) { pairs.append(.init("teams", .list(random.one([["east"], ["region"], ["south", "east"]]).map { .plain($0) }))) }
        func day(_ days: Int) -> Tree { .plain(String(InstantText.write(start + days * 86_400).prefix(10))) }
        if random.chance(50) { pairs.append(.init("from", day(random.pick(-20...40)))) }
        if pairs.isEmpty || random.chance(40) { pairs.append(.init("until", day(random.pick(50...200)))) }
        return .init("applies", .map(pairs))
    }
}
