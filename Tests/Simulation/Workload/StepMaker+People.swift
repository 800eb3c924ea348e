import NaiveModel
import Seeds

/// What people do: redeem, decide, cancel, adjust, move, leave, publish.
extension StepMaker {
    mutating func redeem() -> Tree.Pair? {
        if let known = model.redemptions.last, random.chance(8) {
            let quantity = random.chance(50) ? known.quantity : known.quantity + 1
            return .init("redeem", redemption(known.id, known.member, known.reward, quantity))
        }
        let rich = members.filter { (model.balance($0)["available"] ?? 0) > 20 }
        let member = rich.isEmpty || random.chance(20) ? random.one(members) : random.one(rich)
        let reward = random.chance(97) ? random.one(model.company.rewards.map(\.id)) : "nothing"
        return .init("redeem", redemption("r\(number)", member, reward, random.chance(75) ? 1 : random.pick(2...3)))
    }

    private func redemption(_ id: String, _ member: String, _ reward: String, _ quantity: Int) -> Tree {
        .map([.init("id", .plain(id)), .init("member", .plain(member)), .init("reward", .plain(reward)), .init("quantity", .number(quantity))])
    }

    private mutating func someone() -> Tree.Pair { .init("by", .plain(random.chance(70) ? random.one(members.filter { !$0.hasPrefix("m") }) : random.one(members))) }

    mutating func decision() -> Tree.Pair? {
        let open = model.awards.filter { $0.state == .held }.map { named($0) } + model.redemptions.filter { $0.state == "requested" }.map { named($0.id) }
            + model.adjustments.filter { $0.state == "requested" }.map { named($0.id) } + model.targetRequests.filter { $0.state == "requested" }.map { named($0.id) }
        let closed = model.awards.filter { $0.wasHeld }.map { named($0) } + (model.redemptions.map(\.id) + model.adjustments.map(\.id) + model.targetRequests.map(\.id)).map { named($0) }
        let ids = open.isEmpty || random.chance(15) ? closed : open
        guard !ids.isEmpty else { return nil }
        return .init(random.chance(70) ? "approve" : "reject", .map(random.one(ids) + [someone()]))
    }

    private func named(_ id: String) -> [Tree.Pair] { [.init("id", .string(id))] }

    private func named(_ award: Award) -> [Tree.Pair] {
        named(award.name) + (edition < .third ? [] : [.init("source", .string(model.facts[award.fact].activity.source))])
    }

    mutating func cancelOrFulfil() -> Tree.Pair? {
        guard !model.redemptions.isEmpty else { return redeem() }
        let redemption = random.one(model.redemptions)
        let by = random.chance(60) ? Tree.Pair("by", .plain(redemption.member)) : someone()
        return .init(random.chance(75) ? "cancel" : "fulfil", .map([.init("id", .plain(redemption.id)), by]))
    }

    mutating func adjust() -> Tree.Pair? {
        let points = random.pick(1...700) * (random.chance(60) ? 1 : -1)
        let by = random.one(model.members.filter { $0.role > .rep })
        let others = members.filter { $0 != by.id && (by.role > .manager || model.leads(by, $0)) }
        guard !others.isEmpty else { return nil }
        let member = random.one(others)
        // Earlier editions knew nothing of authority that adds up within a month: nobody gave the same member twice.
        guard edition >= .seventh || !model.adjustments.contains(where: { $0.by == by.id && $0.member == member }) else { return nil }
        return .init("adjust", .map([
            .init("id", .plain("j\(number)")), .init("member", .plain(member)), .init("points", .number(points)), .init("reason", .string("by hand")), .init("by", .plain(by.id)),
        ]))
    }

    /// A target of now's period or the one around it, low enough to be reached; often one that is there already.
    mutating func target() -> Tree.Pair? {
        let id = Tree.Pair("id", .plain("t\(number)"))
        // They are set by those who need nobody's approval, or may not.
        let by = random.chance(40) ? [] : [Tree.Pair("by", .plain(random.one(members.filter { $0.hasPrefix("m") } + ["fin", "fin"])))]
        if let known = model.targets.randomOne(&random), random.chance(40) {
            let value = random.chance(80) ? "\(random.pick(1...4_000))" : known.value.description
            let owner = Tree.Pair(known.isOfTeam ? "team" : "member", .plain(known.owner))
            return .init("target", .map([id, owner, .init("metric", .plain(known.metric)), .init("period", .string(known.period)), .init("value", .plain(value))] + by))
        }
        let teams = model.company.teams.keys.sorted()
        let owner = !teams.isEmpty && random.chance(25) ? Tree.Pair("team", .plain(random.one(teams))) : .init("member", .plain(random.one(members)))
        let metric = random.chance(95) ? random.one(model.company.metrics.map(\.name)) : "nothing"
        let period = model.calendar.period(random.one(PeriodKind.allCases), at: now)
        let value = random.chance(95) ? metric == "deals" ? random.pick(1...8) : random.pick(200...9_000) : 0
        return .init("target", .map([id, owner, .init("metric", .plain(metric)), .init("period", .string(period.key)), .init("value", .number(value))] + by))
    }

    mutating func memberChange() -> Tree.Pair? {
        let staying = model.members.filter { $0.id.hasPrefix("m") && $0.left == nil }.map(\.id)
        guard !staying.isEmpty else { return nil }
        let member = Tree.Pair("id", .plain(random.one(staying)))
        let teams = model.company.teams.keys.sorted()
        if teams.isEmpty || random.chance(15) { return .init("member", .map([member, .init("left", .string(InstantText.write(now)))])) }
        return .init("member", .map([member, .init("team", .plain(random.one(teams)))]))
    }

    /// The rules of now with other numbers, from some hours on.
    mutating func publish() -> Tree.Pair? {
        rules = rules.map { rule in
            guard random.chance(30) else { return rule }
            return .map(rule.pairs.map { pair in
                guard pair.key == "award", let fixed = pair.value["fixed"]?.int else { return pair }
                return .init("award", .map([.init("fixed", .number(fixed + (fixed < 0 ? -1 : 1)))]))
            })
        }
        var effective = now + random.pick(0...96) * 3600
        // Into the past, which is refused, or far ahead, so that others are published before it.
        if edition >= .second, random.chance(30) { effective = now + random.one([-1, -86_400, 30 * 86_400, 45 * 86_400]) }
        return .init("publish", .map([.init("effective", .string(InstantText.write(effective))), .init("rules", .list(rules))]))
    }
}

extension Array {
    fileprivate func randomOne(_ random: inout Seeded) -> Element? { isEmpty ? nil : random.one(self) }
}
