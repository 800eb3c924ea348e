import NaiveModel
import Seeds

/// Makes up what happens to a company, step after step. It asks the model what there is to be reversed, approved or cancelled
/// and when something falls due, so that the interesting instants are hit exactly and a second before and after.
struct StepMaker {
    var random: Seeded
    var model: Model
    var now: Instant
    var number = 0
    var sent: [Tree] = []
    var rules: [Tree]
    /// Few kinds of activities make deep histories, many make wide ones.
    private var types: [String]
    private let linkShare: Int
    /// How many of a hundred commands spend, give back and undo: what moves between lots and debts.
    private let spendingShare: Int
    let edition: Edition
    /// Hours between steps rather than days: limits, cooldowns and claims meet more often, periods end less often.
    private let isDense: Bool

    init(random: Seeded, file: Tree, start: Instant, edition: Edition) throws(Unreadable) {
        self.random = random
        self.edition = edition
        model = Model(company: try Company(reading: file), start: start)
        now = start
        rules = file["rules"]?.items ?? []
        let known = Set(rules.flatMap { $0["on"]?.texts ?? [] })
        let possible = StepMaker.types + (edition >= .third ? ["test.gift", "fine", "fine", "test.both"] : [])
        let all = possible.filter { known.contains($0) || $0.hasPrefix("sale.w") }
        types = all
        linkShare = self.random.one(edition >= .third ? [6, 12, 20, 40] : [4, 6, 12, 20])
        spendingShare = self.random.one([0, 0, 20, 45])
        isDense = edition < .second ? false : self.random.chance(65)
        if self.random.chance(60) {
            types = []
            for _ in 1...self.random.pick(1...3) { types.append(self.random.one(all)) }
        }
    }

    var members: [String] { model.members.map(\.id) }

    /// The next step; the model has run it. A step is a map of `at` and one command, or of `at` alone: a look.
    mutating func next() throws(Unreadable) -> (step: Tree, result: StepResult) {
        move()
        number += 1
        let step = Tree.map([.init("at", .string(InstantText.write(now)))] + (command().map { [$0] } ?? []))
        return (step, try model.run(step))
    }

    /// Mostly hours to days; often to an instant at which something is due, or a second beside it.
    private mutating func move() {
        if edition >= .third, random.chance(1) { return now += random.pick(150...800) * 86_400 }
        if isDense, random.chance(85) { return now += random.one([0, 0, 1, random.pick(1...60) * 60, random.pick(1...20) * 3_600]) }
        switch random.pick(1...10) {
        case 1, 2, 3: break
        case 4: now += random.pick(1...600) * 60
        case 5, 6: now += random.pick(1...9) * 43_200
        case 7: now += random.pick(1...25) * 86_400 + random.pick(0...1) * 3600
        default: now = max(now, boundary() + random.one([0, 0, 0, -1, 1]))
        }
    }

    private mutating func boundary() -> Instant {
        let kind = random.one([PeriodKind.day, .day, .week, .month, .month, .quarter])
        let end = model.company.calendar.period(kind, at: now).end
        let due = model.dueInstants.filter { $0 > now && $0 < now + 100 * 86_400 }.sorted()
        return due.isEmpty || random.chance(35) ? end : random.one(Array(due.prefix(3)))
    }

    private mutating func command() -> Tree.Pair? {
        if edition >= .fifth, !model.sheets.isEmpty, random.chance(30) { return appraisal() }
        if edition >= .sixth, random.chance(10) { return customer() }
        if edition >= .seventh, random.chance(12) { return programme() }
        if edition >= .second, random.chance(9) { return random.chance(70) ? target() : publish() }
        if random.chance(spendingShare) {
            switch random.pick(1...4) {
            case 1, 2: return redeem()
            case 3: return cancelOrFulfil()
            default: return .init("activity", link())
            }
        }
        switch random.pick(1...100) {
        case 1...58: return .init("activity", random.chance(100 - linkShare) ? activity() : link())
        case 59...63: return .init("activity", again())
        case 64...66: return .init("activity", bad())
        case 67...69: return .init("batch", .list((1...random.pick(2...4)).map { _ in random.chance(85) ? activity() : bad() }))
        case 70...71: return race()
        case 72...80: return redeem()
        case 81...86: return decision()
        case 87...89: return cancelOrFulfil()
        case 90...92: return adjust()
        case 93...95: return memberChange()
        case 96...97: return publish()
        case 98: return .init("restart", .plain("true"))
        default: return nil
        }
    }

    // MARK: Activities

    private static let types = [
        "test.gift", "test.gift", "sale.won", "sale.won", "visit", "sale.climb", "sale.climb", "deal.lost", "customer.new", "order", "big.deal",
    ]

    private mutating func amount() -> Tree {
        switch random.pick(1...6) {
        case 1: .plain(random.one(["100", "500", "600", "1000", "2500", "10000"]))
        case 2: .number(random.pick(1...100))
        case 3: .plain("\(random.pick(10...9000)).\(random.pick(1...9))\(random.pick(1...9))")
        case 4: .plain("\(random.pick(10...900)).\(random.pick(1000...9999))\(random.pick(1...9))")
        default: .number(random.pick(100...9000))
        }
    }

    mutating func data(for type: String) -> [Tree.Pair] {
        var data: [Tree.Pair] = [.init("customer", .string(random.one(["c1", "c2", "c3", "c4", "客户"])))]
        if ["test.gift", "test.both", "fine"].contains(type) {
            data.append(.init("points", .number(random.chance(60) ? random.pick(1...6) * 10 : random.pick(1...199))))
        } else {
            data.append(.init("amount", type == "big.deal" ? .number(random.pick(2_000...140_000)) : amount()))
        }
        data.append(.init("vip", .plain(random.chance(40) ? "true" : "false")))
        if random.chance(15) { data.append(.init("bonus", .number(random.pick(1...30)))) }
        if random.chance(12) { data.append(.init("factor", .plain(random.one(["0.3333", "1.25", "3", "0"])))) }
        return data
    }

    private mutating func time() -> Instant {
        switch random.pick(1...20) {
        case 1...3: now - random.pick(1...96) * 1800
        case 4: now - random.pick(1...60) * 86_400
        case 5: min(now + random.pick(1...299), model.company.calendar.period(.day, at: now).end - 1)
        case 6: model.company.calendar.period(random.one([.day, .week, .month]), at: now).start - random.pick(0...1)
        default: now
        }
    }

    mutating func activity(type: String? = nil, data own: [Tree.Pair]? = nil, time fixed: Instant? = nil) -> Tree {
        number += 1
        let type = type ?? random.one(types)
        var data = own ?? data(for: type)
        // Two systems count their own orders from one.
        let isForeign = edition < .third ? false : random.chance(8)
        let identity: [Tree.Pair] = isForeign
            ? [.init("source", .plain(random.one(["/crm", "/erp"]))), .init("id", .plain("d\(random.pick(1...40))"))] : [.init("id", .plain("a\(number)"))]
        var pairs: [Tree.Pair] = identity + [.init("type", .plain(type))]
        let happened = fixed ?? time()
        pairs.append(.init("time", .string(InstantText.write(happened))))
        if random.chance(10), members.count > 2 {
            data.append(.init("credits", credits()))
        } else {
            pairs.append(.init("member", .plain(random.chance(85) ? random.one(members.filter { $0.hasPrefix("m") }) : random.one(members))))
        }
        pairs.append(.init("data", .map(data)))
        let tree = Tree.map(pairs)
        sent.append(tree)
        return tree
    }

    private mutating func credits() -> Tree {
        var people = members
        var chosen: [String] = []
        for _ in 1...random.pick(2...min(4, people.count)) { chosen.append(people.remove(at: random.pick(0...(people.count - 1)))) }
        let digits = edition >= .third && random.chance(40) ? random.one([4, 5, 8]) : 2
        var left = (0..<digits).reduce(1) { product, _ in product * 10 }
        return .list(chosen.enumerated().map { place, member in
            let others = chosen.count - 1 - place
            let share = others == 0 ? left : random.pick(1...(left - others))
            left -= share
            let text = String(share)
            return .map([.init("member", .plain(member)), .init("share", .plain("0." + String(repeating: "0", count: digits - text.count) + text))])
        })
    }

    /// A repetition: the same, or the same identity with other content.
    private mutating func again() -> Tree {
        guard !sent.isEmpty else { return activity() }
        let known = random.one(sent)
        guard random.chance(35) else { return known }
        return .map(known.pairs.map { pair in
            pair.key == "data" ? .init("data", .map(pair.value.pairs + [.init("note", .string("other"))])) : pair
        })
    }

    private mutating func bad() -> Tree {
        let type = random.one(["sale.won", "order", "big.deal"])
        var good = activity(type: type)
        sent.removeLast()
        func with(_ key: String, _ value: Tree) -> Tree { .map(good.pairs.filter { $0.key != key } + [.init(key, value)]) }
        func withData(_ extra: [Tree.Pair], without keys: [String] = []) -> Tree {
            with("data", .map((good["data"]?.pairs ?? []).filter { pair in !keys.contains(pair.key) && !extra.contains { $0.key == pair.key } } + extra))
        }
        if good["member"] == nil { good = with("member", .plain(random.one(members))) }
        func credit(_ member: String, _ share: String) -> Tree { .map([.init("member", .plain(member)), .init("share", .plain(share))]) }
        switch random.pick(1...6) {
        case 1: return with("type", .plain("nobody.knows"))
        case 2:
            good = withData([], without: ["credits"])
            return with("member", .plain("nobody"))
        case 3: return with("time", .string(InstantText.write(now + random.pick(301...9000))))
        case 4: return withData([.init("amount", .number(-random.pick(1...2000)))])
        case 5: return withData([.init("credits", .list([credit(members[0], "0.5"), credit(members[1], random.one(["0.6", "0.4"]))]))])
        default: return withData([.init("credits", .list([credit(members[0], "1.5"), credit(members[1], "-0.5")]))])
        }
    }

    /// The same thing wanted twice at once, and something old repeated: the order does not matter.
    private mutating func race() -> Tree.Pair? {
        let fresh = activity()
        let old = random.one(sent)
        return .init("race", .list([fresh, fresh, old].map { .map([.init("activity", $0)]) }))
    }
}
