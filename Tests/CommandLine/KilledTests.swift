import Foundation
import JSON
import TestClients
import Testing

/// `kill -9` while rules are put in force, or while activities are judged again: all of it comes, or nothing.
@Suite struct KilledTests {
    private let program: Program
    private var folder: WorkFolder { program.folder }

    init() throws {
        program = Program(folder: try WorkFolder())
        try write(rules: "rules", 1)
        try folder.write("map.yaml", """
            members: {id: row.agent}
            activities: {source: '"/crm"', id: row.id, type: '"sale.won"', time: row.closed, member: row.agent, data: {amount: decimal(row.value)}}

            """)
    }

    /// Rule, company and board of one number.
    private func write(rules: String, _ number: Int, metrics: String = "") throws {
        try folder.write("\(rules)/company.yaml", "name: Company \(number)\ntimezone: Asia/Shanghai\n")
        try folder.write("\(rules)/points/a.yaml", "{id: a, on: sale.won, award: {fixed: \(number)}}\n")
        try folder.write("\(rules)/boards.yaml", "- {id: board-\(number), value: points, period: month}\n")
        if !metrics.isEmpty { try folder.write("\(rules)/metrics.yaml", metrics) }
    }

    private var environment: [String: String] { ["LAUREL_RULES": folder.file("rules")] }

    private func serve() throws -> RunningServer { try program.start("serve", "--port", "0", environment: environment) }

    private func importSales(_ count: Int) throws {
        try folder.write("sales.csv", "id,agent,closed,value\n" + (1...count).map { "\($0),agent.\($0 % 7),2026-01-05,100\n" }.joined())
        #expect(try program.run(["import", "--map", "map.yaml", "sales.csv"], environment: environment).code == 0)
    }

    /// A command that nobody waits for.
    private func begin(_ arguments: String...) throws -> Process {
        let process = Process()
        process.executableURL = Program.executable
        process.arguments = arguments
        process.environment = Program.environment(environment)
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// What the owner reads over the socket beside the database.
    private func read(_ path: String) throws -> JSONValue {
        try JSONValue.parse(HTTPClient(unix: folder.file("laurel.db.sock")).get("/api/v1" + path).body)
    }

    @Test func `what is published is in force whole or not at all`() throws {
        try importSales(5)
        var inForce = 1
        for number in 2...7 {
            let server = try serve()
            try write(rules: "draft", number)
            let publishing = try begin("rules", "publish", "draft")
            // Another moment each time.
            for _ in 0..<(number * 12) { _ = try read("/rules") }
            server.send(SIGKILL)
            publishing.waitUntilExit()
            server.waitUntilExit()

            let again = try serve()
            let points = try read("/rules")["items"]?[0]?["award"]?["fixed"]?.int64
            let boards = try read("/boards")["items"]?.array?.compactMap { $0["id"]?.string } ?? []
            let found = try #require(points.map { Int($0) })
            #expect(found == inForce || found == number, "\(found)")
            #expect(boards == ["board-\(found)"])
            if publishing.terminationStatus == 0 { #expect(found == number) }
            inForce = found
            #expect(again.stop() == 0)
        }
        let verified = try program.run(["verify"], environment: environment)
        #expect(verified.code == 0, "\(verified.errors)")
    }

    @Test func `a metric that is being filled is filled after the next start`() throws {
        try importSales(3_000)
        let server = try serve()
        try write(rules: "draft", 2, metrics: "amounts: {on: sale.won, sum: data.amount}\n")
        try folder.write("draft/boards.yaml", "- {id: board-2, value: amounts, period: month}\n")
        let publishing = try begin("rules", "publish", "draft")
        // Until it is announced, or in force already.
        while try read("/audit?kind=publication&limit=1")["items"]?[0]?["action"]?.string == "configured" {}
        server.send(SIGKILL)
        publishing.waitUntilExit()
        server.waitUntilExit()

        let again = try serve()
        while try read("/boards")["items"]?[0]?["id"]?.string != "board-2" {}
        let rows = try read("/boards/board-2?period=2026-01")["rows"]?.array ?? []
        #expect(rows.reduce(0) { $0 + ($1["value"]?.int64 ?? 0) } == 300_000)
        #expect(try read("/rules")["items"]?[0]?["award"]?["fixed"]?.int64 == 2)
        #expect(again.stop() == 0)
        let verified = try program.run(["verify"], environment: environment)
        #expect(verified.code == 0, "\(verified.errors)")
    }

    @Test func `what is being judged again is judged to its end after the next start`() throws {
        let count = 2_500
        try importSales(count)
        try write(rules: "draft", 3)
        #expect(try program.run(["rules", "publish", "draft"], environment: environment).code == 0)
        let server = try serve()
        let rejudging = try begin("rules", "rejudge", "--from", "2026-01-01", "--reason", "the rate was wrong")
        var share = 0.0
        while share == 0 {
            let run = try read("/rules/rejudge")["run"]
            if run?.object != nil { share = Double("\(run?["share"]?.number?.description ?? "0")") ?? 0 }
        }
        server.send(SIGKILL)
        rejudging.waitUntilExit()
        server.waitUntilExit()

        let again = try serve()
        while try read("/rules/rejudge")["running"]?.bool == true {}
        let run = try read("/rules/rejudge")["run"]
        #expect(run?["corrected"]?.int64 == Int64(count))
        #expect(run?["refused"]?.int64 == 0)
        let earned = try read("/reports/earned?by=rule&from=2026-01-01&to=2026-02-01")
        #expect(earned["totals"]?[0]?.int64 == Int64(3 * count))
        #expect(again.stop() == 0)
        let verified = try program.run(["verify", "--quick"], environment: environment)
        #expect(verified.code == 0, "\(verified.errors)")
    }
}
