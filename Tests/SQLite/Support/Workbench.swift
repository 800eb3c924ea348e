import Foundation
import SQLite

/// A folder of one test, gone with it.
final class Workbench {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "laurel-sqlite-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func path(_ name: String) -> String { folder + "/" + name }

    /// A writer on a new database with `note (number, text)`.
    func writer(_ name: String = "notes.db", vfs: String? = nil) throws -> Connection {
        let writer = try Connection(path(name), as: .writer, vfs: vfs)
        try writer.execute("CREATE TABLE IF NOT EXISTS note (number INTEGER PRIMARY KEY, text ANY) STRICT")
        return writer
    }
}

extension Connection {
    func note(_ text: any SQLBindable) throws {
        try run("INSERT INTO note (text) VALUES (?)", text)
    }

    func notes() throws -> [SQLValue] {
        try rows("SELECT text FROM note ORDER BY number") { $0.value(0) }
    }
}
