import NaiveModel
import Seeds

/// Who is a customer, and what points are given for what Laurel notices of them.
extension CompanyMaker {
    mutating func customers() -> Tree {
        func sum(_ metric: String, _ over: String) -> Tree { .map([.init("metric", .plain(metric)), .init("over", .plain(over))]) }
        let over = random.one(["rolling-12m", "quarter", "month", "all"])
        var pairs: [Tree.Pair] = [
            .init("volume", sum("revenue", over)), .init("orders", sum("deals", over)), .init("visit", .plain("visit")),
            .init("review", .plain(random.one(["month", "month", "quarter", "year"]))),
        ]
        if random.chance(25) { pairs.append(.init("owner", .plain("assigned"))) }
        if random.chance(70) { pairs.append(.init("lost_after", .plain(random.one(["P5D", "P14D", "P1M"])))) }
        func item(_ id: String, _ when: String?, _ every: String?) -> Tree {
            .map([.init("id", .plain(id))] + (when.map { [.init("when", .string($0))] } ?? []) + (every.map { [.init("visit_every", .plain($0))] } ?? []))
        }
        pairs.append(.init("classes", .list([
            item("A", "customer.volume >= \(random.pick(500...9000)) && customer.orders >= \(random.pick(1...4))", random.one(["P2D", "P3D", "P7D"])),
            item("B", "customer.volume >= \(random.pick(10...900)) || customer.potential >= 300", random.one(["P5D", "P10D", nil])),
            item("C", random.chance(30) ? "customer.orders > 0" : nil, random.one(["P10D", "P1M", nil])),
        ])))
        return .map(pairs)
    }

    mutating func noticingRules() -> [Tree] {
        var rules: [Tree] = []
        for (id, types) in [("kept", ["laurel.visit.kept"]), ("missed", ["laurel.visit.missed"]), ("known", ["laurel.customer.new", "laurel.customer.regained"]),
            ("changed", ["laurel.customer.classed", "laurel.customer.lost"])] where random.chance(60)
        {
            let points = id == "missed" ? -random.pick(1...9) : random.pick(1...40)
            rules.append(rule(id, on: types, [.init("fixed", .number(points))], isDeduction: points < 0))
        }
        if random.chance(60) {
            let amount = random.one([
                "customer == null ? 1 : customer.orders + 2", "customer != null && customer.class == 'A' ? 20 : 3", "customer == null ? 5 : customer.potential >= 300 ? 9 : 4",
            ])
            rules.append(rule("whose", on: ["sale.won", "sale.corrected", "visit"], [.init("expression", .string(amount)), rounding()]))
        }
        return rules
    }
}
