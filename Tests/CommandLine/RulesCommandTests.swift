import JSON
import TestClients
import Testing

@Suite struct RulesCommandTests {
    private let program: Program
    private var folder: WorkFolder { program.folder }

    init() throws {
        program = Program(folder: try WorkFolder())
        try folder.write("rules/company.yaml", "name: X\ntimezone: Asia/Shanghai\n")
        try folder.write("rules/points/a.yaml", Self.rule(10))
        try folder.write("map.yaml", """
            teams: {id: row.team}
            members: {id: row.agent, team: row.team}
            activities: {source: '"/crm"', id: row.id, type: '"sale.won"', time: row.closed, member: row.agent, data: {amount: decimal(row.value)}}

            """)
    }

    private static func rule(_ points: Int) -> String { "{id: a, on: sale.won, award: {fixed: \(points)}}\n" }

    private func run(_ arguments: String...) throws -> Program.Result {
        try program.run(arguments, environment: ["LAUREL_RULES": folder.file("rules")])
    }

    private func importSales(_ count: Int) throws {
        let rows = (1...count).map { "\($0),\($0 % 2 == 0 ? "li" : "wang"),east,2026-0\($0 % 3 + 1)-05,100\n" }
        try folder.write("sales.csv", "id,agent,team,closed,value\n" + rows.joined())
        let result = try run("import", "--map", "map.yaml", "sales.csv")
        #expect(result.code == 0, "\(result.errors)")
    }

    @Test func `rules that hold have a version`() throws {
        let result = try run("rules", "check", "rules")
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("ok, version "))
    }

    @Test func `every mistake is shown at its place`() throws {
        try folder.write("rules/points/b.yaml", "id: b\non: sale.won\nwhen: data.amount >\naward: {fixed: ten}\n")
        try folder.write("rules/imports/crm.yaml", "activities: {id: row.id}\n")
        try folder.write("rules/scenarios/one.yaml", "title: One\ncompany: {timezone: UTC}\nruleset: ../nowhere\nsteps: []\n")
        let result = try run("rules", "check", "rules")
        #expect(result.code == 1)
        #expect(result.output == "")
        for place in ["points/b.yaml:3:", "points/b.yaml:4:16", "imports/crm.yaml:1:", "scenarios/one.yaml:3:10"] { #expect(result.errors.contains(place)) }
        #expect(try run("rules", "check", "--json", "rules").output.contains("\"ok\":false"))
    }

    @Test func `publishing prints the version that is in force`() throws {
        let first = try run("rules", "publish", "rules")
        #expect(first.code == 0)
        try folder.write("rules/points/a.yaml", Self.rule(20))
        let second = try run("rules", "publish", "--json", "rules")
        #expect(second.code == 0)
        let json = try JSONValue.parse(Array(second.output.utf8))
        #expect(json["version"]?.string?.count == 32 && json["version"]?.string != String(first.output.dropLast()))
        #expect(json["effective"]?.string?.hasSuffix("Z") == true)
        #expect(try run("verify").code == 0)
    }

    @Test(arguments: [false, true]) func `what is published can be judged again at once`(whileAServerRuns: Bool) throws {
        try importSales(3)
        let server = whileAServerRuns ? try program.start("serve", "--port", "0", environment: ["LAUREL_RULES": folder.file("rules")]) : nil
        try folder.write("rules/points/a.yaml", Self.rule(25))
        let published = try run("rules", "publish", "--reason", "more for everybody")
        #expect(published.code == 0, "\(published.errors)")
        let first = try run("rules", "rejudge", "--from", "2026-02-01", "--reason", "more for everybody")
        #expect(first.code == 0, "\(first.errors)")
        #expect(first.output == "2 corrected, 0 unchanged, 0 refused, by rules \(published.output.prefix(8))\n")
        let second = try run("rules", "rejudge", "--from", "2026-01-01", "--to", "2026-03-01", "--reason", "the rest", "--json")
        #expect(try JSONValue.parse(Array(second.output.utf8))["corrected"] == 1)
        if let server { #expect(server.stop() == 0) }
        #expect(try run("verify").code == 0)
    }

    @Test(arguments: [false, true]) func `a draft is tried and nothing is written`(whileAServerRuns: Bool) throws {
        try importSales(6)
        let server = whileAServerRuns ? try program.start("serve", "--port", "0", environment: ["LAUREL_RULES": folder.file("rules")]) : nil
        try folder.write("draft/company.yaml", "name: X\ntimezone: Asia/Shanghai\n")
        try folder.write("draft/points/a.yaml", "{id: a, on: sale.won, when: 'member.id == \"li\"', award: {fixed: 15}}\n")
        let text = try run("rules", "backtest", "--from", "2026-01-01", "--to", "2026-04-01", "draft")
        #expect(text.code == 0, "\(text.errors)")
        for words in ["6 activities", "1 would gain, 1 would lose, 0 stay the same", "east", "2026-02", "li", "wang"] { #expect(text.output.contains(words), "\(words)") }
        let json = try JSONValue.parse(Array(try run("rules", "backtest", "--json", "--from", "2026-01-01", "--to", "2026-04-01", "draft").output.utf8))
        #expect(json["now"] == 60)
        #expect(json["then"] == 45)
        #expect(json["teams"]?[0] == ["team": "east", "name": "east", "now": 60, "then": 45])
        #expect(json["months"]?.array?.count == 3)
        if let server { #expect(server.stop() == 0) }
        #expect(try run("rules", "rejudge", "--from", "2026-01-01", "--reason", "nothing has changed").output.hasPrefix("0 corrected, 6 unchanged"))
    }

    @Test(arguments: [
        (["publish", "--effective", "2020-01-01"], 1, "into the past"), (["publish", "--effective", "tomorrow"], 2, "--effective is a date"),
        (["rejudge", "--from", "2026-01-01"], 2, "--reason"), (["rejudge", "--from", "1/2/2026", "--reason", "x"], 2, "2026-10-01"),
        (["rejudge", "--from", "2026-02-01", "--to", "2026-01-01", "--reason", "x"], 2, "--to follows --from"), (["publish", "nowhere"], 1, "nowhere"),
        (["backtest", "--from", "2026-02-01", "--to", "2026-01-01"], 1, "from and to"),
    ]) func `what cannot be is told and changes nothing`(arguments: [String], code: Int32, words: String) throws {
        try importSales(1)
        let result = try program.run(["rules"] + arguments, environment: ["LAUREL_RULES": folder.file("rules")])
        #expect(result.code == code, "\(result.errors)")
        #expect(result.errors.contains(words), "\(result.errors)")
    }
}
