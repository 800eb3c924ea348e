import NaiveModel
import Seeds

/// Makes up campaigns: some that are over soon, some that begin late, for all or for some teams.
extension CompanyMaker {
    mutating func campaigns() -> [Tree] {
        let kinds = ["ranking", "race", "shared"].filter { _ in random.chance(60) }
        return kinds.map { campaign("c-\($0)", $0) }
    }

    private mutating func campaign(_ id: String, _ kind: String) -> Tree {
        let from = start + random.pick(-5...20) * 86_400, until = from + random.pick(1...30) * 86_400
        func day(_ instant: Instant) -> Tree { .string(String(InstantText.write(instant).prefix(10))) }
        var pairs: [Tree.Pair] = [.init("id", .plain(id))]
        // At an instant within a day, or at midnight.
        let isExact = random.chance(30)
        pairs.append(.init("from", isExact ? .string(InstantText.write(from)) : day(from)))
        pairs.append(.init("until", isExact ? .string(InstantText.write(until)) : day(until + 86_400)))
        if hasTeams, random.chance(50) { pairs.append(.init("teams", .list(random.one([["east"], ["south", "west"], ["region"]]).map { .plain($0) }))) }
        pairs.append(.init("rules", .list(rules(answering: kind == "shared"))))
        pairs.append(.init("contest", contest(kind)))
        return .map(pairs)
    }

    private mutating func rules(answering: Bool) -> [Tree] {
        var rules = [Tree.map([.init("id", .plain("more")), .init("on", .plain("sale.won")), .init("award", .map([.init("fixed", .number(random.pick(3...40)))]))])]
        if answering {
            rules.append(.map([.init("id", .plain("all")), .init("on", .plain("laurel.campaign.reached")), .init("award", .map([.init("fixed", .number(random.pick(5...60)))]))]))
        }
        return rules
    }

    private mutating func contest(_ kind: String) -> Tree {
        let value = random.one(["points", "revenue", "deals"])
        let goal = ["points": random.pick(20...200), "revenue": random.pick(200...6_000), "deals": random.pick(2...8)][value] ?? 10
        var pairs: [Tree.Pair] = [.init("kind", .plain(kind)), .init("value", .plain(value))]
        if kind != "ranking" { pairs.append(.init("goal", .number(goal))) }
        if kind == "ranking", random.chance(60) { pairs.append(.init("ties", .plain(random.one(["competition", "dense", "first"])))) }
        let isOfTeams = hasTeams && random.chance(25)
        if isOfTeams { pairs.append(.init("entrants", .plain("teams"))) }
        if edition >= .eighth, isOfTeams { pairs.append(level(of: kind + value)) }
        if !isOfTeams, random.chance(70) {
            let prizes = kind == "shared" ? [random.pick(20...90)] : [random.pick(200...400), random.pick(100...200)]
            pairs.append(.init("honours", .list(prizes.enumerated().map { .map([.init("rank", .number($0 + 1)), .init("points", .number($1))]) })))
        }
        return .map(pairs)
    }
}
