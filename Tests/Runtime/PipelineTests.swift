import Examples
import Faults
import Foundation
import Identity
import Mailboxes
import PointsEngine
import Runtime
import Store
import Synchronization
import Testing

/// The next batch is decided while the last one is written.
@Suite struct PipelineTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func start(on disk: FaultyDisk? = nil) throws -> Runtime {
        var configuration = Runtime.Configuration(path: folder.file("laurel.db"), clock: { Example.start })
        configuration.vfs = disk?.vfs
        return try Runtime(configuration) { database in
            if database.head.number == 0 { try database.record(Example.configured, by: .administrator, at: Example.start) }
            return try Example.programme()
        }
    }

    /// Sales of everybody, as much as several batches hold.
    private func sales(_ name: String, _ count: Int) throws -> [any Command] {
        try (0..<count).map { try Example.sale("\(name)-\($0)", of: ["li.na", "wang.wei"][$0 % 2], amount: 100 + $0, customer: "c-\($0 % 7)") }
    }

    /// Hands in all at once, so that there is always more to decide, and waits for all answers.
    private func carryOut(_ parts: [[any Command]], _ runtime: Runtime) -> [[Reply]] {
        let promises = parts.map { part in
            let promise = BlockingPromise<[Reply]>()
            runtime.submit(Submission(part, by: .token("crm"), priority: .bulk) { promise.fulfil($0) })
            return promise
        }
        return promises.map { $0.wait() }
    }

    @Test func `what is decided on top of what is being written is what a replay gives`() throws {
        do {
            let runtime = try start()
            _ = runtime.carryOut(Example.company(), by: .administrator)
            let parts = try (0..<6).map { try sales("S\($0)", 500) }
            for reply in carryOut(parts, runtime).joined() { #expect(reply.code == nil && reply.number != nil) }
            runtime.stop()
        }
        let database = try folder.database()
        #expect(Verification.verify(database, head: nil, reader: Example.reader, scratch: folder.file("scratch.db")).findings == [])
        #expect(database.head.lastCommand >= 3_000)
    }

    @Test func `a repetition of what is being written is answered once`() throws {
        let runtime = try start()
        defer { runtime.stop() }
        _ = runtime.carryOut(Example.company(), by: .administrator)
        let part = try sales("S", 600)
        let replies = carryOut([part, part, part], runtime)
        #expect(replies[0].allSatisfy { $0.number != nil })
        for again in replies[1...] { #expect(again.allSatisfy { $0.code == nil && $0.number == nil }) }
    }

    @Test(arguments: [0, 3, 9, 20])
    func `a commit that fails takes what was decided on top with it`(_ calls: Int) throws {
        let disk = FaultyDisk()
        var parts: [[any Command]] = [], replies: [[Reply]] = []
        do {
            let runtime = try start(on: disk)
            _ = runtime.carryOut(Example.company(), by: .administrator)
            parts = try (0..<4).map { try sales("S\($0)", 700) }
            disk.fail(.sync, .inputOutput, after: calls)
            replies = carryOut(parts, runtime)
            guard case .readOnly(_, recovers: false) = runtime.state else { return #expect(Bool(false), "\(runtime.state)") }
            let lifetime = runtime.wallet("li.na").lifetime + runtime.wallet("wang.wei").lifetime
            #expect(lifetime >= 0)
            disk.heal()
            runtime.stop()
        }
        let all = zip(parts.joined(), replies.joined())
        #expect(all.contains { $1.code == .readOnly })
        let runtime = try start()
        defer { runtime.stop() }
        // What was acknowledged is there, and what was refused is not, but perhaps for the commit of which nobody can know.
        let again = carryOut(parts, runtime).joined()
        for ((_, first), second) in zip(all, again) where first.code == nil { #expect(second.code == nil && second.number == nil) }
        #expect(again.allSatisfy { $0.code == nil })
    }
}
