import Files
import JSON
import Periods
import PointsEngine
import RuleEngine
import Testing

@Suite("appraisals.yaml") struct AppraisalsFileTests {
    /// What is wrong with a folder that has this file: place and message of each.
    private static func problems(_ appraisals: String) -> [String] {
        let files = [
            "company.yaml": "name: Laurel\ntimezone: Asia/Shanghai", "metrics.yaml": "revenue: {on: sale.won, sum: data.amount}", "appraisals.yaml": appraisals,
        ]
        do {
            _ = try RulesFolder(RuleSources(files: files), zones: RuleFileTests.reading.zones)
            return []
        } catch {
            return error.all.map { "\($0.line):\($0.column) \($0.message)" }
        }
    }

    private static let whole = "items: [{id: a, rated: {}, weight: 100}]"

    @Test(arguments: [
        ("- {id: a, period: week, \(whole)}", "1:19"), ("- {id: a, \(whole)}", "the key \"period\" is missing"), ("- {id: a, period: month}", "the key \"items\" is missing"),
        ("- {id: a, period: month, items: [{id: a, rated: {}, weight: 99.9}]}", "the weights sum to 99.9"),
        ("- {id: a, period: month, items: [{id: a, rated: {}, weight: 60}, {id: b, rated: {}, weight: 60}]}", "the weights sum to 120"),
        ("- {id: a, period: month, items: [{id: a, rated: {}, weight: 150}, {id: b, rated: {}, weight: -50}]}", "-50"),
        ("- {id: a, period: month, items: [{id: a, rated: {}, weight: 50}, {id: a, rated: {}, weight: 50}]}", "the item \"a\" stands twice"),
        ("- {id: a, period: month, items: [{id: a, rated: {}, measure: '1', full: 1, weight: 100}]}", "exclude each other"),
        ("- {id: a, period: month, items: [{id: a, weight: 100}]}", "a key is missing"),
        ("- {id: a, period: month, items: [{id: a, measure: '1', weight: 100}]}", "the key \"full\" is missing"),
        ("- {id: a, period: month, items: [{id: a, measure: '1', full: 0, weight: 100}]}", "1:"),
        ("- {id: a, period: month, items: [{id: a, rated: {}, most: 2, weight: 100}]}", "only what is measured has \"most\""),
        ("- {id: a, period: month, items: [{id: a, rated: {scale: 0}, weight: 100}]}", "1:"),
        ("- {id: a, period: month, items: [{id: a, rated: {by: self}, weight: 100}]}", "1:"),
        ("- {id: a, period: month, items: [{id: a, rated: {by: director}, weight: 100}], steps: [self, manager]}", "rated by the director, who takes no step"),
        ("- {id: a, period: month, \(whole), grades: [{from: 1, id: A}, {from: 1, id: B}]}", "grades go down: 1 follows 1"),
        ("- {id: a, period: month, \(whole), grades: [{from: 2, id: A}, {from: 1, id: A}]}", "the grade \"A\" stands twice"),
        ("- {id: a, period: month, \(whole), steps: [manager, self]}", "self does not follow manager"),
        ("- {id: a, period: month, \(whole), steps: [manager, manager]}", "manager does not follow manager"),
        ("- {id: a, period: month, \(whole), steps: [self]}", "nobody else looks at the sheet"),
        ("- {id: a, period: month, \(whole), steps: [manger]}", "1:"),
        ("- {id: a, period: month, \(whole), due: P0D}", "1:"),
        ("- {id: a, period: month, who: member.salary > 1, \(whole)}", "1:"),
        ("- {id: a, period: month, who: member.name, \(whole)}", "the expression gives string"),
        ("- {id: a, period: month, who: 'metric(\"revenue\", \"month\") > 1', \(whole)}", "1:"),
        ("- {id: a, period: month, items: [{id: a, measure: member.role, full: 1, weight: 100}]}", "the expression gives string"),
        ("- {id: a, period: month, items: [{id: a, measure: 'metric(\"revenu\", \"month\")', full: 1, weight: 100}]}", "asks for the metric \"revenu\""),
        ("- {id: a, period: month, items: [{id: a, measure: 'metric(\"revenue\", \"mont\")', full: 1, weight: 100}]}", "of no period: \"mont\""),
        ("- {id: a, period: month, items: [{id: a, measure: 'data.amount', full: 1, weight: 100}]}", "1:"),
        ("- {id: a, period: quarter, items: [{id: a, measure: 'appraisal(\"b\")', full: 1, weight: 100}]}\n- {id: b, period: month, \(whole)}", "is the mean of a year"),
        ("- {id: a, period: year, items: [{id: a, measure: 'appraisal(\"b\")', full: 1, weight: 100}]}", "no appraisal \"b\" of a month or a quarter"),
        ("- {id: a, period: year, items: [{id: a, measure: 'appraisal(\"a\")', full: 1, weight: 100}]}", "no appraisal \"a\" of a month or a quarter"),
        ("- {id: a, period: month, \(whole)}\n- {id: a, period: month, \(whole)}", "the appraisal \"a\" stands twice"),
        ("- {id: a, period: month, \(whole), tilte: A}", "no such key here: \"tilte\""),
    ])
    func `says what is wrong, where`(text: String, expected: String) {
        let found = Self.problems(text)
        #expect(found.contains { $0.contains(expected) }, "\(text): \(found)")
    }

    @Test func `is read with its defaults`() throws {
        let files = [
            "company.yaml": "name: Laurel\ntimezone: Asia/Shanghai", "metrics.yaml": "revenue: {on: sale.won, sum: data.amount}",
            "appraisals.yaml": "- {id: a, period: quarter, items: [{id: x, measure: 'metric(\"revenue\", \"quarter\")', full: 6, weight: 20.5}, {id: y, rated: {}, weight: 79.5}]}",
        ]
        let form = try #require(RulesFolder(RuleSources(files: files), zones: RuleFileTests.reading.zones).appraisals.first)
        #expect(form.stages == [.own, .manager, .director] && form.due == .calendar(months: 0, days: 10) && form.grades.isEmpty && form.who == nil)
        guard case .measured(_, full: 6, most: 1) = form.items[0].kind, case .rated(scale: 5, by: .manager) = form.items[1].kind else {
            Issue.record("\(form.items)")
            return
        }
    }
}
