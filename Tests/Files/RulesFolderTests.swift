import Boards
import Files
import Foundation
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import Testing

@Suite("The rules that come with Laurel")
struct ShippedRulesTests {
    static let folder = URL(filePath: #filePath).appending(path: "../../../Rules").standardizedFileURL.path()

    @Test
    func `hold, with a title in each language`() throws {
        let rules = try RulesFolder.load(Self.folder, zones: ZoneFiles.database())
        #expect(rules.ruleSet.rules.map(\.id) == ["new-customer", "quarterly-ladder", "retained-customer", "revenue", "training", "visit", "visit-kept", "visit-self"])
        #expect(rules.tiers.map(\.id) == ["basic", "advanced", "premier"])
        let languages = Set(["en", "zh-Hans", "zh-Hant"])
        let titles = rules.ruleSet.rules.compactMap(\.title) + rules.ruleSet.rules.compactMap(\.text)
            + rules.ruleSet.metrics.compactMap(\.title) + rules.boards.map(\.title)
            + rules.tiers.map(\.title) + rules.rewards.map(\.title) + rules.rewards.compactMap(\.text)
            + rules.boards.flatMap { $0.honours.compactMap(\.title) } + [rules.company.name]
        #expect(titles.count > 50)
        for title in titles { #expect(Set(title.byLanguage.keys) == languages, "\(title)") }
    }

    @Test
    func `are a version of their own: comments and order do not make another, an amount does`() throws {
        let zones = ZoneFiles.database()
        var sources = try RuleSources.read(folder: Self.folder)
        let version = try RulesFolder(sources, zones: zones).ruleSet.version
        let visit = try #require(sources.files["points/visit.yaml"])
        sources.files["points/a.yml"] = visit + "# a comment\n"
        sources.files["points/visit.yaml"] = nil
        #expect(try RulesFolder(sources, zones: zones).ruleSet.version == version)
        sources.files["points/a.yml"] = visit.replacing("fixed: 10", with: "fixed: 11")
        #expect(try RulesFolder(sources, zones: zones).ruleSet.version != version)
    }

    @Test
    func `can be kept as JSON and read again`() throws {
        let sources = try RuleSources.read(folder: Self.folder)
        #expect(RuleSources(json: try JSONValue.parse(sources.json.description)) == sources)
    }

    @Test
    func `take a draft in place of their rules`() throws {
        let sources = try RuleSources.read(folder: Self.folder).replacingRules(with: "- {id: gift, on: test.gift, award: {fixed: 5}}\n")
        #expect(try RulesFolder(sources, zones: ZoneFiles.database()).ruleSet.rules.map(\.id) == ["gift"])
    }
}

@Suite("Folders of rules")
struct RulesFolderTests {
    static let company = "name: Test\ntimezone: Asia/Shanghai\n"

    static func diagnostics(_ files: [String: String]) -> [String] {
        do {
            _ = try RulesFolder(RuleSources(files: files), zones: ZoneFiles.database())
            return []
        } catch {
            return error.all.map { "\($0.place): \($0.message)" }
        }
    }

    @Test(arguments: ["metrics.yaml", "boards.yaml", "tiers.yaml", "rewards.yaml", "points/a.yaml", "company.yaml"])
    func `A file that says nothing is refused, whatever it is for`(file: String) {
        for text in ["", "\n  \n", "# only a comment\n", "---\n", "~\n"] {
            let found = Self.diagnostics(["company.yaml": Self.company].merging([file: text]) { $1 })
            #expect(found == ["\(file):1:1: the file is empty, or holds nothing but comments"])
        }
    }

    @Test
    func `All files are read before anything is refused, and places are told`() {
        let found = Self.diagnostics([
            "company.yaml": "name: Test\ntimezone: Asia/Shangai\n",
            "metrics.yaml": "revenue: {on: sale.won}\n",
            "boards.yaml": "- {id: b, value: points, entrants: members, period: moth}\n",
            "points/a.yaml": "id: a\non: sale.won\naward: {fixed: many}\n",
            "points/b.yaml": "id: b\non: [\n",
            "tiers.yaml": "- {id: t, threshold: 5, window: year}\n- {id: u, threshold: 5, window: quarter}\n",
        ])
        #expect(found == [
            #"boards.yaml:1:53: found "moth""#,
            #"company.yaml:2:11: no time zone "Asia/Shangai""#,
            "metrics.yaml:1:10: a key is missing",
            #"points/a.yaml:3:16: found "many""#,
            "points/b.yaml:3:1: did not find expected node content",
            "tiers.yaml:2:33: all tiers have one window",
        ])
    }

    @Test(arguments: [
        (["points/a.yaml": "{id: a, on: x, award: {fixed: 1}}", "points/b.yaml": "[{id: a, on: x, award: {fixed: 1}}]"],
         #"points/b.yaml:1:7: the rule "a" stands twice"#),
        (["boards.yaml": "[{id: a, value: points, period: day}, {id: a, value: points, period: week}]"], #"boards.yaml:1:44: the board "a" stands twice"#),
        (["boards.yaml": "[{id: a, value: revenu, period: day}]", "metrics.yaml": "revenue: {on: x, count: true}"],
         #"boards.yaml:1:17: no metric "revenu""#),
        (["metrics.yaml": "{a: {ratio: [b, c]}, b: {on: x, count: true}}"], #"metrics.yaml:1:17: "c" is no metric that adds up"#),
        (["metrics.yaml": "{a: {ratio: [a, b]}, b: {on: x, count: true}}"], #"metrics.yaml:1:14: "a" is no metric that adds up"#),
        (["points/a.yaml": "{id: a, on: x, award: {expression: 'metric(\"revenu\", \"month\")'}}", "metrics.yaml": "revenue: {on: x, count: true}"],
         #"points/a.yaml:1:44: an expression asks for the metric "revenu", which is not there"#),
        (["rewards.yaml": "[{id: r, cost: 5, tier: gold}]"], #"rewards.yaml:1:25: no tier "gold""#),
        (["tiers.yaml": "[{id: a, threshold: 5, window: year}, {id: b, threshold: 5, window: year}]"],
         #"tiers.yaml:1:58: the threshold of "b" is that of "a""#),
        (["points/a.yaml": "{id: a, on: x, award: {fixed: 1}, limits: [{group: g, per: member, window: day, points: 5}]}",
          "points/b.yaml": "{id: b, on: x, award: {fixed: 1}, limits: [{group: g, per: member, window: day, points: 6}]}"],
         #"points/b.yaml:1:43: the limits of group "g" differ"#),
    ])
    func `Names stand once, and what is named is there`(files: [String: String], expected: String) {
        #expect(Self.diagnostics(files.merging(["company.yaml": Self.company]) { $1 }) == [expected])
    }

    @Test
    func `A file that nothing reads is refused with a guess`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Self.company.write(to: folder.appending(path: "company.yaml"), atomically: true, encoding: .utf8)
        #expect(try RulesFolder.load(folder.path(), zones: ZoneFiles.database()).company.name.text(in: []) == "Test")
        try "[]".write(to: folder.appending(path: "board.yaml"), atomically: true, encoding: .utf8)
        let error = #expect(throws: Diagnostics.self) { try RulesFolder.load(folder.path(), zones: ZoneFiles.database()) }
        #expect(error?.all.first?.hint == #"did you mean "boards.yaml"?"#)
    }

    @Test
    func `Without a company nothing holds`() {
        #expect(Self.diagnostics([:]) == ["company.yaml: the file is missing"])
    }
}
