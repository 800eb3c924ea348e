import Examples
import Foundation
import SQLite
import Store
import Testing

@Suite struct BackupTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    @Test func `a backup restored is the database again`() throws {
        let office = try Office(folder)
        try office.work()
        try office.database.backup(to: folder.file("backup.db"))
        let head = try Restore.restore(folder.file("backup.db"), to: folder.file("restored.db"))
        #expect(head == office.database.head)
        let restored = try folder.database("restored.db")
        #expect(restored.head == head)
        #expect(Verification.verify(restored, reader: Example.reader, scratch: folder.file("scratch.db")).findings == [])
        #expect(try StoredFacts(of: restored).wallets == office.facts.wallets)
    }

    @Test func `a database is replaced only when that is asked for`() throws {
        do { try Office(folder).database.backup(to: folder.file("backup.db")) }
        #expect(throws: Restore.Refused.self) { try Restore.restore(folder.file("backup.db"), to: folder.file("laurel.db")) }
        try Restore.restore(folder.file("backup.db"), to: folder.file("laurel.db"), replacing: true)
    }

    @Test func `a database in use is not replaced`() throws {
        let office = try Office(folder)
        try office.database.backup(to: folder.file("backup.db"))
        #expect(throws: FileLock.Held.self) { try Restore.restore(folder.file("backup.db"), to: folder.file("laurel.db"), replacing: true) }
    }

    @Test func `a damaged backup is not restored`() throws {
        let path = folder.file("backup.db")
        do {
            let office = try Office(folder)
            try office.work()
            try office.database.backup(to: path)
        }
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(throws: (any Error).self) { try Restore.restore(path, to: folder.file("restored.db")) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("restored.db")))
    }

    @Test func `what is no backup is not restored`() throws {
        try Data("hello".utf8).write(to: URL(fileURLWithPath: folder.file("notes.txt")))
        #expect(throws: (any Error).self) { try Restore.restore(folder.file("notes.txt"), to: folder.file("restored.db")) }
    }
}
