import Examples
import Faults
import Identity
import JSON
import Mailboxes
import Periods
import PointsEngine
import RuleEngine
import Runtime
import SQLite
import Store
import Synchronization
import Testing

@Suite struct RuntimeTests {
    let folder: Folder
    let clock = HandClock(Example.start)

    init() throws { folder = try Folder() }

    private func start(vfs: String? = nil) throws -> Runtime {
        var configuration = Runtime.Configuration(path: folder.file("laurel.db"), clock: { [clock] in clock.now })
        configuration.vfs = vfs
        return try Runtime(configuration) { _ in
            var programme = try Example.programme()
            // What sales tell of customers would be commands beside those that are counted here.
            programme.customers = nil
            return programme
        }
    }

    @Test func `a command is answered with its receipt and number`() throws {
        let runtime = try start()
        defer { runtime.stop() }
        let replies = runtime.carryOut(Example.company() + [try Example.sale("S-1", of: "li.na", amount: 500)], by: .administrator)
        #expect(replies.compactMap(\.number) == Array(1...Int64(replies.count)))
        guard case .done(let receipt as ActivityReceipt, _) = try #require(replies.last) else { return #expect(Bool(false)) }
        let recorded = receipt.recorded
        #expect(recorded.decision.lines.map(\.after).reduce(0, +) == 25)
        #expect(runtime.head.lastCommand == Int64(replies.count))
    }

    @Test func `the same activity again gets the first answer and writes nothing`() throws {
        let runtime = try start()
        defer { runtime.stop() }
        _ = runtime.carryOut(Example.company(), by: .administrator)
        let sale = try Example.sale("S-1", of: "li.na", amount: 500)
        let replies = runtime.carryOut([sale, sale], by: .token("crm"))
        let head = runtime.head
        let again = runtime.carryOut([sale], by: .token("crm"))
        #expect((replies + again).map { $0.number != nil } == [true, false, false])
        #expect(runtime.head == head)
    }

    @Test func `a refusal says why and the others go on`() throws {
        let runtime = try start()
        defer { runtime.stop() }
        _ = runtime.carryOut(Example.company(), by: .administrator)
        let replies = runtime.carryOut(
            [try Example.sale("S-1", of: "nobody", amount: 500), try Example.sale("S-2", of: "li.na", amount: 500)], by: .token("crm"))
        #expect(replies.map(\.code) == [.unknownMember, nil])
    }

    @Test func `of many who want the last one exactly one gets it`() throws {
        let runtime = try start()
        defer { runtime.stop() }
        let mug = Reward(id: "last", title: LocalizedText("Last"), cost: 1, stock: 1)
        _ = runtime.carryOut(Example.company() + [PutReward(reward: mug, revision: nil), try Example.sale("S-1", of: "li.na", amount: 20_000)], by: .administrator)
        let got = Mutex<[Reply]>([])
        let threads = (0..<8).map { thread in
            PlainThread("client") {
                for number in 0..<25 {
                    let redeem = Redeem(id: RequestID("r-\(thread)-\(number)"), member: "li.na", reward: "last")
                    let replies = runtime.carryOut([redeem], by: .member("li.na"))
                    got.withLock { $0 += replies }
                }
            }
        }
        for thread in threads { thread.join() }
        let replies = got.withLock { $0 }
        #expect(replies.count == 200)
        #expect(replies.count { $0.number != nil } == 1)
        #expect(replies.count { $0.code == .outOfStock } == 199)
    }

    @Test func `followers hear every commit in order`() throws {
        let runtime = try start()
        defer { runtime.stop() }
        let heard = Mutex<[Committed]>([])
        try runtime.follow { event in heard.withLock { $0.append(event) } }
        for command in Example.company() { _ = runtime.carryOut([command], by: .administrator) }
        _ = runtime.wallet("li.na")  // asked for after the commits, so answered after they were told of
        let events = heard.withLock { $0 }
        #expect(events.flatMap { $0.commands.map(\.number) } == Array(1...Int64(Example.company().count)))
        #expect(events.map(\.head.number) == Array(1...Int64(events.count)))
        #expect(events.last?.head == runtime.head)
    }

    @Test func `what time brings is done when the clock comes to it`() throws {
        let runtime = try start()
        defer { runtime.stop() }
        _ = runtime.carryOut(Example.company() + [try Example.training("T-1", of: "li.na")], by: .administrator)
        #expect(runtime.wallet("li.na").pending(at: clock.now) == 50)
        clock.set(Example.start.adding(seconds: 20 * 86_400))
        runtime.wake()
        let replies = runtime.carryOut([Redeem(id: "r-1", member: "li.na", reward: "mug")], by: .member("li.na"))
        #expect(replies.first?.code == nil)
        #expect(runtime.wallet("li.na").available(at: clock.now) == 20)
    }

    @Test func `what became due while it was down is done at the start`() throws {
        do {
            let runtime = try start()
            _ = runtime.carryOut(Example.company() + [try Example.sale("S-1", of: "li.na", amount: 5_000)], by: .administrator)
            runtime.stop()
        }
        clock.set(Example.start.adding(seconds: 90 * 86_400))
        let runtime = try start()
        defer { runtime.stop() }
        _ = runtime.carryOut([PutTeam(id: "new", name: LocalizedText("new"))], by: .administrator)
        #expect(runtime.wallet("li.na").available(at: clock.now) == 20)  // the 50 of the sale have lapsed, the 20 of the customer never do
    }

    @Test func `who was not warned while it was down is warned once at the start`() throws {
        do {
            let runtime = try start()
            _ = runtime.carryOut(Example.company() + [try Example.sale("S-1", of: "li.na", amount: 5_000)], by: .administrator)
            runtime.stop()
        }
        // Gone after the 25th of March: a week ahead is the 19th.
        clock.set(Example.start.adding(seconds: 24 * 86_400))
        for _ in 1...2 {
            let runtime = try start()
            defer { runtime.stop() }
            _ = runtime.carryOut([PutTeam(id: "new", name: LocalizedText("new"))], by: .administrator)
            #expect(runtime.wallet("li.na").warned != nil)
            #expect(runtime.head.lastCommand == Int64(Example.company().count + 3))
        }
    }

    @Test func `a clock that goes back changes nothing`() throws {
        let runtime = try start()
        defer { runtime.stop() }
        _ = runtime.carryOut(Example.company(), by: .administrator)
        clock.set(Example.start.adding(seconds: -3_600))
        let replies = runtime.carryOut([try Example.sale("S-1", of: "li.na", amount: 500)], by: .token("crm"))
        guard case .done(let receipt as ActivityReceipt, _) = try #require(replies.last) else { return #expect(Bool(false)) }
        let recorded = receipt.recorded
        #expect(recorded.recorded == Example.start)
    }

    @Test func `published rules hold from the next command on`() throws {
        let runtime = try start()
        defer { runtime.stop() }
        let publication = Publication(set: try Example.rules(version: "v2"), effective: Example.start, source: ["points/sale.yaml": "…"])
        let replies = runtime.carryOut(
            Example.company() + [Publish(publication), try Example.sale("S-1", of: "li.na", amount: 500)], by: .administrator)
        guard case .done(let receipt as ActivityReceipt, _) = try #require(replies.last) else { return #expect(Bool(false)) }
        let recorded = receipt.recorded
        #expect(recorded.decision.version == "v2")
    }

    @Test func `a writer job is written with its note or not at all`() throws {
        let runtime = try start()
        defer { runtime.stop() }
        let note = Note(kind: "account-added", subject: "li.na", detail: [:])
        let add: @Sendable (Database) throws -> Int64 = { database in
            try database.accounts.add(UserAccount(name: "li.na", member: nil, role: .admin, created: Example.start))
            return 7
        }
        let first = BlockingPromise<Result<Int64, any Error>>(), second = BlockingPromise<Result<Int64, any Error>>()
        runtime.write(note, by: .administrator, add) { first.fulfil($0) }
        runtime.write(note, by: .administrator, add) { second.fulfil($0) }
        #expect(try first.wait().get() == 7)
        #expect(throws: SQLiteError.self) { try second.wait().get() }
        #expect(runtime.head.lastCommand == 1)
    }

    @Test func `readers see what was answered`() throws {
        let runtime = try start()
        defer { runtime.stop() }
        _ = runtime.carryOut(Example.company(), by: .administrator)
        let count = BlockingPromise<Int64?>()
        runtime.readers.read { reader in count.fulfil(try? reader.get().connection.first("SELECT count(*) FROM member") { $0.integer(0) }) }
        #expect(count.wait() == 4)
    }

    @Test func `what waits when it is stopped is finished`() throws {
        let runtime = try start()
        _ = runtime.carryOut(Example.company(), by: .administrator)
        let answered = Atomic(0)
        for number in 0..<500 {
            runtime.submit(
                Submission([try Example.sale("S-\(number)", of: "li.na", amount: 500)], by: .token("crm"), priority: .bulk) { replies in
                    answered.add(replies.count { $0.number != nil }, ordering: .relaxed)
                })
        }
        runtime.stop()
        let count = answered.load(ordering: .relaxed)
        #expect(count == 500)
        #expect(runtime.state == .stopped)
        #expect(runtime.carryOut([try Example.sale("late", of: "li.na", amount: 500)], by: .token("crm")).map(\.code) == [.readOnly])
        #expect(try Database(folder.file("laurel.db")).head.lastCommand == Int64(Example.company().count) + 500)
    }

    @Test func `a second process is refused`() throws {
        let runtime = try start()
        defer { runtime.stop() }
        #expect(throws: FileLock.Held.self) { try start() }
    }
}
