import Glibc
import JSON
import PointsEngine
import SQLite

/// Commits that were acknowledged, and are not in the database.
package struct LostCommits: Error, Hashable, Sendable {
    package enum Reason: String, Hashable, Sendable {
        /// The seals end before the mark, or the file is gone altogether.
        case endsEarly = "ends-early"
        /// The seals go on differently.
        case isAnother = "is-another"
        /// The mark cannot be read, so that nobody knows.
        case markIsUnreadable = "mark-unreadable"
        /// The file has several names, and was opened by another: its log and its mark stand beside that one.
        case hasOtherNames = "other-names"
    }

    package let path: String
    package let reason: Reason
    package let found: Head
    /// Nil where it cannot be read, or stands elsewhere.
    package let marked: HeadMark.Mark?

    /// How many commands are missing, as far as that is known.
    package var commands: Int64? { reason == .endsEarly ? marked.map { $0.lastCommand - found.lastCommand } : nil }
}

extension LostCommits: CustomStringConvertible {
    package var description: String { "\(what) \(whatToDo)" }

    /// What is missing, in a sentence.
    package var what: String {
        let mark = DatabaseFile.resolved(path) + ".head", log = DatabaseFile.resolved(path) + "-wal"
        let acknowledged = marked.map { "commit \($0.number) (command \($0.lastCommand)) had been acknowledged" } ?? ""
        switch reason {
        case .endsEarly:
            return "\(path) ends with commit \(found.number) (command \(found.lastCommand)), but \(acknowledged): \(commands ?? 0) commands are missing. "
                + "The log \(log) was deleted, cut or exchanged, or the file was replaced by an older one."
        case .isAnother: return "\(path) does not continue what \(mark) says: \(acknowledged), with another seal. The file was replaced by another one."
        case .markIsUnreadable: return "\(mark), which names the last acknowledged commit, cannot be read: nobody knows whether \(path) is whole."
        case .hasOtherNames: return "\(path) has another name (a hard link) and was opened by that: what is not in the file yet stands beside the other name."
        }
    }

    package var whatToDo: String {
        switch reason {
        case .hasOtherNames: "Nothing was changed. Open it by the other name; to go on with this one all the same, say --accept-head."
        default:
            "Nothing was changed. Put back what was moved, or restore a backup (laurel restore --replace FILE); to go on without what is missing, say --accept-head."
        }
    }
}

extension LostCommits {
    /// What the audit trail says when somebody goes on all the same.
    package var note: Note {
        Note(
            kind: "head-accepted", subject: nil,
            detail: [
                "reason": .string(reason.rawValue), "commit": .number(Decimal(found.number)), "command": .number(Decimal(found.lastCommand)), "hash": .string("\(found.hash)"),
                "acknowledged_commit": marked.map { .number(Decimal($0.number)) } ?? .null,
                "acknowledged_command": marked.map { .number(Decimal($0.lastCommand)) } ?? .null, "acknowledged_hash": marked.map { .string("\($0.hash)") } ?? .null,
            ])
    }
}

/// What is done where commits are missing.
package enum LossPolicy: Sendable {
    /// The database is not opened.
    case refused
    /// It is opened to be looked at; the mark stays as it is.
    case shown
    /// It goes on from the head that it has.
    case accepted
    /// Nothing is lost by it: what is missing here stands in a log that other nodes share.
    case kept
}

extension LostCommits {
    /// What a database lacks of what was acknowledged; nil: nothing. It is read without being changed: opened to be written, it would
    /// begin another log.
    init?(in path: String, vfs: String?) throws {
        let mark = HeadMark.read(beside: path)
        if case .none = mark, !Self.hasOtherNames(path) { return nil }
        let head = try Self.head(of: path, vfs)
        switch mark {
        case .none:
            guard head.number > 0 else { return nil }
            self.init(path: path, reason: .hasOtherNames, found: head, marked: nil)
        case .unreadable: self.init(path: path, reason: .markIsUnreadable, found: head, marked: nil)
        case .mark(let mark):
            guard mark.number > 0 else { return nil }
            let isThere = try head.number >= mark.number && Self.hash(of: mark.number, in: path, vfs) == mark.hash
            if isThere { return nil }
            self.init(path: path, reason: head.number < mark.number ? .endsEarly : .isAnother, found: head, marked: mark)
        }
    }

    /// Looks at a database that nobody has open; nothing is changed.
    package init?(looking path: String) throws { try self.init(in: path, vfs: nil) }

    private static func hasOtherNames(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_nlink > 1
    }

    private static func head(of path: String, _ vfs: String?) throws -> Head {
        try reading(path, vfs) { try Head.last(on: $0) } ?? .none
    }

    private static func hash(of seal: Int64, in path: String, _ vfs: String?) throws -> Digest? {
        try reading(path, vfs) { try $0.first("SELECT hash FROM seal WHERE number = ?", seal) { $0.blob(0) }.flatMap { Digest(bytes: $0) } } ?? nil
    }

    /// Nil where there are no seals: the file is empty, or nothing of it was ever in more than its log.
    private static func reading<Value>(_ path: String, _ vfs: String?, _ body: (Connection) throws -> Value) throws -> Value? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_size > 0 else { return nil }
        let connection = try Connection(path, as: .reader, vfs: vfs)
        guard try connection.first("SELECT 1 FROM sqlite_schema WHERE name = 'seal'", read: { $0.integer(0) }) != nil else { return nil }
        return try body(connection)
    }
}
