import PointsEngine
import SQLite

/// The last seal: it stands for everything committed so far. Noted elsewhere, it proves later that nothing before it was changed.
package struct Head: Hashable, Sendable {
    package let number: Int64
    package let hash: Digest
    package let firstCommand: Int64
    package let lastCommand: Int64
    package let firstEntry: Int64
    package let lastEntry: Int64

    /// Before the first commit.
    package static let none = Head(number: 0, hash: .zero, firstCommand: 0, lastCommand: 0, firstEntry: 0, lastEntry: 0)

    static let columns = "number, hash, first_command, last_command, first_entry, last_entry"

    init(number: Int64, hash: Digest, firstCommand: Int64, lastCommand: Int64, firstEntry: Int64, lastEntry: Int64) {
        self.number = number
        self.hash = hash
        self.firstCommand = firstCommand
        self.lastCommand = lastCommand
        self.firstEntry = firstEntry
        self.lastEntry = lastEntry
    }

    init(row: Statement) throws {
        guard let hash = Digest(bytes: row.blob(1)) else { throw DamagedRecord("seal \(row.integer(0))") }
        self.init(
            number: row.integer(0), hash: hash, firstCommand: row.integer(2), lastCommand: row.integer(3), firstEntry: row.integer(4),
            lastEntry: row.integer(5))
    }

    /// The seal with this hash; nil: there is none.
    static func sealed(as hash: Digest, on connection: Connection) throws -> Head? {
        try connection.rows("SELECT \(columns) FROM seal WHERE hash = ?", hash.bytes, read: Head.init(row:)).first
    }

    static func numbered(_ number: Int64, on connection: Connection) throws -> Head? {
        try connection.rows("SELECT \(columns) FROM seal WHERE number = ?", number, read: Head.init(row:)).first
    }

    /// The last seal that covers no command after this one.
    static func last(upTo command: Int64, on connection: Connection) throws -> Head {
        try connection.rows("SELECT \(columns) FROM seal WHERE last_command <= ? ORDER BY number DESC LIMIT 1", command, read: Head.init(row:)).first ?? .none
    }

    /// The head of the database on this connection.
    static func last(on connection: Connection) throws -> Head {
        try connection.rows("SELECT \(columns) FROM seal ORDER BY number DESC LIMIT 1", read: Head.init(row:)).first ?? .none
    }
}
