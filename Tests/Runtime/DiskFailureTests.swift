import Examples
import Faults
import Identity
import Mailboxes
import PointsEngine
import RuleEngine
import Runtime
import Store
import Testing

@Suite struct DiskFailureTests {
    let folder: Folder
    let clock = HandClock(Example.start)

    init() throws { folder = try Folder() }

    private func start(on disk: FaultyDisk?) throws -> Runtime {
        var configuration = Runtime.Configuration(path: folder.file("laurel.db"), clock: { [clock] in clock.now })
        configuration.vfs = disk?.vfs
        return try Runtime(configuration) { _ in try Example.programme() }
    }

    @Test(arguments: FaultyDisk.Call.allCases)
    func `a failed write is never acknowledged and a restart heals`(_ call: FaultyDisk.Call) throws {
        let disk = FaultyDisk()
        do {
            let runtime = try start(on: disk)
            _ = runtime.carryOut(Example.company(), by: .administrator)
            let head = runtime.head
            disk.fail(call, .inputOutput, after: 0)
            let sale = try Example.sale("S-1", of: "li.na", amount: 500)
            #expect(runtime.carryOut([sale], by: .token("crm")).map(\.code) == [.readOnly])
            #expect(runtime.head == head)
            guard case .readOnly(_, recovers: false) = runtime.state else { return #expect(Bool(false), "\(runtime.state)") }
            #expect(runtime.wallet("li.na").lifetime == 0)
            disk.heal()
            #expect(runtime.carryOut([sale], by: .token("crm")).map(\.code) == [.readOnly])
            runtime.stop()
        }
        let runtime = try start(on: nil)
        defer { runtime.stop() }
        let replies = runtime.carryOut([try Example.sale("S-1", of: "li.na", amount: 500)], by: .token("crm"))
        #expect(replies.map(\.code) == [nil])
        #expect(runtime.wallet("li.na").lifetime == 25)
    }

    /// EROFS, ESTALE and whatever else a file system says come from SQLite as errors of input and output; ENOSPC as a full disk.
    @Test(arguments: FaultyDisk.Call.allCases, FaultyDisk.Failure.allCases)
    func `whichever call is the first to fail, what was acknowledged is there and nothing else`(_ call: FaultyDisk.Call, _ failure: FaultyDisk.Failure) throws {
        for first in 0..<10 {
            let path = "laurel-\(first).db", disk = FaultyDisk()
            var acknowledged: [Bool] = []
            do {
                var configuration = Runtime.Configuration(path: folder.file(path), clock: { [clock] in clock.now })
                configuration.vfs = disk.vfs
                let runtime = try Runtime(configuration) { _ in try Example.programme() }
                _ = runtime.carryOut(Example.company(), by: .administrator)
                disk.fail(call, failure, after: first)
                for number in 0..<5 {
                    let sale = try Example.sale("S-\(number)", of: "li.na", amount: 500)
                    acknowledged.append(runtime.carryOut([sale], by: .token("crm")).first?.number != nil)
                }
                runtime.stop()
            }
            disk.heal()
            let runtime = try Runtime(Runtime.Configuration(path: folder.file(path), clock: { [clock] in clock.now })) { _ in try Example.programme() }
            for (number, isThere) in acknowledged.enumerated() {
                let isKnown = try runtime.inspecting { facts, _ in try facts.recorded(ActivityKey(source: "/crm", id: "S-\(number)")) != nil }
                #expect(isKnown == isThere, "sale \(number), \(call) fails \(failure) from call \(first) on")
            }
            runtime.stop()
        }
    }

    @Test func `it is well again when space is back`() throws {
        let disk = FaultyDisk()
        let runtime = try start(on: disk)
        defer { runtime.stop() }
        _ = runtime.carryOut(Example.company(), by: .administrator)
        disk.fail(.write, .full, after: 0)
        let sale = try Example.sale("S-1", of: "li.na", amount: 500)
        #expect(runtime.carryOut([sale], by: .token("crm")).map(\.code) == [.readOnly])
        disk.heal()
        var replies = runtime.carryOut([sale], by: .token("crm"))
        while replies.first?.code == .readOnly { replies = runtime.carryOut([sale], by: .token("crm")) }
        #expect(replies.map(\.code) == [nil])
        #expect(runtime.state == .running)
        #expect(runtime.wallet("li.na").lifetime == 25)
    }

    @Test func `work that came due on a full disk is done when space is back`() throws {
        let disk = FaultyDisk()
        let runtime = try start(on: disk)
        defer { runtime.stop() }
        _ = runtime.carryOut(Example.company() + [try Example.training("T-1", of: "li.na")], by: .administrator)
        disk.fail(.write, .full, after: 0)
        clock.set(Example.start.adding(seconds: 20 * 86_400))
        runtime.wake()
        #expect(runtime.carryOut([Fulfil("none")], by: .administrator).map(\.code) == [.readOnly])
        disk.heal()
        var replies = runtime.carryOut([Fulfil("none")], by: .administrator)
        while replies.first?.code == .readOnly { replies = runtime.carryOut([Fulfil("none")], by: .administrator) }
        #expect(replies.map(\.code) == [.notFound])
        #expect(runtime.wallet("li.na").lots.map(\.isMature) == [true])
    }
}
