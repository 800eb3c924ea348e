import Foundation
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

    @Test func `an import is counted and repeated without effect`() throws {
        let first = try program.run("import", "--map", "map.yaml", "sales.csv")
        #expect(first.code == 0)
        #expect(first.output.hasPrefix("activities: 2 recorded, 0 duplicate, 0 conflicting, 0 refused\nmembers: 2 recorded"))
        let second = try program.run("import", "--map", "map.yaml", "sales.csv", "--json")
        #expect(second.code == 0)
        #expect(second.output.contains("\"duplicate\":2,"))
    }

    @Test func `a dry run writes nothing`() throws {
        let dry = try program.run("import", "--map", "map.yaml", "--dry-run", "sales.csv")
        #expect(dry.code == 0)
        #expect(dry.output.contains("nothing was written"))
        #expect(!folder.has("laurel.db"))
        #expect(try program.run("import", "--map", "map.yaml", "sales.csv").output.hasPrefix("activities: 2 recorded"))
    }

    @Test func `refused rows are told and kept and make it fail`() throws {
        try folder.write("bad.csv", "id,agent,team,closed,value,customer\n1,li.na,east,2026-03-01,1000,Acme\n2,li.na,east,yesterday,2000,Byte\n")
        let result = try program.run("import", "--map", "map.yaml", "--errors", "errors.csv", "bad.csv")
        #expect(result.code == 1)
        #expect(result.output.hasPrefix("activities: 1 recorded, 0 duplicate, 0 conflicting, 1 refused"))
        #expect(result.errors.contains("bad.csv:3: time: \"yesterday\" is no time"))
        let kept = try folder.read("errors.csv")
        #expect(kept.hasPrefix("id,agent,team,closed,value,customer,line,code,reason\r\n2,li.na,east,yesterday,2000,Byte,3,malformed,"))
    }

    @Test func `it works while a server runs`() throws {
        let server = try program.start("serve", "--port", "0")
        let first = try program.run("import", "--map", "map.yaml", "sales.csv")
        #expect(first.code == 0, "\(first.errors)")
        #expect(first.output.hasPrefix("activities: 2 recorded, 0 duplicate, 0 conflicting, 0 refused\nmembers: 2 recorded"))
        let second = try program.run("import", "--map", "map.yaml", "sales.csv")
        #expect(second.output.hasPrefix("activities: 0 recorded, 2 duplicate, 0 conflicting, 0 refused\nmembers: 0 recorded, 2 duplicate"))
        #expect(server.stop() == 0)
    }

    @Test(arguments: ["nothing.yaml", "sales.csv"]) func `a map that does not hold is an error with its place`(map: String) throws {
        let result = try program.run("import", "--map", map, "sales.csv")
        #expect(result.code == 1)
        #expect(result.errors.contains(map))
        #expect(!folder.has("laurel.db"))
    }

    /// Bytes as they are.
    private func write(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: folder.file(name))) }

    private static let header = "id,agent,team,closed,value,customer\n"

    @Test(arguments: [false, true]) func `refusals are sentences with the field and its value`(whileAServerRuns: Bool) throws {
        let server = whileAServerRuns ? try program.start("serve", "--port", "0") : nil
        try folder.write("only.yaml", "activities: {source: '\"/crm\"', id: row.id, type: '\"sale.won\"', time: row.closed, member: row.agent, data: {amount: decimal(row.value)}}\n")
        try folder.write("strange.csv", Self.header + "1,nobody,east,2026-03-01,1000,Acme\n")
        let result = try program.run("import", "--map", "only.yaml", "strange.csv")
        #expect(result.code == 1)
        #expect(result.errors == "strange.csv:2: member \"nobody\": there is no such member (unknown-member)\n")
        try folder.write("bad.yaml", "members: {id: row.agent, team: row.team}\n")
        #expect(try program.run("import", "--map", "bad.yaml", "strange.csv").errors == "strange.csv:2: team \"east\": there is no such team (unknown-team)\n")
        if let server { #expect(server.stop() == 0) }
    }

    @Test(arguments: [false, true]) func `what differs from what is recorded is a conflict that names the field`(whileAServerRuns: Bool) throws {
        let server = whileAServerRuns ? try program.start("serve", "--port", "0") : nil
        try folder.write("people.yaml", "teams: {id: row.team, parent: row.region}\nmembers: {id: row.agent, name: row.name, team: row.team, role: row.role}\n")
        try folder.write("one.csv", "team,region,agent,name,role\neast-1,east,li,Li Na,rep\neast,china,,,\n")
        let first = try program.run("import", "--map", "people.yaml", "one.csv")
        #expect(first.code == 0, "\(first.errors)")
        #expect(first.output.contains("teams: 4 recorded, 0 duplicate, 0 conflicting"))
        #expect(try program.run("import", "--map", "people.yaml", "one.csv").code == 0)
        try folder.write("two.csv", "team,region,agent,name,role\neast-1,west,li,Lina,manager\nchina,east-1,,,\nx,x,,,\n")
        let second = try program.run("import", "--map", "people.yaml", "two.csv", "--json")
        #expect(second.code == 1)
        for words in [
            "two.csv:2: parent: \"east\" is recorded, and this says \"west\" (conflict)",
            "two.csv:2: name: \"Li Na\" is recorded, and this says \"Lina\"; role: \"rep\" is recorded, and this says \"manager\" (conflict)",
            "two.csv:3: parent: nothing is recorded, and this says \"east-1\" (conflict)", "two.csv:4: parent \"x\": a team cannot sit inside itself (conflict)",
        ] { #expect(second.errors.contains(words), "\(second.errors)") }
        #expect(second.output.contains("\"conflicting\":4,"))
        if let server { #expect(server.stop() == 0) }
    }

    @Test func `a bad quote and a bad byte lose their rows alone and counts come`() throws {
        let rows = Array((Self.header + "1,li.na,east,2026-03-01,1000,\"Acme\n2,li.na,east,2026-03-01,1000,Caf").utf8) + [0xE9] + Array("\n3,li.na,east,2026-03-01,1000,Byte\n".utf8)
        try write("bad.csv", rows)
        let result = try program.run("import", "--map", "map.yaml", "--errors", "errors.csv", "--json", "bad.csv")
        #expect(result.code == 1)
        #expect(result.output.contains("\"recorded\":1,") && result.output.contains("\"refused\":2,"))
        #expect(result.errors.contains("bad.csv:2: the quote that opens here is never closed") && result.errors.contains("bad.csv:3: the bytes are not UTF-8"))
        // Each column of what is kept stands under its name.
        #expect(try folder.read("errors.csv").split(separator: "\r\n").allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count >= 9 })
    }

    @Test(arguments: [false, true]) func `a file that does not fit is one message and counts come together`(json: Bool) throws {
        let files: [(String, [UInt8], String)] = [
            ("semicolons.csv", Array((Self.header + "1,li.na,east,2026-03-01,1000,Acme\n2,li.na,east,2026-03-01,1000,Acme\n").replacing(",", with: ";").utf8), "say delimiter: \";\""),
            ("columns.csv", Array("id,Agent,team,closed,amount,customer\n1,li.na,east,2026-03-01,1000,Acme\n".utf8), "\"agent\" may be \"Agent\""),
            ("sep.csv", Array(("sep=,\n" + Self.header).utf8), "the columns behind it are id, agent"), ("empty.csv", [], "the file is empty"),
            ("excel.csv", Self.header.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, "UTF-16"),
            ("chinese.csv", [0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xBD, 0xF0, 0xB6, 0xEE, 0x0A], "encoding: gb18030"),
        ]
        for (name, bytes, words) in files {
            try write(name, bytes)
            let result = try program.run(["import", "--map", "map.yaml", name] + (json ? ["--json"] : []))
            #expect(result.code == 1)
            #expect(result.errors.contains(words), "\(name): \(result.errors)")
            #expect(result.errors.split(separator: "\n").filter { $0.contains(".csv:") || $0.contains("map.yaml:") }.count == 1, "\(result.errors)")
            #expect(json ? result.output.contains("\"recorded\":0,") && result.output.contains("\"errors\":[{") : result.output.hasPrefix("activities: 0 recorded"))
        }
    }

    @Test func `a byte order mark wins over the encoding of the map`() throws {
        try folder.write("gb.yaml", "encoding: gb18030\n" + folder.read("map.yaml"))
        try write("marked.csv", [0xEF, 0xBB, 0xBF] + Array((Self.header + "1,李娜,east,2026-03-01,1000,张伟\n").utf8))
        let result = try program.run("import", "--map", "gb.yaml", "marked.csv")
        #expect(result.code == 0, "\(result.errors)")
        #expect(try program.run("import", "--map", "map.yaml", "marked.csv").output.hasPrefix("activities: 0 recorded, 1 duplicate"))
    }

    @Test func `what matched nothing and what looks alike is told`() throws {
        try folder.write("won.yaml", folder.read("map.yaml").replacing("  source:", with: "  when: row.customer == \"Acme\"\n  source:"))
        try folder.write("mixed.csv", Self.header + "1,Anna,east,2026-03-01,1000,Acme\n2,anna,east,2026-03-01,1000,acme\n")
        let result = try program.run("import", "--map", "won.yaml", "mixed.csv")
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.output.hasSuffix("2 rows, 1 of them matched nothing in the map\n"))
        #expect(result.errors == "note: \"Anna\" in line 2 and \"anna\" in line 3 are probably the same member: they differ in capital letters alone\n")
    }

    @Test func `a file that is not there is a sentence`() throws {
        let result = try program.run("import", "--map", "map.yaml", "nothing.csv")
        #expect(result.code == 1 && result.errors == "nothing.csv cannot be read: No such file or directory\n")
        try folder.write("lookup.yaml", "lookup: {product: {key: name}}\n" + folder.read("map.yaml").replacing("customer: row", with: "price: 'product[row.customer].price', customer: row"))
        let missing = try program.run("import", "--map", "lookup.yaml", "--with", "product=no.csv", "sales.csv")
        #expect(missing.code == 1 && missing.errors == "no.csv: the file cannot be read: No such file or directory\n")
    }
}
