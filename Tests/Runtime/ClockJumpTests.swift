import Examples
import Identity
import Mailboxes
import Periods
import PointsEngine
import Runtime
import Testing

@Suite struct ClockJumpTests {
    private let folder: Folder
    private let machine = MachineInTest(Example.start)

    init() throws { folder = try Folder() }

    private func start(accepting: Bool = false) throws -> Runtime {
        let timekeeper = Timekeeper(machine.clock, acceptsAtStart: accepting)
        return try Runtime(Runtime.Configuration(path: folder.file("laurel.db"), timekeeper: timekeeper)) { _ in try Example.programme() }
    }

    private func sale(_ id: String) throws -> any Command { try Example.sale(id, of: "li.na", amount: 500) }

    @Test func `a year ahead for a moment does nothing`() throws {
        let runtime = try start()
        defer { runtime.stop() }
        _ = runtime.carryOut(Example.company() + [try sale("S-1")], by: .administrator)
        let head = runtime.head, wallet = runtime.wallet("li.na")
        machine.jump(seconds: 365 * 86_400)
        #expect(runtime.carryOut([try sale("S-2")], by: .token("crm")).map(\.code) == [.clockDoubted])
        guard case .waitingForClock(let doubt) = runtime.state else { Issue.record("\(runtime.state)"); return }
        #expect(doubt.reason == .jumped && doubt.believed == Example.start)
        machine.jump(seconds: -365 * 86_400)
        #expect(runtime.state == .running)
        #expect(runtime.head == head)
        #expect(runtime.wallet("li.na") == wallet)
        #expect(runtime.carryOut([try sale("S-2")], by: .token("crm")).map(\.code) == [nil])
    }

    @Test func `notes and sessions go on at the believed time`() throws {
        let runtime = try start()
        defer { runtime.stop() }
        _ = runtime.carryOut(Example.company(), by: .administrator)
        machine.jump(seconds: 365 * 86_400)
        machine.pass(seconds: 5)
        #expect(runtime.timekeeper?.now == Example.start.adding(seconds: 5))
        let done = BlockingPromise<Result<Void, any Error>>()
        runtime.write(nil, by: .administrator, { try $0.settings.set("seen", "yes") }, reply: { done.fulfil($0) })
        try done.wait().get()
    }

    @Test func `what waited is done once the clock is believed`() throws {
        let runtime = try start()
        defer { runtime.stop() }
        _ = runtime.carryOut(Example.company() + [try sale("S-1")], by: .administrator)
        let before = runtime.head
        machine.jump(seconds: 3 * 365 * 86_400)
        #expect(runtime.carryOut([try sale("S-2")], by: .token("crm")).map(\.code) == [.clockDoubted])
        #expect(runtime.head == before)
        runtime.timekeeper?.accept()
        // The first answer comes after the due work of three years.
        #expect(runtime.carryOut([try sale("S-2")], by: .token("crm")).map(\.code) == [nil])
        #expect(runtime.head.lastCommand > before.lastCommand + 1)
    }

    @Test func `a start long after the last command waits unless the clock is vouched for`() throws {
        var runtime = try start()
        _ = runtime.carryOut(Example.company(), by: .administrator)
        let head = runtime.head
        runtime.stop()
        machine.pass(seconds: 3 * 86_400)
        runtime = try start()
        #expect(runtime.carryOut([try sale("S-1")], by: .administrator).map(\.code) == [.clockDoubted])
        #expect(runtime.head == head)
        machine.synchronise()
        #expect(runtime.carryOut([try sale("S-1")], by: .administrator).map(\.code) == [nil])
        runtime.stop()
        machine.synchronise(false)
        machine.pass(seconds: 3 * 86_400)
        runtime = try start(accepting: true)
        defer { runtime.stop() }
        #expect(runtime.carryOut([try sale("S-2")], by: .administrator).map(\.code) == [nil])
    }
}
