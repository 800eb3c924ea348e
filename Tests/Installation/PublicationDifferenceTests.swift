import Files
import Identity
import Installation
import PointsEngine
import Testing

@Suite("What a publication changes")
struct PublicationDifferenceTests {
    private static let files = [
        "company.yaml": "name: One\ntimezone: Asia/Shanghai\napprovals: [{up_to: 500, by: none}, {by: manager}]\n",
        "metrics.yaml": "revenue: {on: sale.won, sum: data.amount}\nvisits: {on: visit.made, count: true}\n",
        "boards.yaml": """
            - {id: plain, value: points, entrants: members, period: month}
            - {id: paid, value: revenue, entrants: members, period: month, honours: [{rank: 1, points: 100}]}
            """,
        "rewards.yaml": "[{id: mug, cost: 100}]",
        "points/sale.yaml": """
            id: sale
            title: Sale
            on: [sale.won, sale.renewed]
            when: data.amount > 0
            award: {points: 1, per: 100, of: data.amount}
            limits: [{per: member, window: day, points: 500}]
            cooldown: {per: member, for: PT1H}
            pending: P14D
            expires: {after: P12M}
            hold: {when: points > 1000, reason: large}
            applies: {from: 2026-01-01, until: 2027-01-01, teams: [east]}
            """,
        "points/steps.yaml": "{id: steps, on: sale.won, award: {ladder: {of: data.amount, over: event, mode: whole, steps: [{from: 0, rate: 0.01}, {from: 10000, rate: 0.02}]}}}",
        "points/course.yaml": "{id: course, on: course.passed, award: {fixed: 50}, manual: self, qualifying: false}",
        "points/loss.yaml": "{id: loss, on: deal.lost, award: {fixed: -20}}",
        "points/free.yaml": "{id: free, on: visit.made, award: {expression: data.points}, multiply: '2'}",
    ]

    private struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let file: String
        let old: String
        let new: String
        let weight: PublicationWeight

        init(_ weight: PublicationWeight, _ what: String, _ file: String, _ old: String, _ new: String) {
            (self.weight, self.what, self.file, self.old, self.new) = (weight, what, file, old, new)
        }

        var testDescription: String { what }
    }

    private static let cases: [Case] = [
        Case(.rules, "another title", "points/sale.yaml", "title: Sale", "title: Sales"),
        Case(.rules, "fewer points", "points/course.yaml", "fixed: 50", "fixed: 40"),
        Case(.money, "more points", "points/course.yaml", "fixed: 50", "fixed: 51"),
        Case(.rules, "fewer points a unit", "points/sale.yaml", "per: 100,", "per: 200,"),
        Case(.money, "more points a unit", "points/sale.yaml", "per: 100,", "per: 50,"),
        Case(.money, "another quantity", "points/sale.yaml", "of: data.amount}", "of: data.profit}"),
        Case(.money, "another rounding", "points/sale.yaml", "of: data.amount}", "of: data.amount, rounding: up}"),
        Case(.rules, "a lower rate", "points/steps.yaml", "rate: 0.02", "rate: 0.015"),
        Case(.money, "a higher rate", "points/steps.yaml", "rate: 0.02", "rate: 0.03"),
        Case(.money, "an earlier step", "points/steps.yaml", "from: 10000", "from: 5000"),
        Case(.money, "another expression", "points/free.yaml", "data.points", "data.points + 0"),
        Case(.money, "a multiplier that nobody can compare", "points/free.yaml", "multiply: '2'", "multiply: data.factor"),
        Case(.money, "a higher multiplier", "points/free.yaml", "multiply: '2'", "multiply: '3'"),
        Case(.money, "a condition less", "points/sale.yaml", "when: data.amount > 0\n", ""),
        Case(.money, "another condition", "points/sale.yaml", "data.amount > 0", "data.amount > 1"),
        Case(.rules, "a condition more", "points/course.yaml", "manual: self", "manual: self, when: data.passed"),
        Case(.rules, "a tighter limit", "points/sale.yaml", "points: 500}]", "points: 400}]"),
        Case(.rules, "a limit more", "points/sale.yaml", "points: 500}]", "points: 500}, {per: member, window: month, points: 900}]"),
        Case(.money, "a wider limit", "points/sale.yaml", "points: 500}]", "points: 501}]"),
        Case(.money, "a limit less", "points/sale.yaml", "limits: [{per: member, window: day, points: 500}]\n", ""),
        Case(.money, "a limit in another place, with a counter of its own", "points/sale.yaml", "limits: [", "limits: [{per: member, window: year, points: 9000}, "),
        Case(.money, "a shorter cooldown", "points/sale.yaml", "PT1H", "PT30M"),
        Case(.rules, "a longer cooldown", "points/sale.yaml", "PT1H", "PT2H"),
        Case(.money, "usable sooner", "points/sale.yaml", "P14D", "P7D"),
        Case(.money, "good for longer", "points/sale.yaml", "after: P12M", "after: P24M"),
        Case(.money, "good for ever", "points/sale.yaml", "expires: {after: P12M}\n", ""),
        Case(.rules, "good for less", "points/sale.yaml", "after: P12M", "after: P6M"),
        Case(.money, "for everyone", "points/sale.yaml", ", teams: [east]", ""),
        Case(.money, "a campaign that goes on", "points/sale.yaml", "until: 2027-01-01", "until: 2028-01-01"),
        Case(.rules, "a campaign that ends sooner", "points/sale.yaml", "until: 2027-01-01", "until: 2026-07-01"),
        Case(.rules, "fewer types", "points/sale.yaml", "[sale.won, sale.renewed]", "sale.won"),
        Case(.money, "more types", "points/sale.yaml", "sale.renewed]", "sale.renewed, sale.lost]"),
        Case(.authority, "more types that people may enter", "points/course.yaml", "on: course.passed", "on: [course.passed, sale.won]"),
        Case(.money, "that counts towards the tier", "points/course.yaml", "qualifying: false", "qualifying: true"),
        Case(.authority, "no hold", "points/sale.yaml", "hold: {when: points > 1000, reason: large}\n", ""),
        Case(.authority, "another hold", "points/sale.yaml", "points > 1000", "points > 100000"),
        Case(.authority, "entered for others", "points/course.yaml", "manual: self", "manual: others"),
        Case(.authority, "entered by hand", "points/free.yaml", "multiply:", "manual: true, multiply:"),
        Case(.money, "a smaller deduction", "points/loss.yaml", "fixed: -20", "fixed: -10"),
        Case(.rules, "a larger deduction", "points/loss.yaml", "fixed: -20", "fixed: -30"),
        Case(.money, "a deduction under a condition", "points/loss.yaml", "award:", "when: data.amount > 5, award:"),
        Case(.money, "a deduction less", "points/loss.yaml", files["points/loss.yaml"] ?? "", ""),
        Case(.rules, "a rule less", "points/course.yaml", files["points/course.yaml"] ?? "", ""),
        Case(.authority, "a rule with its hold less", "points/sale.yaml", files["points/sale.yaml"] ?? "", ""),
        Case(.money, "a new rule", "points/new.yaml", "", "{id: new, on: a.b, award: {fixed: 1}}"),
        Case(.money, "a campaign of the future", "points/new.yaml", "", "{id: new, on: a.b, award: {fixed: 1}, applies: {from: 2030-01-01}}"),
        Case(.authority, "a new rule that people enter", "points/new.yaml", "", "{id: new, on: a.b, award: {fixed: 1}, manual: true}"),
        Case(.rules, "a new deduction", "points/new.yaml", "", "{id: new, on: a.b, award: {fixed: -1}}"),
        Case(.rules, "a new metric", "metrics.yaml", "revenue:", "deals: {on: sale.won, count: true}\nrevenue:"),
        Case(.rules, "another metric, for which nobody is paid", "metrics.yaml", "on: visit.made", "on: visit.planned"),
        Case(.money, "another metric, by which honours are given", "metrics.yaml", "sum: data.amount", "sum: data.profit"),
        Case(.rules, "a new board", "boards.yaml", "- {id: plain", "- {id: new, value: points, entrants: members, period: week}\n- {id: plain"),
        Case(.rules, "another board without honours", "boards.yaml", "entrants: members, period: month}", "entrants: members, period: week}"),
        Case(.money, "a higher honour", "boards.yaml", "points: 100", "points: 101"),
        Case(.rules, "a lower honour", "boards.yaml", "points: 100", "points: 99"),
        Case(.money, "an honour more", "boards.yaml", "points: 100}", "points: 100}, {rank: 2, points: 50}"),
        Case(.money, "honours more often", "boards.yaml", "period: month, honours", "period: day, honours"),
        Case(.money, "a cheaper reward", "rewards.yaml", "cost: 100", "cost: 99"),
        Case(.rules, "a dearer reward", "rewards.yaml", "cost: 100", "cost: 101"),
        Case(.authority, "who approves", "company.yaml", "up_to: 500", "up_to: 5000000"),
        Case(.authority, "who publishes", "company.yaml", "approvals:", "publishing: {authority: manager}\napprovals:"),
        Case(.authority, "the name of the company", "company.yaml", "name: One", "name: Two"),
    ]

    private static func folder(_ files: [String: String]) throws -> RulesFolder {
        try RulesFolder(RuleSources(files: files.filter { !$0.value.isEmpty }), zones: ZoneFiles.database())
    }

    @Test(arguments: cases) private func `weighs what it does`(one: Case) throws {
        var files = Self.files
        let text = files[one.file] ?? ""
        files[one.file] = one.old.isEmpty ? one.new : text.replacing(one.old, with: one.new, maxReplacements: 1)
        #expect(files[one.file] != text, "nothing was changed")
        let difference = PublicationDifference(from: try Self.folder(Self.files), to: try Self.folder(files))
        #expect(difference.weights.max() == one.weight, "\(difference.changes)")
    }

    @Test func `is nothing where only comments, spelling and files differ`() throws {
        var files = Self.files
        files["company.yaml"] = "# Ours\n" + (files["company.yaml"] ?? "").replacing("name: One", with: "name: 'One'")
        files["points/all.yaml"] = "- \(files["points/loss.yaml"] ?? "")\n- \(files["points/course.yaml"] ?? "")\n"
        files["points/loss.yaml"] = nil
        files["points/course.yaml"] = nil
        #expect(PublicationDifference(from: try Self.folder(Self.files), to: try Self.folder(files)).changes.isEmpty)
    }

    @Test func `needs the highest of what it changes`() {
        var ladder = PublishingLadder()
        #expect(ladder.role(for: [.rules, .authority, .money]) == .finance)
        #expect(ladder.role(for: [PublicationWeight]()) == .manager)
        (ladder.rules, ladder.authority) = (.admin, .manager)
        #expect(ladder.role(for: [.rules, .authority]) == .admin)
    }
}
