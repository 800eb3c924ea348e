import Foundation
import TestClients
import Testing

@Suite struct ServeTests {
    private let program: Program
    private var folder: WorkFolder { program.folder }

    init() throws { program = Program(folder: try WorkFolder()) }

    @Test func `a server says where it listens and how to begin`() throws {
        let server = try program.start("serve", "--port", "0")
        let link = try #require(server.nextLine { $0.hasPrefix("set up the first administrator: ") })
        #expect(link.contains("\(server.address)/setup#"))
        #expect(try HTTPClient(port: server.port).get("/login").text.contains("<html"))
        #expect(server.stop() == 0)
        #expect(!folder.has("laurel.db.sock"))
    }

    @Test func `a second server on the same database is refused`() throws {
        let server = try program.start("serve", "--port", "0")
        let second = try program.run("serve", "--port", "0")
        #expect(second.code == 1)
        #expect(second.errors.contains("has this database open"))
        #expect(server.stop() == 0)
    }

    @Test func `rules that do not hold let no database begin`() throws {
        try folder.write("rules/company.yaml", "name: X\ntimezone: Mars/Olympus\n")
        let result = try program.run("serve", "--port", "0", "--rules", "rules")
        #expect(result.code == 1)
        #expect(result.errors.contains("company.yaml:2:11: no time zone \"Mars/Olympus\""))
    }

    @Test func `a changed file comes in force by itself all of the folder or nothing`() throws {
        try folder.write("rules/company.yaml", "name: X\ntimezone: Asia/Shanghai\n")
        try folder.write("rules/points/a.yaml", "{id: a, on: sale.won, award: {fixed: 10}}\n")
        let server = try program.start("serve", "--port", "0", "--rules", "rules")
        let socket = try HTTPClient(unix: folder.file("laurel.db.sock"))
        // The board holds, the rule does not: neither comes in force.
        try folder.write("rules/boards.yaml", "- {id: month, value: points, period: month}\n")
        try folder.write("rules/points/a.yaml", "{id: a, on: sale.won, award: {fixed: ten}}\n")
        #expect(server.nextError { $0.hasPrefix("points/a.yaml:1:") } != nil)
        #expect(try socket.get("/api/v1/boards").text.contains("\"items\":[]"))
        try folder.write("rules/points/a.yaml", "{id: a, on: sale.won, award: {fixed: 12}}\n")
        let told = server.nextError { $0.hasPrefix("in force now: ") } ?? ""
        #expect(told.contains("rules ") && told.contains("company and boards"))
        #expect(try socket.get("/api/v1/boards").text.contains("\"month\""))
        #expect(try socket.get("/api/v1/rules").text.contains("\"fixed\":12"))
        #expect(server.stop() == 0)
        #expect(try program.run("verify").code == 0)
    }

    /// What a save leaves that was broken off, or an editor that empties a file before it writes it.
    @Test(arguments: ["", "  \n\n", "# Points for sales\n", "---\n", "{id: a, on: sale.won", "\u{0}\u{0}\u{0}"])
    func `an empty or truncated file leaves the rules in force`(text: String) throws {
        try folder.write("rules/company.yaml", "name: X\ntimezone: Asia/Shanghai\n")
        try folder.write("rules/points/a.yaml", "{id: a, on: sale.won, award: {fixed: 10}}\n")
        let server = try program.start("serve", "--port", "0", "--rules", "rules")
        try folder.write("rules/points/a.yaml", text)
        server.send(SIGHUP)
        let told = server.nextError { $0.hasPrefix("points/a.yaml") || $0.hasPrefix("in force now") }
        #expect(told?.hasPrefix("points/a.yaml") == true, "\(told ?? "")")
        #expect(try HTTPClient(unix: folder.file("laurel.db.sock")).get("/api/v1/rules").text.contains("\"fixed\":10"))
        #expect(server.stop() == 0)
        // A start compares too.
        let again = try program.start("serve", "--port", "0", "--rules", "rules")
        #expect(try HTTPClient(unix: folder.file("laurel.db.sock")).get("/api/v1/rules").text.contains("\"fixed\":10"))
        #expect(again.stop() == 0)
    }

    @Test func `a folder that goes away leaves the rules in force, and is read again when it is back`() throws {
        try folder.write("rules/company.yaml", "name: X\ntimezone: Asia/Shanghai\n")
        try folder.write("rules/points/a.yaml", "{id: a, on: sale.won, award: {fixed: 10}}\n")
        let server = try program.start("serve", "--port", "0", "--rules", "rules"), socket = try HTTPClient(unix: folder.file("laurel.db.sock"))
        try FileManager.default.moveItem(atPath: folder.file("rules"), toPath: folder.file("elsewhere"))
        server.send(SIGHUP)
        #expect(server.nextError { $0 == "the rules in force stay in force:" } != nil)
        #expect(try socket.get("/api/v1/rules").text.contains("\"fixed\":10"))
        try FileManager.default.moveItem(atPath: folder.file("elsewhere"), toPath: folder.file("rules"))
        try folder.write("rules/points/a.yaml", "{id: a, on: sale.won, award: {fixed: 20}}\n")
        server.send(SIGHUP)
        #expect(server.nextError { $0.hasPrefix("in force now: rules ") } != nil)
        #expect(try socket.get("/api/v1/rules").text.contains("\"fixed\":20"))
        #expect(server.stop() == 0)
    }

    @Test func `a rule that is gone from the folder stays in force until that is published`() throws {
        try folder.write("rules/company.yaml", "name: X\ntimezone: Asia/Shanghai\n")
        try folder.write("rules/points/a.yaml", "{id: a, on: sale.won, award: {fixed: 10}}\n")
        try folder.write("rules/points/b.yaml", "{id: b, on: sale.more, award: {fixed: 10}}\n")
        try #require(try program.run("rules", "publish", "rules").code == 0)
        try FileManager.default.removeItem(atPath: folder.file("rules/points/b.yaml"))
        let server = try program.start("serve", "--port", "0", "--rules", "rules")
        let told = server.nextError { $0.hasPrefix("the folder") || $0.hasPrefix("in force now") }
        try #require(told == "the folder no longer has rule \"b\"")
        #expect(server.nextError { $0.contains("laurel rules publish rules") } != nil)
        let socket = try HTTPClient(unix: folder.file("laurel.db.sock"))
        #expect(try socket.get("/api/v1/rules").text.contains("\"id\":\"b\""))
        let published = try program.run("rules", "publish", "--json", "rules")
        #expect(published.code == 0)
        #expect(published.errors == "removed: rule \"b\"\n")
        #expect(published.output.contains(#""removed":[{"id":"b","kind":"rule"}]"#))
        #expect(try !socket.get("/api/v1/rules").text.contains("\"id\":\"b\""))
        #expect(server.stop() == 0)
    }

    @Test func `changed rules come in force and broken ones do not`() throws {
        try folder.write("rules/company.yaml", "name: X\ntimezone: Asia/Shanghai\n")
        try folder.write("rules/points/a.yaml", "{id: a, on: sale.won, award: {fixed: 10}}\n")
        let server = try program.start("serve", "--port", "0", "--rules", "rules")
        try folder.write("rules/points/a.yaml", "{id: a, on: sale.won, award: {fixed: 20}}\n")
        server.send(SIGHUP)
        #expect(server.nextError { $0.hasPrefix("in force now: rules ") } != nil)
        try folder.write("rules/points/a.yaml", "{id: a, on: sale.won, awards: {fixed: 20}}\n")
        server.send(SIGHUP)
        #expect(server.nextError { $0 == "the rules in force stay in force:" } != nil)
        #expect(server.nextError { $0.hasPrefix("points/a.yaml:1:") } != nil)
        #expect(server.stop() == 0)
        #expect(try program.run("verify").code == 0)
    }
}
