import CommitLog
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
    /// Where commits stand before they stand here; nil: they stand here alone.
    package var log: (any SharedLog)?
    /// The form in which commits go into the log: every node must know it.
    package var format = LogSeal.currentFormat
    /// How far what stands beside the commits of the log has come; nil: this is no replica.
    var aside: AsidePlace?
    /// Gives the salts of what is said of people; random ones, but where two databases are to be the same.
    package var salt: @Sendable () -> [UInt8] = PersonalValues.randomSalt
    /// Nil where a database is only looked at, thrown away, or a replica of what stands elsewhere.
    private let mark: HeadMark?
    private let lock: FileLock

    /// - Parameter loss: what to do where commits are missing that had been acknowledged.
    /// - Throws: `FileLock.Held` where another process has it open, `LostCommits`, `StoreError` where the file is not ours or newer, `SQLiteError`.
    package init(_ path: String, vfs: String? = nil, onLoss loss: LossPolicy = .refused) throws {
        self.path = path
        lock = try FileLock(beside: path)
        lost = loss == .kept ? nil : try LostCommits(in: path, vfs: vfs)
        if let lost, loss == .refused { throw lost }
        connection = try Connection(path, as: .writer, vfs: vfs)
        try Migrator.migrate(connection)
        try Migrator.addKept(to: connection)
        head = try Head.last(on: connection)
        interned = Interned(connection)
        mark = loss == .shown || loss == .kept ? nil : try HeadMark(beside: path)
        try mark?.begin(with: head, in: path)
    }

    /// Waits until the mark of the last head is on disk too.
    package func syncMark() { mark?.sync() }

    func forgetInterned() { interned.forget() }
}

extension Database {
    /// Writes commands and what they changed together as one transaction, which ends with a seal. When it returns, all is on
    /// disk, and in the log where there is one; when it throws, nothing is kept.
    ///
    /// - Parameters:
    ///   - commands: in order of number, going on from the last one.
    ///   - changes: what all of them changed together: each key once, with its last value.
    ///   - again: of what was sealed before, where it is decided again.
    ///   - alongside: writes that belong to the same transaction, such as the account that a note tells of.
    /// - Throws: of a log, `LogError` where nothing is in it, and `UnsettledCommit`.
    @discardableResult
    package func commit(
        _ commands: [DecidedCommand], _ changes: BatchChanges, again: SealedBefore = SealedBefore(), alongside: (() throws -> Void)? = nil
    ) throws -> Head {
        var append = LogAppend(through: log)
        do {
            let encoded = try stages.measuring(.encode) {
                try commands.map { try EncodedCommand($0.content, sealedWith: again.commitments[$0.number], salt: salt) }
            }
            head = try stages.measuring(.write) {
                try connection.transaction {
                    var truth = try TruthWriter(connection, after: head, isLogged: log != nil)
                    for index in commands.indices { try truth.add(commands[index], encoded[index]) }
                    let next = commands.isEmpty ? head : try truth.seal()
                    try again.check(next)
                    guard let rows = truth.rows else { return try keep(commands, changes, alongside, next) }
                    return try keep(commands, changes, alongside, next, rows, &append)
                }
            }
            aside = append.aside ?? aside
            if !commands.isEmpty { mark?.note(head) }
            return head
        } catch {
            interned.forget()
            throw append.failure(error)
        }
    }

    /// What follows from the commands, and what stands beside them.
    private func keep(_ commands: [DecidedCommand], _ changes: BatchChanges, _ alongside: (() throws -> Void)?, _ next: Head) throws -> Head {
        try DerivedWriter(connection: connection, interned: interned, lastCommand: head.lastCommand).write(changes)
        try MemberIndex.keepUp(connection, after: head.lastCommand, with: head.lastCommand + Int64(commands.count))
        for command in commands { if let member = command.forgets { try Forgetting(connection: connection).forget(member) } }
        try alongside?()
        return next
    }

    /// The same, while the commit is on its way into the log; what is written beside the commands must be known before it can go.
    private func keep(
        _ commands: [DecidedCommand], _ changes: BatchChanges, _ alongside: (() throws -> Void)?, _ next: Head, _ rows: GatheredRows, _ append: inout LogAppend
    ) throws -> Head {
        let sealed = commands.isEmpty ? nil : next
        guard let alongside else {
            try append.begin(rows.commit(commands, sealedAs: sealed, in: format, aside: nil), next)
            let kept = Result { try keep(commands, changes, nil, next) }
            try append.finish()
            return try kept.get()
        }
        _ = try keep(commands, changes, nil, next)
        let beside = try recording(alongside)
        guard sealed != nil || !beside.isEmpty else { return next }
        if !beside.isEmpty {
            let place = try note(asideAfter: next.number)
            append.aside = place
            try RecentAsides(connection).add(beside, at: place)
        }
        try append.begin(rows.commit(commands, sealedAs: sealed, in: format, aside: beside.isEmpty ? nil : beside), next)
        try append.finish()
        return next
    }
}

extension DecidedCommand {
    /// Whether nothing was decided: it only tells.
    var isNote: Bool { if case .note = content { true } else { false } }

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
