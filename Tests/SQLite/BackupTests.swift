import Foundation
import SQLite
import Testing

@Suite struct BackupTests {
    let bench: Workbench

    init() throws { bench = try Workbench() }

    @Test func `a copy holds what was committed while it was made`() throws {
        let writer = try bench.writer()
        for _ in 0..<50 { try writer.note([UInt8](repeating: 1, count: 10_000)) }
        let backup = try Backup(of: writer, to: bench.path("copy.db"))
        #expect(try !backup.step(pages: 10))
        try writer.note("late")
        #expect(!FileManager.default.fileExists(atPath: backup.path))
        while try !backup.step(pages: 10) {}
        try backup.finish()
        let copy = try Connection(backup.path, as: .reader)
        #expect(try copy.notes() == writer.notes())
        #expect(try copy.quickCheck().isEmpty)
    }

    @Test func `a copy is one file that replaces the older one`() throws {
        let writer = try bench.writer()
        try Backup.copy(writer, to: bench.path("copy.db"))
        try writer.note("newer")
        try Backup.copy(writer, to: bench.path("copy.db"))
        #expect(try Connection(bench.path("copy.db"), as: .reader).notes() == [.text("newer")])
        let names = try FileManager.default.contentsOfDirectory(atPath: bench.folder).filter { $0.hasPrefix("copy") }
        #expect(names == ["copy.db"])
    }

    @Test func `a copy given up leaves nothing`() throws {
        let writer = try bench.writer()
        for _ in 0..<50 { try writer.note([UInt8](repeating: 1, count: 10_000)) }
        do {
            let backup = try Backup(of: writer, to: bench.path("copy.db"))
            _ = try backup.step(pages: 10)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: bench.folder).filter { $0.hasPrefix("copy") }
        #expect(names.isEmpty)
    }

    @Test func `a folder that is not there is an error`() throws {
        let writer = try bench.writer()
        #expect(throws: SQLiteError.self) { try Backup.copy(writer, to: bench.path("nowhere/copy.db")) }
    }
}
