import Identity
import JSON
import PointsEngine
import RuleEngine
import Testing

@Suite("Recording an activity")
struct RecordActivityTests {
    private static func sale(_ amount: JSONValue, of member: String? = "li", _ more: JSONObject = [:]) -> any Command {
        var data = more
        data["amount"] = amount
        return .activity("s", "sale.won", of: member, data)
    }

    private static func credits(_ parts: (String, JSONValue)...) -> JSONObject {
        ["credits": .array(parts.map { ["member": .string($0.0), "share": $0.1] })]
    }

    @Test(arguments: [
        Refused("more than five minutes ahead", .inTheFuture, .gift("g", 1, at: .at("2026-03-02T09:05:00.000001+08:00"))),
        Refused("exactly five minutes ahead", nil, .gift("g", 1, at: .at("2026-03-02T09:05:00+08:00"))),
        Refused("of a type that nobody knows", .unknownType, .activity("a", "test.unknown")),
        Refused("of somebody unknown", .unknownMember, .gift("g", 1, to: "nobody")),
        Refused("of nobody", .unknownMember, .activity("a", of: nil)),
        Refused("credited to somebody unknown", .unknownMember, sale(100, of: "li", credits(("li", 0.5), ("nobody", 0.5)))),
        Refused("with shares that are too much", .sharesDoNotSum, sale(100, of: "li", credits(("li", 0.5), ("wang", 0.6)))),
        Refused("with a share of nothing", .sharesDoNotSum, sale(100, of: "li", credits(("li", 1), ("wang", 0)))),
        Refused("with a member twice", .sharesDoNotSum, sale(100, of: "li", credits(("li", 0.5), ("li", 0.5)))),
        Refused("with a quantity that is no number", .badQuantity, sale("much")),
        Refused("with a quantity below zero", .negativeQuantity, sale(-1)),
        Refused("with data that a rule needs and does not find", .expressionFailed, .activity("a", of: "li", [:])),
        Refused("beyond every balance", .overflow, .activity("a", of: "li", ["points": 9_007_199_254_740_992])),
        Refused("that reverses what is unknown", .unknownActivity, .reversal("x", of: "nothing")),
        Refused("that replaces what is unknown", .unknownActivity, .replacement("x", of: "nothing", 1)),
        Refused("that reverses a reversal", .unknownActivity, .reversal("x", of: "undo")),
        Refused("that reverses what is reversed", .alreadyReversed, .reversal("x", of: "undone")),
        Refused("that replaces what is reversed", .alreadyReversed, .replacement("x", of: "undone", 1)),
        Refused("that replaces what is replaced", .alreadyReplaced, .replacement("x", of: "corrected", 1)),
        Refused("that reverses what is replaced", .alreadyReplaced, .reversal("x", of: "corrected")),
        Refused("known by other content", .conflict, .gift("undone", 11)),
        Refused("whose link is wrong, before its type", .unknownActivity, .activity("a", "test.unknown", of: nil, ["replaces": .link("nothing")])),
        Refused("whose type is wrong, before its member", .unknownType, .activity("a", "test.unknown", of: "nobody")),
    ])
    func `is refused`(_ refused: Refused) throws {
        var desk = try Desk()
        for command: any Command in [.gift("undone", 10), .reversal("undo", of: "undone"), .gift("corrected", 10), .replacement("correction", of: "corrected", 12)] {
            try desk.done(command)
        }
        try refused.check(&desk)
    }

    @Test func `with both links at once is malformed, before anything is asked`() {
        #expect(throws: Refusal.self) {
            try Activity(source: "test", id: "x", type: "t", time: .earliest, subject: nil, data: ["reverses": .link("a"), "replaces": .link("b")])
        }
    }

    @Test func `again is answered as the first time, however it is written`() throws {
        var desk = try Desk()
        try desk.done(.activity("g", of: "li", ["points": 10, "note": "x"]))
        let receipt = try #require(try desk.done(.activity("g", of: "li", ["note": "x", "points": 10.0])) as? ActivityReceipt), recorded = receipt.recorded
        #expect(receipt.isRepetition)
        #expect(recorded.decision.lines.map(\.after) == [10])
        #expect(desk.available("li") == 10)
    }

    @Test func `of a known type that matches nothing awards nothing`() throws {
        var desk = try Desk(rules: "[{id: gift, on: test.gift, when: data.points > 100, award: {fixed: 1}}]")
        let recorded = try #require(try desk.done(.gift("g", 10)) as? ActivityReceipt).recorded
        #expect(recorded.decision.lines.isEmpty)
    }

    @Test func `that is split gives each part by largest remainder, and teams the whole once`() throws {
        var desk = try Desk()
        let third: JSONValue = 0.3333
        try desk.done(Self.sale(10_000, of: "li", Self.credits(("li", 0.3334), ("wang", third), ("zhou", third))))
        #expect([desk.available("li"), desk.available("wang"), desk.available("zhou")] == [34, 33, 33])
        let east = try desk.engine.facts.tally(TallyKey(.team("east"), .points), over: .all).sum
        let north = try desk.engine.facts.tally(TallyKey(.team("north"), .points), over: .all).sum
        #expect(east == 67)
        #expect(north == 100)
    }

    @Test func `whose rules together take too many steps names the rule that had none left`() throws {
        let rules = (0..<9).map { "{id: dear-\($0), on: test.dear, when: 'data.list.exists(a, data.list.exists(b, a + b < 0)) || true', award: {fixed: 1}}" }
        var desk = try Desk(rules: "[\(rules.joined(separator: ", "))]", metrics: "{}")
        let list = JSONValue.array(Array(repeating: 7, count: 100))
        guard case .refused(let refusal) = try desk.engine.carryOut(.activity("a", "test.dear", ["list": list]), by: .administrator) else {
            Issue.record("it was recorded")
            return
        }
        #expect(refusal.code == .budgetExceeded)
        #expect(refusal.detail?.hasPrefix("rule dear-") == true && refusal.detail?.hasPrefix("rule dear-0") == false, "\(refusal.detail ?? "")")
        // A hundred rules that are as large as rules are have room enough.
        let usual = (0..<100).map { "{id: usual-\($0), on: test.usual, when: 'data.lines.exists(l, l.kind == \"a\" && l.amount > \($0))', award: {points: 1, per: 100, of: 'data.lines[1].amount'}}" }
        desk = try Desk(rules: "[\(usual.joined(separator: ", "))]", metrics: "{}")
        let lines = JSONValue.array(Array(repeating: ["kind": "a", "amount": 500], count: 40))
        try desk.done(.activity("b", "test.usual", ["lines": lines]))
    }
}
