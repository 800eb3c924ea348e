import NaiveModel
import Seeds

/// Makes up a company: settings, rules, metrics, boards, tiers, rewards, teams and members, as the head of a scenario file.
struct CompanyMaker {
    var random: Seeded
    /// What this company has; each makes other interactions likely.
    let hasTeams: Bool
    let hasSharedLimit: Bool
    let sharedLimit: Tree
    /// Points lapse within days: corrections find them spent, lapsed and come back.
    let isShortLived: Bool
    let start: Instant
    let edition: Edition

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
        if edition >= .sixth { pairs.append(.init("customers", customers())) }
        pairs.append(.init("boards", .list(boards())))
        if edition >= .third { pairs.append(.init("badges", .list(badges()))) }
        if edition >= .fourth, random.chance(60) { pairs.append(.init("campaigns", .list(campaigns()))) }
        if random.chance(60) { pairs.append(.init("tiers", .list(tiers()))) }
        pairs.append(.init("rewards", .list(rewards())))
        if hasTeams { pairs.append(.init("teams", .list(teams()))) }
        pairs.append(.init("members", .list(members())))
        if edition >= .fifth, random.chance(70) { pairs.append(.init("appraisals", .list(forms()))) }
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
        if edition >= .seventh, random.chance(60) { pairs.append(.init("publishing", .map([.init("second", .plain("false"))]))) }
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

    /// From chance of their own, so that what else a seed makes stays as it was.
    private func badges() -> [Tree] {
        var random = random
        var badges: [Tree] = []
        func levels(_ numbers: [Int]) -> Tree.Pair { .init("levels", .list(numbers.map { .number($0) })) }
        if random.chance(70) {
            let over = random.one(["all", "year", "quarter", "month"])
            badges.append(.map([.init("id", .plain("seller")), .init("of", .plain("deals")), .init("over", .plain(over)), levels([1, random.pick(2...3), 6])]))
        }
        if random.chance(50) {
            badges.append(.map([.init("id", .plain("big")), .init("of", .plain("revenue")), .init("over", .plain(random.one(["all", "month"]))), levels([random.pick(500...5000)])]))
        }
        for every in ["workday", "week", "month"] where random.chance(50) {
            let on = Tree.Pair("on", .list([.plain(random.one(["visit", "sale.won"])), .plain("test.gift")]))
            let streak = Tree.map([on, .init("every", .plain(every)), .init("count", .number(random.pick(1...2))), levels([1, 2, 3, 5])])
            badges.append(.map([.init("id", .plain("s-\(every)")), .init("streak", streak)]))
        }
        return badges
    }

    private mutating func boards() -> [Tree] {
        var boards: [Tree] = []
        if edition >= .fifth, random.chance(60) {
            boards.append(.map([
                .init("id", .plain("c-revenue")), .init("value", .plain(random.one(["revenue", "deals"]))), .init("entrants", .plain("customers")),
                .init("period", .plain(random.one(["month", "quarter", "year"]))),
            ]))
        }
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
        if edition >= .seventh, !ofTeams, random.chance(25) {
            pairs.append(.init("where", .string(random.one(["member.team == \"east\"", "member.id != \"m1\"", "member.team == \"south\" || member.id == \"m2\""]))))
        }
        if edition >= .eighth, ofTeams { pairs.append(level(of: id)) }
        if honours {
            let prizes = [random.pick(200...400), random.pick(100...200), random.pick(30...90)]
            pairs.append(.init("honours", .list(prizes.enumerated().map { .map([.init("rank", .number($0 + 1)), .init("points", .number($1))]) })))
        }
        return .map(pairs)
    }

    /// Draws no number, so that the histories are those of the edition before.
    func level(of board: String) -> Tree.Pair {
        .init("level", .plain(["all", "innermost", "outermost"][(board.utf8.reduce(0) { $0 + Int($1) } + (hasSharedLimit ? 1 : 0) + (isShortLived ? 1 : 0)) % 3]))
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
