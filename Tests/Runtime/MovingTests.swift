import CommitLog
import Examples
import Identity
import JSON
import PointsEngine
import Runtime
import SQLite
import Store
import Testing

@Suite("A company that is moved into a log")
struct MovingTests {
    private let rig: NodeRig

    init() throws { rig = try NodeRig() }

    /// A database that was alone, with what commands tell of and what none does.
    private func alone(_ name: String = "alone") throws -> SteppedRuntime {
        let clock = rig.clock
        let runtime = try SteppedRuntime(.init(path: rig.folder.file("\(name).db"), clock: { clock.now }), batchLimit: 256) { database in
            try database.record(Example.configured, by: .administrator, at: Example.start)
            return try Example.programme()
        }
        _ = runtime.send(Example.company())
        _ = runtime.send([try Example.sale("S-1", of: "li.na", amount: 500), try Example.sale("S-2", of: "zhang.min", amount: 900, customer: "C-2")])
        try runtime.write(Note(kind: "account-changed", subject: "li.na", detail: [:]), by: .administrator) { try $0.settings.set("one", "1") }
        try runtime.write(nil, by: .administrator) { try $0.settings.set("two", "2") }
        return runtime
    }

    /// Puts into the log what the database holds beyond it, as `laurel cluster move` does.
    private func move(_ database: Database) throws {
        let log = MemoryLog(rig.shared, node: "tool")
        let more = try LogExtension(of: database, Example.reader, scratch: rig.folder.file("scratch.db"))
        while true {
            let records = try log.read(after: more.position, limit: 2)
            if records.isEmpty { break }
            try more.follow(records)
        }
        let start = more.position
        try more.decideOwn()
        let beside = try more.beside(), lease = try log.take()
        #expect(lease?.head == start)
        for commit in try database.commits(after: start.seal, limit: 1_000) {
            try log.begin(commit)
            try log.finish()
        }
        if !beside.isEmpty {
            try log.begin(LogCommit(seal: nil, aside: beside))
            try log.finish()
        }
        try log.release()
        try database.becomeReplica(at: log.lease().head)
    }

    private func rows(_ database: Database) throws -> [String: [String]] {
        var all: [String: [String]] = [:]
        let tables = try database.connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'") { $0.text(0) }
        for table in tables where !["owner", "replica_aside", "measure", "tally", "indexed", "member_entry", "recent_credit", "credit"].contains(table) {
            all[table] = try database.connection.rows("SELECT * FROM \(table)") { row in (0..<Int32(row.columnCount)).map { "\(row.value($0))" }.joined(separator: "|") }.sorted()
        }
        return all
    }

    @Test func `has the same head to the byte, and all that no command tells of, at a node that begins with nothing`() throws {
        let source = try alone(), head = source.database.head
        try move(source.database)
        let node = try rig.node("a")
        #expect(node.database.head == head && node.database.position == source.database.position)
        #expect(try rows(node.database) == rows(source.database))
        #expect(try node.database.settings.value("one") == "1" && node.database.settings.value("two") == "2")
    }

    @Test func `goes on with the moved file as one node's replica, and with new ones`() throws {
        do { try move(try alone("a").database) }
        let moved = try rig.node("a"), other = try rig.node("b")
        #expect(moved.leads)
        #expect(moved.send([try Example.sale("S-3", of: "li.na", amount: 700)]).all?.first?.number != nil)
        try moved.write(nil, by: .administrator) { try $0.settings.set("one", "other") }
        other.work()
        #expect(other.database.head == moved.database.head && other.state == .following(reason: nil))
        #expect(try other.database.settings.value("one") == "other")
    }

    @Test func `keeps who is forgotten forgotten`() throws {
        let source = try alone()
        var change = ChangeMember(id: "li.na")
        change.left = rig.clock.now.adding(seconds: 3_600)
        _ = source.send([change])
        rig.clock.set(rig.clock.now.adding(seconds: 2 * 86_400))
        #expect(source.send([ForgetMember("li.na")]).all?.first?.number != nil)
        try move(source.database)
        let node = try rig.node("a")
        #expect(node.database.head == source.database.head)
        #expect(try node.count("SELECT count(*) FROM personal WHERE member = ?", "li.na") == 0)
    }

    @Test func `is not moved where a command gives another seal than it has`() throws {
        let source = try alone()
        try source.database.connection.execute("DROP TRIGGER IF EXISTS command_stays; DROP TRIGGER IF EXISTS seal_stays")
        let triggers = try source.database.connection.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('command', 'seal')") { $0.text(0) }
        for trigger in triggers { try source.database.connection.execute("DROP TRIGGER \(trigger)") }
        try source.database.connection.run("UPDATE command SET body = replace(body, '900', '901') WHERE id = 'S-2'")
        let more = try LogExtension(of: source.database, Example.reader, scratch: rig.folder.file("scratch.db"))
        #expect(throws: Divergence.self) { try more.decideOwn() }
    }

    // MARK: What is beyond the log

    @Test func `what a replica has beyond a log that was set back comes into it, with what no command tells of`() throws {
        let ahead = try rig.node("a")
        _ = ahead.send(Example.company())
        // The log as an older copy of it has it.
        let older = MemoryLog.Shared(), copy = MemoryLog(older, node: "tool")
        _ = try copy.take()
        for commit in try ahead.database.commits(after: 0, limit: 1_000) {
            try copy.begin(commit)
            try copy.finish()
        }
        try copy.release()
        _ = ahead.send([try Example.sale("S-1", of: "li.na", amount: 500)])
        try ahead.write(nil, by: .administrator) { try $0.settings.set("one", "1") }
        let back = try NodeRig(older, in: rig.folder)
        try MovingTests(back).move(ahead.database)
        let node = try back.node("b")
        #expect(node.database.head == ahead.database.head)
        #expect(try node.database.settings.value("one") == "1")
    }

    @Test func `what has another commit in the place of the log's is not its extension`() throws {
        let source = try alone(), node = try rig.node("a")
        _ = node.send([PutTeam(id: "far", name: LocalizedText("Far"), parent: nil)])
        let more = try LogExtension(of: source.database, Example.reader, scratch: rig.folder.file("scratch.db"))
        let records = try MemoryLog(rig.shared, node: "tool").read(after: .start, limit: 64)
        #expect(throws: Divergence.self) { try more.follow(records) }
    }

    private init(_ rig: NodeRig) { self.rig = rig }

    // MARK: Its rows

    @Test func `rows in the log are what was sealed; a changed byte, a missing row and a wrong order are named`() throws {
        let source = try alone(), commits = try source.database.commits(after: 0, limit: 1_000)
        func findings(_ commits: [LogCommit], own: [LogCommit] = []) -> [String] {
            var check = LogSealCheck()
            for (index, commit) in commits.enumerated() { check.check(commit, own: index < own.count ? own[index] : nil) }
            return check.findings.map(\.description)
        }
        #expect(findings(commits).isEmpty && commits.count > 3)
        for index in commits.indices {
            var changed = commits
            changed[index].commands = changed[index].commands.with("changed", column: 6)
            #expect(findings(changed).contains { $0.contains("seal \(index + 1):") })
            #expect(!findings(changed, own: commits).isEmpty)
            changed = commits
            changed[index].commands = LogRows()
            #expect(findings(changed).contains { $0.contains("missing") })
        }
        #expect(findings(commits.reversed()).contains { $0.contains("does not follow") })
    }
}

extension LogRows {
    /// With another text in the first row.
    fileprivate func with(_ text: String, column: Int) -> LogRows {
        var columns = self.columns
        guard case .texts(var values) = columns[column] else { return self }
        values[0] = Array(text.utf8)
        columns[column] = .texts(values)
        return LogRows(columns)
    }
}
