import NaiveModel
import Seeds

/// Small companies whose points lapse within days: the head of a scenario file.
package struct LawCompany: Sendable {
    let number: Int
    package let head: [Tree.Pair]
    /// Of a quantity that a rule gives, under one of these types.
    let types: [String]
    let hasLimits: Bool

    static let members = ["m1", "m2"]
    /// The first instant of 5 January 2026 in Berlin.
    package static let start = 1_767_567_600

    /// There are so many of them: a number names one.
    package static let count = 96

    package static let all = (0..<count).map { LawCompany(number: $0) }

    private init(number: Int) {
        self.number = number
        var random = Seeded(seed: UInt64(number) &* 7919 &+ 1)
        hasLimits = number % 4 == 3
        let grace = random.one(["P0D", "P0D", "PT48H", "P7D"])
        var types = ["gift", "gift", "gift", "keep", "fine", "both", "order", "big"]
        if number % 6 == 5 { types += ["climb", "climb"] }
        self.types = types
        head = [
            .init("title", .string("A history on which a law does not hold")), .init("company", Self.company(number, grace, &random)),
            .init("rules", .list(Self.rules(hasLimits: hasLimits, hasLadder: types.contains("climb"), &random))),
            .init("rewards", .list([("w1", 10), ("w2", 30), ("w3", 70)].map { .map([.init("id", .plain($0)), .init("cost", .number($1))]) })),
            .init("members", .list(Self.members.map { .map([.init("id", .plain($0))]) } + [("dir", "director"), ("fin", "finance")].map {
                .map([.init("id", .plain($0)), .init("role", .plain($1))])
            })),
        ]
    }

    private static func company(_ number: Int, _ grace: String, _ random: inout Seeded) -> Tree {
        let approvals = random.one([1, 40, 500])
        return .map([
            .init("timezone", .plain("Europe/Berlin")), .init("overdraft", .plain(number % 2 == 0 ? "allow" : "floor")), .init("refund_grace", .plain(grace)),
            .init("approvals", .list([.map([.init("up_to", .number(approvals)), .init("by", .plain("none"))]), .map([.init("by", .plain("director"))])])),
        ])
    }

    private static func rules(hasLimits: Bool, hasLadder: Bool, _ random: inout Seeded) -> [Tree] {
        let soon = ["PT36H", "P1D", "P2D"], late = ["P3D", "P5D", "P10D"]
        func expires(_ spans: [String]? = nil) -> Tree.Pair { .init("expires", .map([.init("after", .plain(random.one(spans ?? soon + late)))])) }
        func rule(_ id: String, on type: String, _ expression: String, _ rest: [Tree.Pair] = []) -> Tree {
            .map([.init("id", .plain(id)), .init("on", .plain("t.\(type)")), .init("award", .map([.init("expression", .string(expression))]))] + rest)
        }
        var limits: [Tree.Pair] = []
        if hasLimits {
            let limit = [Tree.Pair("per", .plain("member")), .init("window", .plain(random.one(["day", "week"]))), .init("points", .number(random.pick(60...160)))]
            limits = [.init("limits", .list([.map(limit)]))]
        }
        // Lots of one activity never lapse together: which of them came first would depend on the version that first had them.
        var rules = [
            rule("gift", on: "gift", "data.n", [expires(soon)] + limits), rule("extra", on: "gift", "data.vip ? data.n * 0.4 : 0", [expires(late)]),
            rule("keep", on: "keep", "data.n"), rule("fine", on: "fine", "0 - data.n"), rule("both", on: "both", "60 - data.n", [expires()] + limits),
            rule("order", on: "order", "data.n", [.init("pending", .plain(random.one(["P1D", "P2D", "PT12H"]))), expires()]),
            rule("big", on: "big", "data.n", [.init("hold", .map([.init("when", .string("points > 60")), .init("reason", .plain("large"))])), expires()]),
        ]
        if hasLadder {
            let steps = [(0, "0.1"), (150, random.one(["0.2", "0.05"])), (400, "0.3")].map { Tree.map([.init("from", .number($0)), .init("rate", .plain($1))]) }
            let ladder: [Tree.Pair] = [.init("of", .string("data.n")), .init("over", .plain("month")), .init("mode", .plain("marginal")), .init("steps", .list(steps))]
            rules.append(.map([.init("id", .plain("climb")), .init("on", .plain("t.climb")), .init("award", .map([.init("ladder", .map(ladder))])), expires()]))
        }
        return rules
    }
}
