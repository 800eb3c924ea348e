import CSQLite
import Glibc

/// A copy of a database in the making, taken by its writer bit by bit between commits.
///
/// What the writer commits meanwhile is in the copy too. The copy appears under its name only when it is whole, sound and on
/// disk: temporary name → sync → `quick_check` → rename → sync of the folder.
package final class Backup {
    package let path: String
    private let source: Connection
    private let temporary: String
    private var target: OpaquePointer?
    private var handle: OpaquePointer?
    private var isComplete = false

    /// Begins a copy of `source` that will stand at `path`; an older one there is replaced at the end, in one step.
    package init(of source: Connection, to path: String) throws(SQLiteError) {
        self.path = path
        self.source = source
        self.temporary = path + ".partial"
        Self.remove(temporary)
        // Its owner's alone before the first byte is in it.
        guard let made = DatabaseFile.open(temporary, O_RDWR | O_CREAT | O_EXCL) else { throw systemFailure("open \(temporary)") }
        close(made)
        let result = sqlite3_open_v2(temporary, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, try PageSums.layer(over: nil))
        guard result == SQLITE_OK else { throw failure(result) }
        handle = sqlite3_backup_init(target, "main", source.handle, "main")
        guard handle != nil else { throw failure(sqlite3_errcode(target)) }
    }

    deinit {
        discard()
    }

    /// Copies up to `pages` pages (4 KiB each). True: all are copied, and `finish` may be called.
    package func step(pages: Int32 = 1024) throws(SQLiteError) -> Bool {
        switch sqlite3_backup_step(handle, pages) {
        case SQLITE_DONE: return true
        case SQLITE_OK: return false
        case let result: throw failure(result)
        }
    }

    /// Ends the copying. What is left, `Copy.publish`, can be done on another thread.
    package func complete() throws -> Copy {
        try closeCopy()
        isComplete = true
        return Copy(temporary: temporary, path: path)
    }

    /// Ends the copying, checks the copy, and gives it its name.
    package func finish() throws {
        try complete().publish()
    }

    /// Copies everything at once, for callers that have nothing else to do.
    package static func copy(_ source: Connection, to path: String) throws {
        let backup = try Backup(of: source, to: path)
        while try !backup.step() {}
        try backup.finish()
    }
}

/// A whole copy that does not have its name yet.
package struct Copy: Sendable {
    let temporary: String
    let path: String

    /// Syncs and checks it, and gives it its name; a copy that is not sound is removed.
    package func publish() throws {
        do {
            try sync(temporary)
            let flaws = try Connection(temporary, as: .reader).quickCheck()
            guard flaws.isEmpty else {
                throw SQLiteError(extendedCode: SQLITE_CORRUPT, message: "the copy is not sound: " + flaws.joined(separator: "; "))
            }
            guard rename(temporary, path) == 0 else { throw systemFailure("rename") }
        } catch {
            Backup.remove(temporary)
            throw error
        }
        try syncFolder(of: path)
    }
}

extension Backup {
    private func closeCopy() throws(SQLiteError) {
        let copied = sqlite3_backup_finish(handle)
        handle = nil
        guard copied == SQLITE_OK else { throw failure(copied) }
        // The copy carries the mode of its source; without a log it is one file, which can be moved about.
        let switched = sqlite3_exec(target, "PRAGMA journal_mode = DELETE", nil, nil, nil)
        guard switched == SQLITE_OK else { throw failure(switched) }
        sqlite3_close_v2(target)
        target = nil
    }

    private func discard() {
        if handle != nil { sqlite3_backup_finish(handle) }
        if target != nil { sqlite3_close_v2(target) }
        handle = nil
        target = nil
        if !isComplete { Self.remove(temporary) }
    }

    fileprivate static func remove(_ temporary: String) {
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(temporary + suffix) }
    }

    private func failure(_ result: Int32) -> SQLiteError {
        SQLiteError(result, of: target, sql: "backup to \(path)")
    }
}

/// Syncs a file that is already written.
package func sync(_ path: String, flags: Int32 = O_RDONLY) throws(SQLiteError) {
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw systemFailure("open \(path)") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw systemFailure("fsync \(path)") }
}

/// Syncs the folder of a file, so that its name is durable too.
package func syncFolder(of path: String) throws(SQLiteError) {
    let end = path.lastIndex(of: "/")
    let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    try sync(folder, flags: O_RDONLY | O_DIRECTORY)
}

func systemFailure(_ call: String) -> SQLiteError { SQLiteError(system: call) }
