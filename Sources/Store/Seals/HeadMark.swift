import Glibc
import SQLite

/// The last acknowledged head, noted beside the database in `laurel.db.head`, so that a log which was deleted, cut or exchanged after a
/// crash is noticed: the seals in the database itself then end too early, and end well.
///
/// **What it promises.** It is written after each commit is on disk and before anybody hears of it, without waiting for the disk: one
/// write of 128 bytes. So it never leads what is on disk; after a crash of the process it names the last acknowledged commit exactly;
/// after a power cut it may lag behind by what the system had not written out (it is synced at each checkpoint, and where it is made),
/// and then less is missed than was lost. Two lines take turns, each with a sum of its own: of a torn one the other still holds.
package final class HeadMark {
    /// What was noted.
    package struct Mark: Hashable, Sendable {
        package let number: Int64
        package let lastCommand: Int64
        package let hash: Digest
    }

    package enum Found: Hashable, Sendable {
        /// There is no mark, or one that was never written.
        case none
        case mark(Mark)
        /// Neither line holds.
        case unreadable
    }

    private static let lineLength = 128
    private let descriptor: Int32

    static func path(beside database: String) -> String { DatabaseFile.resolved(database) + ".head" }

    /// Opens the mark of a database, and makes it where there is none.
    init(beside database: String) throws {
        let path = Self.path(beside: database)
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SQLiteError(system: "open \(path)") }
        fchmod(descriptor, 0o600)
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Notes a head that is on disk. A mark that cannot be written lags, which is allowed.
    func note(_ head: Head) {
        write(Mark(number: head.number, lastCommand: head.lastCommand, hash: head.hash))
    }

    /// Notes a head in place of whatever was noted before, and waits for the disk: at the start, and after a backup was restored.
    func begin(with head: Head, in database: String) throws {
        // The other line may name what has been given up.
        let line = Self.line(Mark(number: head.number, lastCommand: head.lastCommand, hash: head.hash))
        let empty = [UInt8](repeating: UInt8(ascii: " "), count: Self.lineLength - 1) + [UInt8(ascii: "\n")]
        let lines = head.number & 1 == 0 ? line + empty : empty + line
        guard pwrite(descriptor, lines, lines.count, 0) == lines.count else { throw SQLiteError(system: "write \(Self.path(beside: database))") }
        sync()
        try syncFolder(of: Self.path(beside: database))
    }

    func sync() { fdatasync(descriptor) }

    /// Notes for a copy that is about to be made of a database what is noted of the database now.
    package static func copy(beside database: String, to copy: String) throws {
        guard case .mark(let mark) = read(beside: database) else { return }
        try HeadMark(beside: copy).write(mark)
    }

    private func write(_ mark: Mark) {
        let line = Self.line(mark)
        _ = pwrite(descriptor, line, line.count, off_t(mark.number & 1) * off_t(Self.lineLength))
    }

    // MARK: Lines

    /// The newest line that holds.
    package static func read(beside database: String) -> Found {
        let descriptor = open(path(beside: database), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return errno == ENOENT ? .none : .unreadable }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 2 * lineLength)
        let count = max(0, pread(descriptor, &bytes, bytes.count, 0))
        guard bytes.contains(where: { $0 != 0 }) else { return .none }
        let marks = [0, lineLength].filter { $0 + lineLength <= count }.compactMap { mark(in: bytes[$0..<$0 + lineLength]) }
        return marks.max { $0.number < $1.number }.map(Found.mark) ?? .unreadable
    }

    /// Number, last command and hash of the head, and a sum of these three; filled up with spaces.
    private static func line(_ mark: Mark) -> [UInt8] {
        let text = "\(mark.number) \(mark.lastCommand) \(mark.hash)"
        let line = Array("\(text) \(Digest(of: Array(text.utf8)).description.prefix(16))".utf8)
        return line + [UInt8](repeating: UInt8(ascii: " "), count: max(0, lineLength - 1 - line.count)) + [UInt8(ascii: "\n")]
    }

    private static func mark(in line: ArraySlice<UInt8>) -> Mark? {
        let parts = String(decoding: line, as: UTF8.self).split { $0 == " " || $0 == "\n" }
        guard parts.count == 4, let number = Int64(parts[0]), let command = Int64(parts[1]), let hash = Digest(hexadecimal: String(parts[2])) else { return nil }
        let mark = Mark(number: number, lastCommand: command, hash: hash)
        return Self.line(mark).elementsEqual(line) ? mark : nil
    }
}
