import Testing

@Suite struct ImportCommandTests {
    private let program: Program
    private var folder: WorkFolder { program.folder }

    init() throws {
        program = Program(folder: try WorkFolder())
        try folder.write("map.yaml", """
            teams: {id: row.team}
            members: {id: row.agent, team: row.team}
            activities:
              source: '"/crm"'
              id: row.id
              type: '"sale.won"'
              time: row.closed
              member: row.agent
              data: {amount: decimal(row.value), customer: row.customer}

            """)
        try folder.write("sales.csv", "id,agent,team,closed,value,customer\n1,li.na,east,2026-03-01,1000,Acme\n2,wang.wei,east,2026-03-02,2000,Byte\n")
    }

    @Test func anImportIsCountedAndRepeatedWithoutEffect() throws {
        let first = try program.run("import", "--map", "map.yaml", "sales.csv")
        #expect(first.code == 0)
        #expect(first.output.hasPrefix("activities: 2 recorded, 0 duplicate, 0 conflicting, 0 refused\nmembers: 2 recorded"))
        let second = try program.run("import", "--map", "map.yaml", "sales.csv", "--json")
        #expect(second.code == 0)
        #expect(second.output.contains("\"duplicate\":2,"))
    }

    @Test func aDryRunWritesNothing() throws {
        let dry = try program.run("import", "--map", "map.yaml", "--dry-run", "sales.csv")
        #expect(dry.code == 0)
        #expect(dry.output.contains("nothing was written"))
        #expect(!folder.has("laurel.db"))
        #expect(try program.run("import", "--map", "map.yaml", "sales.csv").output.hasPrefix("activities: 2 recorded"))
    }

    @Test func refusedRowsAreToldAndKeptAndMakeItFail() throws {
        try folder.write("bad.csv", "id,agent,team,closed,value,customer\n1,li.na,east,2026-03-01,1000,Acme\n2,li.na,east,yesterday,2000,Byte\n")
        let result = try program.run("import", "--map", "map.yaml", "--errors", "errors.csv", "bad.csv")
        #expect(result.code == 1)
        #expect(result.output.hasPrefix("activities: 1 recorded, 0 duplicate, 0 conflicting, 1 refused"))
        #expect(result.errors.contains("bad.csv:3: time: \"yesterday\" is no time"))
        let kept = try folder.read("errors.csv")
        #expect(kept.hasPrefix("id,agent,team,closed,value,customer,line,code,reason\r\n2,li.na,east,yesterday,2000,Byte,3,malformed,"))
    }

    @Test func itWorksWhileAServerRuns() throws {
        let server = try program.start("serve", "--port", "0")
        let first = try program.run("import", "--map", "map.yaml", "sales.csv")
        #expect(first.code == 0, "\(first.errors)")
        #expect(first.output.hasPrefix("activities: 2 recorded, 0 duplicate, 0 conflicting, 0 refused\nmembers: 2 recorded"))
        let second = try program.run("import", "--map", "map.yaml", "sales.csv")
        #expect(second.output.hasPrefix("activities: 0 recorded, 2 duplicate, 0 conflicting, 0 refused\nmembers: 0 recorded, 2 duplicate"))
        #expect(server.stop() == 0)
    }

    @Test(arguments: ["nothing.yaml", "sales.csv"]) func aMapThatDoesNotHoldIsAnErrorWithItsPlace(map: String) throws {
        let result = try program.run("import", "--map", map, "sales.csv")
        #expect(result.code == 1)
        #expect(result.errors.contains(map))
        #expect(!folder.has("laurel.db"))
    }
}
