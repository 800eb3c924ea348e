import CommitLog
import Examples
import Identity
import JSON
import PointsEngine
import Runtime
import SQLite
import Store
import Synchronization
import Testing

@Suite("A node that follows")
struct NodeTests {
    @Test func `has what was committed, and takes nothing itself`() throws {
        let rig = try NodeRig(), leader = try rig.node("a"), follower = try rig.node("b")
        #expect(leader.leads && !follower.leads)
        #expect(leader.send(Example.company()).all?.contains { $0.code != nil } == false)
        follower.work()
        #expect(follower.database.head == leader.database.head)
        #expect(follower.send([PutTeam(id: "far", name: LocalizedText("Far"), parent: nil)]).all?.map(\.code) == [.readOnly])
        #expect(throws: Unavailable.self) { try follower.write(nil, by: .administrator) { try $0.settings.set("x", "y") } }
        #expect(follower.state == .following(reason: nil))
    }

    @Test func `has what stands beside the commands, in the transaction of its note`() throws {
        let rig = try NodeRig(), leader = try rig.node("a"), follower = try rig.node("b")
        _ = leader.send(Example.company())
        let note = Note(kind: "account-changed", subject: "li.na", detail: [:])
        try leader.write(note, by: .administrator) { try $0.settings.set("one", "1") }
        try leader.write(nil, by: .administrator) { try $0.settings.set("two", "2") }
        try leader.write(nil, by: .administrator) { try $0.settings.set("one", nil) }
        try leader.write(nil, by: .administrator) { _ in }
        follower.work()
        #expect(try follower.database.settings.value("one") == nil && follower.database.settings.value("two") == "2")
        #expect(follower.database.position == leader.database.position && follower.database.position.aside == 3)
        // What came later is read from there on, also by a node that begins.
        try leader.write(note, by: .administrator) { try $0.settings.set("three", "3") }
        #expect(try rig.node("c").database.settings.value("three") == "3")
        follower.work()
        #expect(try follower.database.settings.value("three") == "3")
    }

    @Test func `knows what was said of somebody until they are forgotten`() throws {
        let rig = try NodeRig(), leader = try rig.node("a"), follower = try rig.node("b")
        _ = leader.send(Example.company())
        follower.work()
        let said = "SELECT count(*) FROM personal WHERE member = ?"
        #expect(try follower.count(said, "li.na") == leader.count(said, "li.na") && follower.count(said, "li.na") > 0)
        var change = ChangeMember(id: "li.na")
        change.left = rig.clock.now.adding(seconds: 3_600)
        _ = leader.send([change])
        rig.clock.set(rig.clock.now.adding(seconds: 2 * 86_400))
        #expect(leader.send([ForgetMember("li.na")]).all?.first?.number != nil)
        follower.work()
        #expect(try follower.count(said, "li.na") == 0)
        #expect(follower.database.head == leader.database.head)
        // Nor does the log keep it.
        let late = try rig.node("c")
        #expect(try late.count(said, "li.na") == 0 && late.database.head == leader.database.head)
    }

    @Test func `leads when the leader lets it, and goes on where that one was`() throws {
        let rig = try NodeRig(), first = try rig.node("a"), second = try rig.node("b")
        _ = first.send(Example.company())
        first.handOver()
        #expect(first.send([try Example.sale("S-1", of: "li.na", amount: 500)]).all?.map(\.code) == [.readOnly] || first.leads)
        second.work()
        let leader = first.leads ? first : second, other = first.leads ? second : first
        let sale = leader.send([try Example.sale("S-2", of: "li.na", amount: 500)])
        #expect(sale.all?.first?.number != nil)
        other.work()
        #expect(other.database.head == leader.database.head)
    }

    @Test func `leaves the lease to who is there and has more, and can lead`() throws {
        let rig = try NodeRig(), first = try rig.node("a"), seen = Seen()
        func other(state: String? = nil) -> ClusterState.View {
            var node = LogNode("c")
            (node.head, node.state) = (1_000, state)
            return ClusterState.View(nodes: [node])
        }
        seen.view = other()
        let second = try rig.node("b", view: { seen.view })
        _ = first.send(Example.company())
        first.handOver()
        second.work()
        #expect(try !second.leads && MemoryLog(rig.shared, node: "d").lease().isFree)
        // Where that one cannot, somebody has to.
        seen.view = other(state: "its replica differs")
        second.work()
        #expect(second.leads)
    }

    @Test func `lets another lead where it is asked to, once`() throws {
        let rig = try NodeRig(), first = try rig.node("a"), second = try rig.node("b")
        _ = first.send(Example.company())
        rig.shared.askForHandOver()
        first.work()
        #expect(!first.leads)
        second.work()
        #expect(second.leads)
        second.work()
        #expect(second.leads)
        #expect(second.send([try Example.sale("S-1", of: "li.na", amount: 500)]).all?.first?.number != nil)
    }

    @Test func `writes what all who are there can read, and leads only where it decides like the leader before it`() throws {
        let rig = try NodeRig(), first = try rig.node("a"), second = try rig.node("b")
        let own = NodePrint(of: try Example.programme())
        rig.shared.say("b", NodePrint(zone: own.zone, names: own.names, format: own.format - 1))
        first.work()
        _ = first.send(Example.company())
        guard case .commit(let seal, _, _)? = try MemoryLog(rig.shared, node: "c").read(after: .start, limit: 100).last else {
            Issue.record("no commit")
            return
        }
        #expect(seal.format == own.format - 1)
        second.work()
        #expect(second.database.head == first.database.head)
        // With another tzdata it follows, and does not lead as long as somebody is there who decides like the leader.
        rig.shared.say("a", NodePrint(zone: own.names, names: own.names, format: own.format))
        second.work()
        rig.shared.cut("a")
        second.work()
        #expect(!second.leads && second.state == .following(reason: nil))
        rig.shared.say("a", own)
        second.work()
        #expect(second.leads)
    }

    // MARK: In doubt

    @Test func `hears what became of a commit in doubt: it was done`() throws {
        let rig = try NodeRig(), node = try rig.node("a")
        _ = node.send(Example.company())
        rig.shared.befall("a", .cutAfterCommit)
        let box = node.send([try Example.sale("S-1", of: "li.na", amount: 500)])
        node.work()
        let number = try #require(box.all?.first?.number)
        #expect(node.database.head.lastCommand >= number)
        #expect(node.send([try Example.sale("S-1", of: "li.na", amount: 500)]).all?.first?.number == nil)
    }

    @Test func `hears what became of a commit in doubt: it was not`() throws {
        let rig = try NodeRig(), node = try rig.node("a")
        _ = node.send(Example.company())
        let head = node.database.head
        rig.shared.befall("a", .cutBeforeCommit)
        let box = node.send([try Example.sale("S-1", of: "li.na", amount: 500)])
        node.work()
        #expect(box.all?.map(\.code) == [.readOnly] && node.database.head == head)
        #expect(node.send([try Example.sale("S-1", of: "li.na", amount: 500)]).all?.first?.number != nil)
    }

    // MARK: What cannot be followed

    private func reason(_ node: SteppedRuntime) -> String {
        if case .following(let reason?) = node.state { reason } else { "" }
    }

    @Test func `stops, and names it, where a row beside the commands is not as it was`() throws {
        let rig = try NodeRig(), leader = try rig.node("a"), follower = try rig.node("b")
        try leader.write(nil, by: .administrator) { try $0.settings.set("one", "1") }
        follower.work()
        try follower.database.connection.run("UPDATE setting SET value = 'other' WHERE name = 'one'")
        try leader.write(nil, by: .administrator) { try $0.settings.set("one", "2") }
        follower.work()
        #expect(reason(follower).contains("changes 2 after seal"))
        leader.handOver()
        follower.work()
        #expect(!follower.leads)
    }

    @Test func `leaves a free lease alone as long as nobody hears that it is there`() throws {
        let rig = try NodeRig(), leader = try rig.node("a"), unheard = try rig.node("b", patience: .zero)
        _ = leader.send(Example.company())
        let term = try MemoryLog(rig.shared, node: "x").lease().term
        leader.handOver()
        for _ in 0..<5 { unheard.work() }
        #expect(!unheard.leads)
        #expect(try MemoryLog(rig.shared, node: "x").lease().term == term)
        let heard = try rig.node("c")
        heard.work()
        #expect(heard.leads)
    }

    @Test func `stops where another seal comes of the commands`() throws {
        let rig = try NodeRig(), leader = try rig.node("a")
        _ = leader.send(Example.company())
        // Read anew, what was changed is what it decides on.
        do { try rig.node("b").database.connection.run("DELETE FROM member WHERE id = 'li.na'") }
        let follower = try rig.node("b")
        _ = leader.send([try Example.sale("S-1", of: "li.na", amount: 500)])
        follower.work()
        #expect(reason(follower).contains("command") || reason(follower).contains("seal"))
        #expect(follower.database.head.number == leader.database.head.number - 1)
    }

    @Test func `stops before a commit of a later format`() throws {
        let rig = try NodeRig(), leader = try rig.node("a"), follower = try rig.node("b", log: { LaterLog.ofFormat($0) })
        _ = leader.send([PutTeam(id: "far", name: LocalizedText("Far"), parent: nil)])
        follower.work()
        #expect(reason(follower).contains("format"))
    }

    @Test func `stops at a command of a kind that it does not know, and takes it for no note`() throws {
        let rig = try NodeRig(), leader = try rig.node("a"), follower = try rig.node("b", log: { LaterLog.ofKind($0) })
        _ = leader.send([PutTeam(id: "far", name: LocalizedText("Far"), parent: nil)])
        follower.work()
        #expect(reason(follower).contains("kind put-team-at-once, which this program does not know"))
        // A note is one, whatever it is called.
        try leader.write(Note(kind: "never-heard-of", subject: nil, detail: [:]), by: .administrator) { _ in }
        let other = try rig.node("c")
        #expect(other.database.head == leader.database.head && other.state == .following(reason: nil))
    }

    @Test func `appends again what a log has lost a moment ago, with what stands beside it`() throws {
        let rig = try NodeRig()
        let head: Head
        do {
            let node = try rig.node("a")
            try node.write(nil, by: .administrator) { try $0.settings.set("before", "1") }
            _ = node.send(Example.company())
            try node.write(Note(kind: "account-changed", subject: "li.na", detail: [:]), by: .administrator) { try $0.settings.set("with", "2") }
            try node.write(nil, by: .administrator) { try $0.settings.set("after", "3") }
            head = node.database.head
        }
        let empty = try NodeRig(MemoryLog.Shared(), in: rig.folder), node = try empty.node("a")
        node.work()
        #expect(node.leads && node.database.head == head)
        let other = try empty.node("b")
        other.work()
        #expect(other.database.head == head && other.database.position == node.database.position)
        for (name, value) in [("before", "1"), ("with", "2"), ("after", "3")] { #expect(try other.database.settings.value(name) == value) }
    }

    @Test func `stops where the log was set back`() throws {
        let rig = try NodeRig()
        do { _ = try rig.node("a").send(Example.company()) }
        let empty = try NodeRig(MemoryLog.Shared(), in: rig.folder)
        empty.clock.set(empty.clock.now.adding(seconds: 3_600))
        #expect(reason(try empty.node("a")).contains("set back"))
    }
}

/// A log as a later program would have written it.
private final class LaterLog: SharedLog {
    private let log: MemoryLog
    private let change: (LogSeal, LogRows) -> (LogSeal, LogRows)

    private init(_ log: MemoryLog, _ change: @escaping (LogSeal, LogRows) -> (LogSeal, LogRows)) { (self.log, self.change) = (log, change) }

    /// With commits of a later form, from the second on.
    static func ofFormat(_ log: MemoryLog) -> LaterLog {
        LaterLog(log) { seal, commands in
            guard seal.number > 1 else { return (seal, commands) }
            let later = LogSeal(
                number: seal.number, format: seal.format + 1, commands: seal.commands, firstEntry: seal.firstEntry, lastEntry: seal.lastEntry, hash: seal.hash)
            return (later, commands)
        }
    }

    /// With a kind of command that is not known here.
    static func ofKind(_ log: MemoryLog) -> LaterLog {
        LaterLog(log) { seal, commands in
            var columns = commands.columns
            if case .texts(let kinds) = columns[4] {
                columns[4] = .texts(kinds.map { $0 == Array("put-team".utf8) ? Array("put-team-at-once".utf8) : $0 })
            }
            return (seal, LogRows(columns))
        }
    }

    func lease() throws(LogError) -> Lease { try log.lease() }
    func take() throws(LogError) -> Lease? { try log.take() }
    func release() throws(LogError) { try log.release() }
    func beat() throws(LogError) { try log.beat() }
    func begin(_ commit: LogCommit) throws(LogError) { try log.begin(commit) }
    func finish() throws(LogError) { try log.finish() }
    func waitForMore(than position: LogPosition, atMost: Duration) throws(LogError) { try log.waitForMore(than: position, atMost: atMost) }

    func read(after position: LogPosition, limit: Int) throws(LogError) -> [LogRecord] {
        try log.read(after: position, limit: limit).map { record in
            guard case .commit(let seal, let commands, let personal) = record else { return record }
            let (later, changed) = change(seal, commands)
            return .commit(later, commands: changed, personal: personal)
        }
    }
}

/// What a node knows of the others.
private final class Seen: Sendable {
    private let known = Mutex<ClusterState.View?>(nil)

    var view: ClusterState.View? {
        get { known.withLock { $0 } }
        set { known.withLock { $0 = newValue } }
    }
}
