import Foundation
import Glibc
import SQLite
import Testing

@Suite struct FileLockTests {
    let bench: Workbench

    init() throws { bench = try Workbench() }

    @Test func `the second to come is told who holds the database`() throws {
        let lock = try FileLock(beside: bench.path("points.db"))
        let held = #expect(throws: FileLock.Held.self) { try FileLock(beside: bench.path("points.db")) }
        #expect(held == FileLock.Held(path: lock.path, process: getpid()))
        #expect(held?.description == "process \(getpid()) has this database open (it holds \(lock.path))")
    }

    @Test func `a lock let go can be taken again`() throws {
        do { _ = try FileLock(beside: bench.path("points.db")) }
        _ = try FileLock(beside: bench.path("points.db"))
    }

    @Test func `databases have locks of their own`() throws {
        let one = try FileLock(beside: bench.path("one.db"))
        let two = try FileLock(beside: bench.path("two.db"))
        #expect(one.path != two.path)
    }

    @Test(arguments: ["symbolic", "hard"]) func `another name of a database helps nobody`(link: String) throws {
        let lock = try FileLock(beside: bench.path("points.db"))
        let other = bench.path("other.db")
        #expect((link == "hard" ? Glibc.link(lock.database, other) : symlink("points.db", other)) == 0)
        #expect(throws: FileLock.Held.self) { try FileLock(beside: other) }
        // Asking took nothing away: the lock still stands.
        #expect(throws: FileLock.Held.self) { try FileLock(beside: bench.path("points.db")) }
    }

    @Test func `a lock that was removed helps nobody`() throws {
        let lock = try FileLock(beside: bench.path("points.db"))
        #expect(unlink(lock.path) == 0)
        #expect(throws: FileLock.Held.self) { try FileLock(beside: bench.path("points.db")) }
    }

    /// SQLite's locks belong to the process, and closing any descriptor of the file would take them away.
    @Test func `the locks of SQ lite stand beside ours`() throws {
        let lock = try FileLock(beside: bench.path("points.db"))
        let writer = try bench.writer("points.db")
        try writer.note("one")
        #expect(throws: FileLock.Held.self) { try FileLock(beside: bench.path("points.db")) }
        let held = try String(contentsOfFile: "/proc/locks", encoding: .utf8).split(separator: "\n").filter { $0.contains(" POSIX ") && $0.contains(" \(getpid()) ") }
        var status = stat()
        #expect(stat(lock.database, &status) == 0)
        #expect(held.contains { $0.contains(":\(status.st_ino) ") }, "SQLite has lost its lock")
        #expect(try writer.notes() == [.text("one")])
    }

    /// Under the mask of the tests; whatever the mask is for `laurel` itself: `FileCommandTests`.
    @Test func `all files are their owners alone`() throws {
        let lock = try FileLock(beside: bench.path("points.db"))
        let writer = try bench.writer("points.db")
        try writer.note("one")
        try Backup.copy(writer, to: bench.path("copy.db"))
        let names = try FileManager.default.contentsOfDirectory(atPath: bench.folder)
        #expect(names.count >= 5)
        for name in names {
            var status = stat()
            #expect(stat(bench.path(name), &status) == 0 && status.st_mode & 0o777 == 0o600, "\(name)")
        }
        withExtendedLifetime(lock) {}
    }

    @Test func `what everybody could read is closed when it is opened`() throws {
        do { try bench.writer("points.db").note("one") }
        #expect(chmod(bench.path("points.db"), 0o644) == 0)
        _ = try FileLock(beside: bench.path("points.db"))
        var status = stat()
        #expect(stat(bench.path("points.db"), &status) == 0 && status.st_mode & 0o777 == 0o600)
    }
}
