import Files
import Identity
import Ledger
import PointsEngine
import Testing

/// Rules are independent: whatever they are called, and so in whatever order they are asked, the same comes of them. Only limits
/// that several share fill in the order of ids.
@Suite("The order of rules does not matter")
struct RuleOrderTests {
    private static let bodies = [
        "on: test.gift, award: {expression: data.points}, limits: [{per: member, window: day, points: 150}]",
        "on: test.gift, when: data.points > 20, award: {fixed: 7}, cooldown: {per: member, for: PT48H}",
        "on: test.gift, award: {fixed: 3}, unique: {per: [data.points], within: month}, expires: {after: P1M}",
        "on: test.gift, award: {ladder: {of: data.points, over: month, mode: whole, steps: [{from: 0, rate: 0.1}, {from: 100, rate: 0.3}]}}",
    ]

    private func history(_ names: [String]) throws -> [[String]] {
        var desk = try Desk(rules: "[" + zip(names, Self.bodies).map { "{id: \($0), \($1)}" }.joined(separator: ", ") + "]")
        var outcomes: [[String]] = []
        for number in 1...40 {
            try desk.pass(to: "2026-03-\(number / 2 + 10)T09:00:00+08:00")
            let member = ["li", "wang", "zhou"][number % 3]
            if number % 9 == 8 {
                try desk.done(.reversal("x\(number)", of: "g\(number - 4)"))
            } else {
                try desk.done(.gift("g\(number)", Int64(number * 37 % 90 + 1), to: member, at: desk.engine.now))
            }
            outcomes.append(["li", "wang", "zhou"].map { "\($0) \(desk.available(MemberID($0)))" })
        }
        return outcomes
    }

    @Test(arguments: [["d", "c", "b", "a"], ["b", "d", "a", "c"], ["c", "a", "d", "b"]])
    func `for who has what`(names: [String]) throws {
        #expect(try history(names) == history(["a", "b", "c", "d"]))
    }
}
