import Files
import Scenarios
import Testing

/// A scenario that says something wrong fails, and says where in words that whoever wrote it understands.
@Suite("A scenario that does not come out")
struct DifferenceTests {
    private static let setting = """
        title: wrong
        company: {timezone: Asia/Shanghai, lock_after: P0D}
        rules: [{id: gift, on: test.gift, award: {expression: data.points}, expires: {after: P30D}}]
        boards: [{id: month, value: points, period: month, honours: [{rank: 1, title: {en: First, zh-Hans: 第一}, points: 9}]}]
        members: [{id: li}]
        steps:
          - {at: 2026-03-02T09:00:00+08:00, activity: {id: a, type: test.gift, member: li, data: {points: 7}}}
          - {at: 2026-03-02T10:00:00+08:00,
        """

    private func outcome(_ step: String) throws -> String {
        let document = try YAMLDocument(bytes: Array((Self.setting + " " + step + "}\n").utf8), file: "wrong.yaml")
        do {
            let verdict = try Runner.run(Scenario.read(document, in: ".", zones: ZoneFiles.database()))
            return verdict.differences.map { "\($0.what): \($0.expected) ≠ \($0.found)" }.joined(separator: "; ")
        } catch let error as Diagnostics {
            return error.all.map(\.message).joined(separator: "; ")
        }
    }

    @Test(arguments: [
        ("expect: {balance: {li: {available: 8}}}", "available of li: 8 ≠ 7"),
        ("expect: {lots: {li: []}}", "lots of li: nothing ≠ 7 of 7 until 2026-04-02 00:00"),
        ("expect: {lots: {li: [{points: 7}, {points: 1}]}}", "lots of li: 7 of 7 until 2026-04-02 00:00, ? of 1 until ? ≠ 7 of 7 until 2026-04-02 00:00"),
        ("expect: {entries: {li: [{points: 6}]}}", "entries of li: award 6 ≠ award 7"),
        ("expect: {board: {id: month, period: 2026-03, rows: []}}", "board month 2026-03: nothing ≠ 1 li 7"),
        ("expect: {board: {id: month, period: 2026-03, rows: [{member: li, value: 7, rank: 2}]}}", "board month 2026-03: 2 li 7 ≠ 1 li 7"),
        ("expect: {board: {id: year, period: 2026, rows: []}}", "board year: that there is one ≠ none"),
        ("expect: {board: {id: month, period: 2026-Q1, rows: []}}", "board month: a period of kind month ≠ 2026-Q1"),
        ("expect: {tier: {li: silver}}", "tier of li: silver ≠ none"),
        ("expect: {stock: {mug: 1}}", "stock of mug: 1 ≠ without end"),
        ("expect: {redemption: {r: approved}}", "redemption r: approved ≠ none"),
        ("expect: {status: done}", "status: done ≠ a step in which nobody does anything"),
        ("expect: {honours: [{member: li}]}", "honours: li ? ≠ nothing"),
        ("adjust: {id: j, member: li, points: 5, reason: x, by: li}", "status: not refused ≠ refused: not-permitted (who asks may not do this)"),
        ("adjust: {id: j, member: li, points: 5, reason: x, by: li}, expect: {status: refused, code: malformed}", "code: malformed ≠ not-permitted"),
        ("activity: {id: b, type: test.gift, member: li, data: {points: 1}}, expect: {status: refused}", "status: refused ≠ recorded"),
        ("activity: {id: b, type: test.gift, member: li, data: {points: 1}}, expect: {decision: {rule: gone}}", "decision: that the rule gone matches ≠ gift"),
        ("activity: {id: b, type: test.gift, member: li, data: {points: 1}}, expect: {decision: {rule: gift, before: 2}}", "gift before limits: 2 ≠ 1"),
        ("activity: {id: b, type: test.gift, member: li, data: {points: 1}}, expect: {awards: [{rule: gift}, {rule: gift}]}", "awards: gift 1, gift ? ≠ gift 1"),
        ("activity: {id: b, type: test.gift, member: li, data: {points: 1}}, expect: {awards: [{rule: gift, state: held}]}", "awards: gift 1 held ≠ gift 1 posted"),
        ("activity: {id: b, type: test.gift, member: li, data: {points: 1}}, expect: {ok: 2}", "how many ok: 2 ≠ 1"),
        ("batch: [{id: b, type: test.gift, member: li, data: {points: 1}}, {id: c, type: test.gift, member: no}], expect: {status: recorded}", "status of number 2: recorded ≠ refused: unknown-member (subject: there is no such member)"),
        ("batch: [{id: b, type: test.gift, member: li, data: {points: 1}}, {id: c, type: test.gift, member: no}], expect: {refused: 2}", "how many refused: 2 ≠ 1"),
    ])
    func `says what it expected and what it found`(step: String, difference: String) throws {
        #expect(try outcome(step) == difference)
    }

    @Test(arguments: [
        "expect: {honours: []}}\n  - {at: 2026-04-01T00:00:00+08:00, expect: {honours: [{member: li, title: First}]}",
        "expect: {honours: []}}\n  - {at: 2026-04-01T00:00:00+08:00, expect: {honours: [{member: li, title: 第一, points: 9}]}",
        "expect: {lots: {li: [{}]}, entries: {li: [{}]}}",
        "batch: [{id: b, type: test.gift, member: li, data: {points: 1}}, {id: c, type: test.gift, member: no}], expect: {points: {li: 1}}",
    ])
    func `passes where a title is written in any of its languages, and where nothing is said of a quantity`(step: String) throws {
        #expect(try outcome(step) == "")
    }

    @Test(arguments: [
        ("activity: {id: b, type: test.gift}, redeem: {id: r, member: li, reward: mug}", "a step is one thing"),
        ("restart: false", "found \"false\""),
        ("expect: {point: {li: 1}}", "no such key here: \"point\""),
        ("member: {id: li, lefts: 2026-03-02T10:00:00+08:00}", "no such key here: \"lefts\""),
        ("expect: {}}\n  - {at: 2026-03-02T09:59:59+08:00", "the step is earlier than the one before it"),
    ])
    func `is not run where the file does not hold`(step: String, message: String) throws {
        #expect(try outcome(step) == message)
    }
}
