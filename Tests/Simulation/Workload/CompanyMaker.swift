import NaiveModel
import Seeds

/// Makes up a company: settings, rules, metrics, boards, tiers, rewards, teams and members, as the head of a scenario file.
struct CompanyMaker {
    var random: Seeded
    /// What this company has; each makes other interactions likely.
    let hasTeams: Bool
    private let hasSharedLimit: Bool
    private let sharedLimit: Tree
    /// Points lapse within days: corrections find them spent, lapsed and come back.
    private let isShortLived: Bool
    private let start: Instant
    private let edition: Edition

    static let zones = [
        "Asia/Shanghai", "Europe/London", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu",
        "Asia/Kolkata", "UTC", "Pacific/Auckland", "America/Sao_Paulo", "Europe/Berlin", "America/St_Johns",
    ]

    init(random: Seeded, start: Instant, edition: Edition) {
        self.random = random
        self.start = start
        self.edition = edition
        hasTeams = self.random.chance(75)
        hasSharedLimit = self.random.chance(40)
        isShortLived = edition < .third ? false : self.random.chance(60)
        var shared: [Tree.Pair] = [
            .init("group", .plain("shared")), .init("per", .plain("member")), .init("window", .plain(self.random.one(["day", "week", "month"]))),
            .init("points", .number(self.random.pick(80...400))),
        ]
        if edition >= .second, self.random.chance(35) { shared.append(.init("overflow", .plain("refuse"))) }
        if edition >= .second, self.random.chance(25) { shared.append(.init("release", .plain("false"))) }
        sharedLimit = .map(shared)
    }

    mutating func head(title: String) -> [Tree.Pair] {
        var pairs: [Tree.Pair] = [.init("title", .string(title)), .init("company", company()), .init("rules", .list(rules()))]
        pairs.append(.init("metrics", metrics()))
        pairs.append(.init("boards", .list(boards())))
        if random.chance(60) { pairs.append(.init("tiers", .list(tiers()))) }
        pairs.append(.init("rewards", .list(rewards())))
        if hasTeams { pairs.append(.init("teams", .list(teams()))) }
        pairs.append(.init("members", .list(members())))
        return pairs
    }

    private mutating func company() -> Tree {
        var pairs: [Tree.Pair] = [.init("timezone", .plain(random.one(CompanyMaker.zones)))]
        if random.chance(40) { pairs.append(.init("fiscal_year_start", .number(random.pick(1...12)))) }
        if edition >= .third, random.chance(30) { pairs.append(.init("fiscal_year_named", .plain("end"))) }
        if random.chance(35) { pairs.append(.init("week_start", .plain(random.one(["sunday", "wednesday", "saturday"])))) }
        pairs.append(.init("lock_after", .plain(random.one(["P1D", "P3D", "P5D", "PT12H"]))))
        if random.chance(25) { pairs.append(.init("overdraft", .plain("floor"))) }
        if random.chance(30) { pairs.append(.init("refund_grace", .plain(random.one(["PT48H", "P7D", "P30D"])))) }
        if random.chance(35) { pairs.append(.init("limits", .list([companyLimit()]))) }
        let least = edition >= .third ? random.one([1, 40, 200]) : 200
        let steps: [(Int?, String)] = [(least, "none"), (600, "manager"), (1000, "director"), (nil, "finance")]
        pairs.append(.init("approvals", .list(steps.map { upTo, role in
            .map((upTo.map { [Tree.Pair("up_to", .number($0))] } ?? []) + [.init("by", .plain(role))])
        })))
        pairs.append(.init("live_since", .plain(String(InstantText.write(start - random.pick(5...200) * 86_400).prefix(10)))))
        return .map(pairs)
    }

    private mutating func companyLimit() -> Tree {
        .map([
            .init("per", .plain(random.one(["company", "member"]))), .init("window", .plain(random.one(["day", "week", "month", "quarter"]))),
            .init("points", .number(random.pick(300...3000))),
        ])
    }

    private mutating func metrics() -> Tree {
        let sales = Tree.list([.plain("sale.won"), .plain("sale.corrected")])
        var pairs: [Tree.Pair] = [
            .init("revenue", .map([.init("on", sales), .init("sum", .string("data.amount"))])),
            .init("deals", .map([.init("on", sales), .init("count", .plain("true"))])),
        ]
        if random.chance(30) { pairs.append(.init("vips", .map([.init("on", sales), .init("when", .string("data.vip")), .init("count", .plain("true"))]))) }
        if edition >= .second, random.chance(60) { pairs.append(.init("mean", .map([.init("ratio", .list([.plain("revenue"), .plain("deals")]))]))) }
        return .map(pairs)
    }

    private mutating func boards() -> [Tree] {
        var boards: [Tree] = []
        for period in ["day", "week", "month", "quarter", "year", "all"] where random.chance(45) {
            let ofTeams = hasTeams && random.chance(25)
            boards.append(board("p-\(period)", "points", period, ofTeams: ofTeams, honours: !ofTeams && period != "all" && random.chance(30)))
        }
        for metric in ["revenue", "deals"] where random.chance(60) {
            let ofTeams = hasTeams && random.chance(40)
            boards.append(board("m-\(metric)", metric, random.one(["day", "week", "month", "quarter"]), ofTeams: ofTeams, honours: !ofTeams && random.chance(40)))
        }
        return boards + (edition >= .second ? moreBoards() : [])
    }

    /// Boards whose values are no plain sums. Which command reached such a value no text says, so they do not rank by it.
    private mutating func moreBoards() -> [Tree] {
        var boards: [Tree] = []
        let teams = Tree.Pair("entrants", .plain("teams"))
        func add(_ id: String, _ period: String, _ pairs: [Tree.Pair]) {
            boards.append(.map([.init("id", .plain(id)), .init("period", .plain(period))] + pairs))
        }
        for of in ["points", "revenue"] where random.chance(40) {
            let ofTeams = hasTeams && random.chance(30)
            let rest = (of == "points" ? [] : [Tree.Pair("of", .plain(of))]) + (ofTeams ? [teams] : [])
            add("g-\(of)", random.one(["week", "month", "quarter"]), [.init("value", .plain("growth"))] + rest)
        }
        for of in ["revenue", "deals"] where random.chance(40) {
            let ofTeams = hasTeams && random.chance(30)
            let prizes = Tree.Pair("honours", .list([.map([.init("rank", .number(1)), .init("points", .number(random.pick(30...300)))])]))
            let rest = ofTeams ? [teams] : random.chance(30) ? [prizes] : []
            add("a-\(of)", random.one(["week", "month", "quarter", "year"]), [.init("value", .plain("attainment")), .init("of", .plain(of))] + rest)
        }
        if hasTeams, random.chance(60) {
            let ties = Tree.Pair("ties", .plain(random.one(["competition", "dense"])))
            add("h", random.one(["day", "week", "month", "quarter"]), [.init("value", .plain(random.one(["points", "revenue"]))), teams, .init("per_head", .plain("true")), ties])
        }
        return boards
    }

    private mutating func board(_ id: String, _ value: String, _ period: String, ofTeams: Bool, honours: Bool) -> Tree {
        var pairs: [Tree.Pair] = [
            .init("id", .plain(id)), .init("value", .plain(value)), .init("entrants", .plain(ofTeams ? "teams" : "members")), .init("period", .plain(period)),
        ]
        if random.chance(60) { pairs.append(.init("ties", .plain(random.one(["competition", "dense", "first"])))) }
        if random.chance(20) { pairs.append(.init("minimum", .number(random.pick(1...90)))) }
        if honours {
            let prizes = [random.pick(200...400), random.pick(100...200), random.pick(30...90)]
            pairs.append(.init("honours", .list(prizes.enumerated().map { .map([.init("rank", .number($0 + 1)), .init("points", .number($1))]) })))
        }
        return .map(pairs)
    }

    private mutating func tiers() -> [Tree] {
        let window = random.one(["quarter", "quarter", "year", "lifetime"] + (edition >= .second ? ["rolling-12m", "rolling-12m"] : []))
        var threshold = 0
        return ["silver", "gold", "platinum"].map { id in
            threshold += random.pick(60...250)
            var pairs: [Tree.Pair] = [.init("id", .plain(id)), .init("threshold", .number(threshold)), .init("window", .plain(window))]
            if random.chance(60) { pairs.append(.init("grace", .plain(random.one(["P0D", "P10D", "P30D"])))) }
            if random.chance(50) { pairs.append(.init("downgrade", .plain(random.one(["one", "reassess"])))) }
            return .map(pairs)
        }
    }

    private mutating func rewards() -> [Tree] {
        (1...random.pick(2...4)).map { number in
            var pairs: [Tree.Pair] = [.init("id", .plain("w\(number)")), .init("cost", .number(random.pick(15...260)))]
            if random.chance(60) { pairs.append(.init("stock", .number(random.pick(1...8)))) }
            if random.chance(35) {
                let window = random.one(["day", "week", "month", "quarter", "year", "ever"])
                pairs.append(.init("limit", .map([.init("count", .number(random.pick(1...3))), .init("window", .plain(window))])))
            }
            if random.chance(12) { pairs.append(.init("from", .string(InstantText.write(start + random.pick(1...60) * 86_400)))) }
            if random.chance(12) { pairs.append(.init("until", .string(InstantText.write(start + random.pick(61...200) * 86_400)))) }
            if random.chance(6) { pairs.append(.init("archived", .plain("true"))) }
            return .map(pairs)
        }
    }

    private func teams() -> [Tree] {
        [("region", nil), ("east", "region"), ("west", "region"), ("south", nil)].map { (id: String, parent: String?) in
            .map([Tree.Pair("id", .plain(id))] + (parent.map { [Tree.Pair("parent", .plain($0))] } ?? []))
        }
    }

    private mutating func members() -> [Tree] {
        var members: [Tree] = (1...random.pick(2...6)).map { number in
            let team = hasTeams && random.chance(80) ? [Tree.Pair("team", .plain(random.one(["east", "west", "south", "region"])))] : []
            return .map([.init("id", .plain("m\(number)"))] + team)
        }
        if hasTeams {
            for team in ["east", "south", "region"] {
                members.append(.map([.init("id", .plain("boss-\(team)")), .init("role", .plain("manager")), .init("team", .plain(team))]))
            }
        }
        members.append(.map([.init("id", .plain("dir")), .init("role", .plain("director"))]))
        members.append(.map([.init("id", .plain("fin")), .init("role", .plain("finance"))]))
        return members
    }
}

// MARK: Rules

extension CompanyMaker {
    private mutating func rules() -> [Tree] {
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
        return rules + (edition >= .second ? steeringRules() : []) + (edition >= .third ? pointedRules() : [])
    }

    /// A second award beside the first, a deduction, and what may be either.
    private mutating func pointedRules() -> [Tree] {
        var rules: [Tree] = []
        if random.chance(50) { rules.append(rule("extra", on: ["test.gift"], [.init("expression", .string("data.vip ? data.points * 0.4 : 0"))])) }
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

    private mutating func rounding() -> Tree.Pair { .init("rounding", .plain(random.one(["down", "up", "half-up", "half-even"]))) }

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

    private mutating func rule(
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
