import Examples
import Foundation
import Identity
import PointsEngine
import SQLite
import Store
import Testing

/// `kill -9` under load, again and again: what was acknowledged is there once, and nothing is there twice.
@Suite struct KillTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    /// `LAUREL_KILLS=200`: as many as that.
    private static let rounds = ProcessInfo.processInfo.environment["LAUREL_KILLS"].flatMap { Int($0) } ?? 20

    @Test func `nothing acknowledged is lost and nothing is doubled`() throws {
        for run in 0..<Self.rounds {
            let answers = Pipe()
            let victim = try start(run, answers)
            try waitForAnswers(150 + 100 * (run % 4), from: answers)
            kill(victim.processIdentifier, SIGKILL)
            victim.waitUntilExit()

            // Deciding all of it again takes the longer the more rounds there were.
            try check(folder.database(), isVerified: run % 10 == 3 || run == Self.rounds - 1)
        }
    }

    private func start(_ run: Int, _ answers: Pipe) throws -> Process {
        let victim = Process()
        // Products stand beside the bundle of the tests.
        victim.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("victim")
        victim.arguments = [folder.file("laurel.db"), folder.file("log"), "\(run)"]
        victim.standardOutput = answers
        try victim.run()
        return victim
    }

    private func lines(_ mark: Character) -> [String] {
        let text = (try? String(contentsOfFile: folder.file("log"), encoding: .utf8)) ?? ""
        // The last line may be torn.
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().filter { $0.first == mark }.map { String($0.dropFirst(2)) }
    }

    /// Two bytes each. No bytes at all: the victim has ended by itself.
    private func waitForAnswers(_ count: Int, from pipe: Pipe) throws {
        var bytes = 0
        while bytes < 2 * count {
            let more = pipe.fileHandleForReading.availableData
            try #require(!more.isEmpty, "the victim does not answer")
            bytes += more.count
        }
    }

    private func check(_ database: Database, isVerified: Bool) throws {
        let found = try database.connection.rows("SELECT id FROM command WHERE source = '/crm'") { $0.text(0) }
        let acknowledged = Set(lines("!")), sent = Set(lines("?"))
        #expect(Set(found).count == found.count)
        #expect(acknowledged.subtracting(found).isEmpty)
        #expect(Set(found).subtracting(sent).isEmpty)
        // Each earned 20 for its customer; what is over the day's limit of 500 gets nothing else.
        let awards = try database.connection.first("SELECT count(*) FROM entry WHERE rule = 'customer' AND points = 20") { $0.integer(0) }
        #expect(awards == Int64(found.count))
        if isVerified { #expect(Verification.verify(database, scratch: folder.file("scratch.db")).findings == []) }
    }
}
