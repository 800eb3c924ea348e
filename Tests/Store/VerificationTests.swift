import Examples
import Faults
import Foundation
import PointsEngine
import Seeds
import SQLite
import Testing

@testable import Store

@Suite struct VerificationTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func verify(_ database: Database, head: Digest? = nil) -> VerificationReport {
        Verification.verify(database, head: head, reader: Example.reader, scratch: folder.file("scratch.db"))
    }

    @Test func `what the engine wrote is sound`() throws {
        let office = try Office(folder)
        try office.work()
        let report = verify(office.database)
        #expect(report.findings == [])
        #expect(report.head == office.database.head)
        #expect(report.continuesHead == nil)
    }

    @Test func `a head noted earlier is found among the seals`() throws {
        let office = try Office(folder)
        try office.commit(Example.company())
        let noted = office.database.head.hash
        try office.commit([try Example.sale("S-1", of: "li.na", amount: 500)])
        #expect(verify(office.database, head: noted).continuesHead == true)
        let other = verify(office.database, head: Digest(of: [1]))
        #expect(other.continuesHead == false)
        #expect(!other.isSound)
    }

    @Test(arguments: [
        "UPDATE entry SET points = points + 1 WHERE number = 3",
        "UPDATE entry SET reason = 'because' WHERE number = 1",
        "UPDATE command SET actor = 'member:wang.wei' WHERE number = 5",
        "UPDATE command SET outcome = replace(outcome, '120', '121') WHERE kind = 'record'",
        "DELETE FROM entry WHERE number = (SELECT max(number) FROM entry)",
        "DELETE FROM seal WHERE number = (SELECT max(number) FROM seal)",
        "DELETE FROM command WHERE number = (SELECT max(number) FROM command)",
        "INSERT INTO command (number, recorded, actor, kind) VALUES (900, 0, 'system', 'x')",
        "UPDATE seal SET last_entry = last_entry + 1 WHERE number = 3",
        "UPDATE lot SET remaining = remaining + 1, spent = spent - 1 WHERE number = (SELECT min(number) FROM lot WHERE spent > 0)",
        "UPDATE wallet SET lifetime = lifetime + 1 WHERE member = 'li.na'",
        "UPDATE wallet SET held = held + 1 WHERE member = 'li.na'",
        "UPDATE wallet SET warned = 1 WHERE member = 'li.na'",
        "UPDATE tally SET sum = sum + 10000 WHERE owner = 1",
        "DELETE FROM tally WHERE owner = 1",
        "DELETE FROM claim",
        "UPDATE request SET state = 'fulfilled'",
        "UPDATE reward SET body = replace(body, '\"stock\":3', '\"stock\":4')",
        "UPDATE standing SET body = replace(body, 'basic', 'senior')",
        "UPDATE member SET body = replace(body, 'east', 'west')",
        "INSERT INTO credit (member, time, command) VALUES ('wang.wei', 0, 1)",
    ])
    func `a change behind the engines back is found`(_ sql: String) throws {
        let office = try Office(folder)
        try office.work()
        try tamper(office.database, sql)
        #expect(!verify(office.database).isSound)
    }

    /// Whoever compares it with a head that was noted elsewhere sees which of the two it was.
    @Test func `what was changed is told with the hash that was sealed and the one that comes of it now`() throws {
        let office = try Office(folder)
        try office.work()
        let sealed = office.database.head
        try tamper(office.database, "UPDATE entry SET points = points + 1 WHERE number = (SELECT max(number) FROM entry)")
        let finding = try #require(verify(office.database).findings.first { $0.text.contains("sealed as") })
        let hashes = finding.text.matches(of: #/[0-9a-f]{64}/#).map { String($0.output) }
        #expect(hashes.count == 2 && hashes[0] != hashes[1], "\(finding)")
        #expect(hashes.first == sealed.hash.description && finding.place == "seal \(sealed.number)", "\(finding)")
    }

    /// Without deciding everything again: by what rows say of each other.
    @Test(arguments: [
        ("UPDATE wallet SET held = held - 1 WHERE member = 'li.na'", "held is not the sum of the open holds"),
        ("UPDATE request SET state = 'approved' WHERE kind = 'held' AND state = 'requested'", "held is not the sum of the open holds"),
        ("INSERT INTO fate (command, reversed, source, id) SELECT number, 1, '/crm', 'x' FROM command WHERE id = 'S-4'", "is an open hold of an activity that was undone, or was never recorded"),
        ("UPDATE request SET body = replace(body, '/crm', '/erp') WHERE kind = 'held'", "is an open hold of an activity that was undone, or was never recorded"),
        ("UPDATE entry SET original = (SELECT number FROM entry WHERE id = 'S-2') WHERE kind = 'reversal'", "takes back what another activity gave"),
        ("UPDATE fate SET id = 'another'", "takes back what another activity gave"),
    ])
    func `a hold or a reversal of another is found`(_ sql: String, _ finding: String) throws {
        let office = try Office(folder)
        try office.work()
        #expect(Verification.verify(office.database.connection).findings == [])
        try tamper(office.database, sql)
        #expect(Verification.verify(office.database.connection).findings.contains { $0.text == finding })
    }

    /// Past the triggers, as somebody with a tool of their own would.
    private func tamper(_ database: Database, _ sql: String) throws {
        let triggers = try database.connection.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'") { ($0.text(0), $0.text(1)) }
        for (name, _) in triggers { try database.connection.execute("DROP TRIGGER \(name)") }
        try database.connection.execute("PRAGMA foreign_keys = OFF")
        try database.connection.execute(sql)
        #expect(database.connection.changeCount > 0)
        for (_, text) in triggers { try database.connection.execute(text) }
    }

    @Test func `rebuilding puts the derived rows right`() throws {
        let office = try Office(folder)
        try office.work()
        try tamper(office.database, "UPDATE wallet SET lifetime = 0; DELETE FROM tally; DELETE FROM member; UPDATE lot SET remaining = 0")
        #expect(try Rebuild.rebuild(office.database, reader: Example.reader, scratch: folder.file("scratch.db")) == [])
        #expect(verify(office.database).findings == [])
    }

    @Test func `what the truth does not say is not rebuilt`() throws {
        let office = try Office(folder)
        try office.work()
        try tamper(office.database, "UPDATE entry SET points = points + 1 WHERE number = 3")
        #expect(try !Rebuild.rebuild(office.database, reader: Example.reader, scratch: folder.file("scratch.db")).isEmpty)
    }

    @Test func `a flipped byte anywhere in the file is found`() throws {
        let path = folder.file("laurel.db")
        do { try Office(folder).work() }
        let sound = try Data(contentsOf: URL(fileURLWithPath: path))
        var generator = Seeded()
        for _ in 0..<(ProcessInfo.processInfo.environment["LAUREL_FLIPS"].flatMap { Int($0) } ?? 120) {
            var damaged = sound
            let place = Int.random(in: 0..<damaged.count, using: &generator)
            damaged[place] ^= UInt8.random(in: 1...255, using: &generator)
            try damaged.write(to: URL(fileURLWithPath: path))
            let isFound = (try? Database(path)).map { !Verification.verify($0, scratch: folder.file("scratch.db")).isSound } ?? true
            #expect(isFound, "byte \(place), \(generator)")
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        }
    }
}
