import Examples
import Foundation
import SQLite
import Testing

@testable import Store

@Suite struct HeadMarkTests {
    let folder: Folder
    private var path: String { folder.file("laurel.db") }

    init() throws { folder = try Folder() }

    /// What a crash leaves: database and log as they stand, and the mark, in a folder of its own.
    private func crashed() throws -> (copy: Folder, head: Head) {
        let office = try Office(folder)
        try office.work()
        let copy = try Folder()
        for suffix in ["", "-wal", ".head"] { try FileManager.default.copyItem(atPath: path + suffix, toPath: copy.file("laurel.db" + suffix)) }
        return (copy, office.database.head)
    }

    @Test func `a crash loses nothing`() throws {
        let (copy, head) = try crashed()
        #expect(try copy.database().head == head)
        #expect(HeadMark.read(beside: copy.file("laurel.db")) == .mark(.init(number: head.number, lastCommand: head.lastCommand, hash: head.hash)))
    }

    @Test func `a log that was deleted after a crash is missed`() throws {
        let (copy, head) = try crashed()
        try FileManager.default.removeItem(atPath: copy.file("laurel.db-wal"))
        let before = try Data(contentsOf: URL(fileURLWithPath: copy.file("laurel.db")))
        let lost = try #require(throws: LostCommits.self) { try copy.database() }
        #expect(lost.reason == .endsEarly)
        #expect(lost.commands == head.lastCommand - lost.found.lastCommand)
        #expect(lost.description.contains("laurel.db-wal") && lost.description.contains("--accept-head"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: copy.file("laurel.db"))) == before, "nothing was changed")
        // To be looked at it is opened, and what is missing is a finding; the mark stays.
        do {
            let report = Verification.verify(try Database(copy.file("laurel.db"), onLoss: .shown), scratch: copy.file("scratch.db"))
            #expect(report.findings.contains { $0.place == "head" })
        }
        #expect(throws: LostCommits.self) { try copy.database() }
        do { #expect(try Database(copy.file("laurel.db"), onLoss: .accepted).lost == lost) }
        #expect(try copy.database().lost == nil)
    }

    @Test func `a log that was cut is missed`() throws {
        let (copy, _) = try crashed()
        let log = try Data(contentsOf: URL(fileURLWithPath: copy.file("laurel.db-wal")))
        try log.prefix(log.count - 100).write(to: URL(fileURLWithPath: copy.file("laurel.db-wal")))
        #expect(throws: LostCommits.self) { try copy.database() }
    }

    @Test func `an older copy in its place is noticed and another database too`() throws {
        let older = folder.file("older.db"), other = try Folder()
        do {
            let office = try Office(folder)
            try office.commit(Example.company())
            try office.database.backup(to: older)
            try office.commit([try Example.sale("S-1", of: "li.na", amount: 500)])
        }
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(atPath: older, toPath: path)
        #expect(try #require(throws: LostCommits.self) { try folder.database() }.reason == .endsEarly)
        do { try Office(other).work() }
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(atPath: other.file("laurel.db"), toPath: path)
        #expect(try #require(throws: LostCommits.self) { try folder.database() }.reason == .isAnother)
        // Whoever restores knows what is given up.
        try Restore.restore(older, to: path, replacing: true)
        #expect(try folder.database().lost == nil)
    }

    @Test func `a mark that lags is sound and one that nobody can read is not`() throws {
        let older: Data
        do {
            let office = try Office(folder)
            try office.commit(Example.company())
            older = try Data(contentsOf: URL(fileURLWithPath: path + ".head"))
            try office.commit([try Example.sale("S-1", of: "li.na", amount: 500)])
        }
        // After a power cut.
        try older.write(to: URL(fileURLWithPath: path + ".head"))
        do { #expect(try folder.database().lost == nil) }
        try Data().write(to: URL(fileURLWithPath: path + ".head"))
        do { #expect(try folder.database().lost == nil) }
        try Data("spoilt".utf8).write(to: URL(fileURLWithPath: path + ".head"))
        #expect(try #require(throws: LostCommits.self) { try folder.database() }.reason == .markIsUnreadable)
    }

    @Test func `a torn line leaves the other`() throws {
        let head: Head
        do {
            let office = try Office(folder)
            try office.work()
            head = office.database.head
        }
        do { _ = try folder.database() }
        let mark = try HeadMark(beside: path)
        mark.note(Head(number: head.number + 1, hash: Digest(of: [1]), firstCommand: 1, lastCommand: 2, firstEntry: 1, lastEntry: 2))
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path + ".head"))
        bytes[bytes.startIndex + (head.number & 1 == 0 ? 128 : 0) + 5] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path + ".head"))
        #expect(HeadMark.read(beside: path) == .mark(.init(number: head.number, lastCommand: head.lastCommand, hash: head.hash)))
    }

    @Test func `a hard link is no database of its own`() throws {
        do { try Office(folder).work() }
        #expect(link(path, folder.file("other.db")) == 0)
        #expect(try #require(throws: LostCommits.self) { try folder.database("other.db") }.reason == .hasOtherNames)
        #expect(try folder.database().lost == nil)
    }

    @Test(arguments: ["short", "long", "flipped", "page short", "page long"]) func `a backup that is not whole is refused`(damage: String) throws {
        let backup = folder.file("backup.db")
        do {
            let office = try Office(folder)
            try office.work()
            try office.database.backup(to: backup)
        }
        var bytes = try Data(contentsOf: URL(fileURLWithPath: backup))
        switch damage {
        case "short": bytes.removeLast()
        case "long": bytes.append(0)
        case "page short": bytes.removeLast(4_096)
        case "page long": bytes.append(contentsOf: [UInt8](repeating: 0, count: 4_096))
        default: bytes[20] ^= 1
        }
        try bytes.write(to: URL(fileURLWithPath: backup))
        #expect(!Verification.verifyFile(backup).isSound)
        #expect(throws: Restore.Refused.self) { try Restore.restore(backup, to: folder.file("restored.db")) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("restored.db")))
    }
}
