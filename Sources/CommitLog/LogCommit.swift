/// What a leader adds: a sealed commit, a changeset beside it, or both.
package struct LogCommit: Hashable, Sendable {
    /// Nil: a changeset alone.
    package var seal: LogSeal?
    package var commands: LogRows
    package var entries: LogRows
    /// What the commands say of people, which may be removed (`forgets`): command, member, salt, body.
    package var personal: LogRows
    /// Members of whom everything personal goes with this commit.
    package var forgets: [String]
    /// A changeset of rows that no command tells of: accounts, sessions.
    package var aside: [UInt8]?

    package init(
        seal: LogSeal?, commands: LogRows = LogRows(), entries: LogRows = LogRows(), personal: LogRows = LogRows(), forgets: [String] = [], aside: [UInt8]? = nil
    ) {
        self.seal = seal
        self.commands = commands
        self.entries = entries
        self.personal = personal
        self.forgets = forgets
        self.aside = aside
    }
}

/// A seal, with the format in which the commit is written.
package struct LogSeal: Hashable, Sendable {
    package let number: Int64
    package let format: Int32
    package let commands: ClosedRange<Int64>
    /// A commit without entries: `lastEntry` is one less.
    package let firstEntry: Int64
    package let lastEntry: Int64
    package let hash: [UInt8]
    /// Which of the commands are notes, which nobody decides: of any other, a program must know the kind.
    package let notes: [Int64]

    package init(number: Int64, format: Int32, commands: ClosedRange<Int64>, firstEntry: Int64, lastEntry: Int64, hash: [UInt8], notes: [Int64] = []) {
        self.number = number
        self.format = format
        self.commands = commands
        self.firstEntry = firstEntry
        self.lastEntry = lastEntry
        self.hash = hash
        self.notes = notes
    }

    /// The places of the notes in the commit, as they are stored.
    package var storedNotes: [UInt8] { notes.flatMap { note in withUnsafeBytes(of: Int32(note - commands.lowerBound).bigEndian) { Array($0) } } }

    /// - Parameter first: the first command of the commit.
    package static func notes(stored bytes: [UInt8], after first: Int64) -> [Int64] {
        stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map { start in
            first + bytes[start..<start + 4].reduce(0) { $0 << 8 | Int64($1) }
        }
    }
}

/// What a follower reads.
package enum LogRecord: Hashable, Sendable {
    case commit(LogSeal, commands: LogRows, personal: LogRows)
    case aside([UInt8], at: LogPosition)
}
