import Identity
import JSON
import Periods
import PointsEngine
import SQLite

/// The database with its one writer, for the thread that opens it.
///
/// Opening takes the lock beside the file, creates the file where there is none, and brings it to this program's schema.
package final class Database: OpenDatabase {
    package let path: String
    package let connection: Connection
    /// The seal of the last commit.
    package private(set) var head: Head
    /// What was acknowledged and is missing, where it was opened all the same.
    package let lost: LostCommits?
    let interned: Interned
    /// Told how long encoding and writing take.
    package var stages: StageClock?
    /// Nil where a database is only looked at, or thrown away.
    private let mark: HeadMark?
    private let lock: FileLock

    /// - Parameter loss: what to do where commits are missing that had been acknowledged.
    /// - Throws: `FileLock.Held` where another process has it open, `LostCommits`, `StoreError` where the file is not ours or newer, `SQLiteError`.
    package init(_ path: String, vfs: String? = nil, onLoss loss: LossPolicy = .refused) throws {
        self.path = path
        lock = try FileLock(beside: path)
        lost = try LostCommits(in: path, vfs: vfs)
        if let lost, loss == .refused { throw lost }
        connection = try Connection(path, as: .writer, vfs: vfs)
        try Migrator.migrate(connection)
        try Migrator.addKept(to: connection)
        head = try Head.last(on: connection)
        interned = Interned(connection)
        mark = loss == .shown ? nil : try HeadMark(beside: path)
        try mark?.begin(with: head, in: path)
    }

    /// Waits until the mark of the last head is on disk too.
    package func syncMark() { mark?.sync() }

    func forgetInterned() { interned.forget() }
}

extension Database {
    /// Writes commands and what they changed together as one transaction, which ends with a seal. When it returns, all is on
    /// disk; when it throws, nothing is kept.
    ///
    /// - Parameters:
    ///   - commands: in order of number, going on from the last one.
    ///   - changes: what all of them changed together: each key once, with its last value.
    ///   - commitments: with which commands were sealed before, by number, where they are decided again.
    ///   - alongside: writes that belong to the same transaction, such as the account that a note tells of.
    @discardableResult
    package func commit(
        _ commands: [DecidedCommand], _ changes: BatchChanges, sealedWith commitments: [Int64: JSONObject] = [:], alongside: () throws -> Void = {}
    ) throws -> Head {
        do {
            let encoded = try stages.measuring(.encode) { try commands.map { try EncodedCommand($0.content, sealedWith: commitments[$0.number]) } }
            head = try stages.measuring(.write) {
                try connection.transaction {
                    var truth = try TruthWriter(connection, after: head)
                    for index in commands.indices { try truth.add(commands[index], encoded[index]) }
                    try DerivedWriter(connection: connection, interned: interned, lastCommand: head.lastCommand).write(changes)
                    try MemberIndex.keepUp(connection, after: head.lastCommand, with: head.lastCommand + Int64(commands.count))
                    for command in commands { if let member = command.forgets { try Forgetting(connection: connection).forget(member) } }
                    try alongside()
                    return commands.isEmpty ? head : try truth.seal()
                }
            }
            if !commands.isEmpty { mark?.note(head) }
            return head
        } catch {
            interned.forget()
            throw error
        }
    }
}

extension DecidedCommand {
    /// Whom it forgets.
    package var forgets: MemberID? {
        if case .command(let command as ForgetMember, _) = content { command.id } else { nil }
    }
}

extension Reader {
    /// When the last command was decided; nil in a new database.
    package func lastInstant() throws -> Instant? {
        try connection.first("SELECT recorded FROM command ORDER BY number DESC LIMIT 1") { $0.integer(0) }.map(Instant.init(microseconds:))
    }
}

extension Database {
    /// When the last command was decided; nil in a new database.
    package func lastInstant() throws -> Instant? {
        let sql = "SELECT recorded FROM command ORDER BY number DESC LIMIT 1"
        return try connection.first(sql) { $0.integer(0) }.map(Instant.init(microseconds:))
    }
}
