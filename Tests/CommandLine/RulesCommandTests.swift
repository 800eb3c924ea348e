import Testing

@Suite struct RulesCommandTests {
    private let program: Program
    private var folder: WorkFolder { program.folder }

    init() throws {
        program = Program(folder: try WorkFolder())
        try folder.write("rules/company.yaml", "name: X\ntimezone: Asia/Shanghai\n")
        try folder.write("rules/points/a.yaml", "{id: a, on: sale.won, award: {fixed: 10}}\n")
    }

    @Test func rulesThatHoldHaveAVersion() throws {
        let result = try program.run("rules", "check", "rules")
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("ok, version "))
    }

    @Test func everyMistakeIsShownAtItsPlace() throws {
        try folder.write("rules/points/b.yaml", "id: b\non: sale.won\nwhen: data.amount >\naward: {fixed: ten}\n")
        try folder.write("rules/imports/crm.yaml", "activities: {id: row.id}\n")
        let result = try program.run("rules", "check", "rules")
        #expect(result.code == 1)
        #expect(result.output == "")
        for place in ["points/b.yaml:3:", "points/b.yaml:4:16", "imports/crm.yaml:1:"] { #expect(result.errors.contains(place)) }
        #expect(try program.run("rules", "check", "--json", "rules").output.contains("\"ok\":false"))
    }

    @Test func publishingPrintsTheVersionThatIsInForce() throws {
        let first = try program.run("rules", "publish", "rules")
        #expect(first.code == 0)
        try folder.write("rules/points/a.yaml", "{id: a, on: sale.won, award: {fixed: 20}}\n")
        let second = try program.run("rules", "publish", "rules")
        #expect(second.code == 0)
        #expect(second.output != first.output)
        #expect(try program.run("verify").code == 0)
    }
}
