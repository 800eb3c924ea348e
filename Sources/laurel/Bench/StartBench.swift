import ArgumentParser
import Files
import Foundation
import Identity
import Periods
import PointsEngine
import Runtime
import SQLite
import Store

/// How long a start takes with a large company, against what reading its rows takes.
struct StartBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "start", abstract: "A start with many members and entries.")

    @OptionGroup var options: BenchOptions
    @OptionGroup var folders: BenchFolders
    @Option(help: "Members, each with a wallet.") var members = 1_000_000
    @Option(help: "Entries, each with an open lot.") var entries = 10_000_000

    func validate() throws {
        guard 1...10_000_000 ~= members, 1...100_000_000 ~= entries else { throw ValidationError("out of range") }
    }

    func run() throws {
        try options.report("start") { report in
            report.condition("\(members) members, \(entries) entries with open lots")
            let folder = FileManager.default.temporaryDirectory.appending(path: "laurel-start-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let path = folder.appending(path: "laurel.db").path, programme = try BenchServer.programme(folders.rulesFolder, ZoneFiles.database())
            try found(path, programme)
            try grow(path)
            let reading = try rows(path)
            let memory = Stopwatch.memory, processor = Stopwatch.processor(of: "writer")
            var runtime: Runtime?
            let start = try Stopwatch.seconds { runtime = try Runtime(Runtime.Configuration(path: path, clock: SystemClock.now)) { _ in programme } }
            report.add("reading the rows", reading, "s")
            report.add("a start", start, "s")
            report.add("ratio of a start to reading", start / reading, "", bound: 10)
            report.add("processor of a start", Stopwatch.processor(of: "writer") - processor, "s")
            report.add("memory of it", (Stopwatch.memory - memory) / 1e6, "MB")
            runtime?.stop()
        }
    }

    /// A company of one, by commands.
    private func found(_ path: String, _ programme: Programme) throws {
        let runtime = try Runtime(Runtime.Configuration(path: path, clock: SystemClock.now)) { _ in programme }
        defer { runtime.stop() }
        for case .refused(let refusal) in runtime.carryOut(BenchServer.people(1), by: .administrator) { throw refusal }
    }

    /// The same member again and again, with rows as an award leaves them.
    private func grow(_ path: String) throws {
        let database = try Database(path), now = SystemClock.now().microseconds, day: Int64 = 86_400_000_000
        let numbers = "WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ?1)"
        let member = "'member-' || (i % \(members))"
        try database.connection.transaction {
            try database.connection.run("\(numbers) INSERT OR IGNORE INTO member (id, body) SELECT \(member), (SELECT body FROM member LIMIT 1) FROM numbers", members)
            try database.connection.run("\(numbers) INSERT INTO wallet (member, debt, held, lifetime) SELECT \(member), 0, 0, 10 FROM numbers", members)
            try database.connection.run(
                """
                \(numbers) INSERT INTO entry (number, command, member, kind, points, whole, debt, unrecovered, actor, occurred, recorded)
                SELECT i, 1, \(member), 'award', 10, 0, 0, 0, 'bench', \(now), \(now) FROM numbers
                """, entries)
            try database.connection.run(
                """
                \(numbers) INSERT INTO lot (number, member, opened, remaining, spent, expired, reversed, mature, expires, graced, beyond)
                SELECT i, \(member), 10, 10, 0, 0, 0, 1, \(now) + (1 + i % 365) * \(day), 0, 0 FROM numbers
                """, entries)
        }
        try database.connection.checkpoint()
    }

    /// Seconds to read every row that a start needs.
    private func rows(_ path: String) throws -> Double {
        let connection = try Connection(path, as: .reader)
        return try Stopwatch.seconds {
            var sum: Int64 = 0
            for table in ["member", "wallet", "lot"] {
                try connection.forEach("SELECT * FROM \(table)") { row in
                    for column in 0..<Int32(row.columnCount) { sum &+= row.kind(column) == .integer ? row.integer(column) : Int64(row.text(column).utf8.count) }
                }
            }
            guard sum != 0 else { throw CLIError("there are no rows") }
        }
    }
}
