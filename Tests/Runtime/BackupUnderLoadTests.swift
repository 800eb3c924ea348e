import Examples
import Foundation
import Mailboxes
import PointsEngine
import Runtime
import Store
import Testing

@Suite struct BackupUnderLoadTests {
    /// `LAUREL_BACKUPS=60`: as many as a minute of one each second.
    private static let rounds = ProcessInfo.processInfo.environment["LAUREL_BACKUPS"].flatMap { Int($0) } ?? 4

    @Test func `every backup taken under load is sound and holds what was answered before`() throws {
        let folder = try Folder()
        let runtime = try Runtime(Runtime.Configuration(path: folder.file("laurel.db"), clock: { Example.start })) { database in
            try database.record(Example.configured, by: .administrator, at: Example.start)
            return try Example.programme()
        }
        defer { runtime.stop() }
        _ = runtime.carryOut(Example.company(), by: .administrator)
        for round in 0..<Self.rounds {
            let sales = try (0..<300).map { try Example.sale("S-\(round)-\($0)", of: "li.na", amount: 500, customer: "C-\($0)") }
            let answered = runtime.head.lastCommand
            let load = BlockingPromise<[Reply]>(), failure = BlockingPromise<(any Error)?>()
            runtime.submit(Submission(sales, by: .token("crm"), priority: .bulk) { load.fulfil($0) })
            runtime.backUp(to: folder.file("backup-\(round).db")) { failure.fulfil($0) }
            #expect(failure.wait() == nil)
            #expect(load.wait().count { $0.number != nil } == 300)

            let restored = folder.file("restored-\(round).db")
            let head = try Restore.restore(folder.file("backup-\(round).db"), to: restored)
            #expect(head.lastCommand >= answered)
            let report = Verification.verify(try Database(restored), reader: Example.reader, scratch: folder.file("scratch-\(round).db"))
            #expect(report.findings == [])
        }
    }
}
