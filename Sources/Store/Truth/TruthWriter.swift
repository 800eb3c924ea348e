import CommitLog
import Identity
import JSON
import Ledger
import Periods
import PointsEngine
import SQLite

/// Adds the rows of one commit to the append-only tables, and hashes them on the way.
struct TruthWriter {
    private let connection: Connection
    private let before: Head
    private let hasher = RowHasher()
    private let commandRows: Statement
    private let entryRows: Statement
    private var lastCommand: Int64
    private var lastEntry: Int64
    /// The same rows for a log; nil where there is none.
    let rows: GatheredRows?

    /// - Parameter isLogged: whether the rows also go into a log.
    init(_ connection: Connection, after head: Head, isLogged: Bool = false) throws {
        self.connection = connection
        rows = isLogged ? GatheredRows() : nil
        commandRows = try connection.prepare(TruthTable.command.insert)
        entryRows = try connection.prepare(TruthTable.entry.insert)
        before = head
        lastCommand = head.lastCommand
        lastEntry = head.lastEntry
        hasher.add(head.hash.bytes)
    }

    /// - Throws: `DamagedRecord` where numbers have gaps, which would be our own mistake.
    mutating func add(_ command: DecidedCommand, _ encoded: EncodedCommand) throws {
        guard command.number == lastCommand + 1 else { throw DamagedRecord("command \(command.number) after \(lastCommand)") }
        lastCommand = command.number
        try insert(command, encoded)
        for entry in command.changes.entries {
            guard entry.number == lastEntry + 1 else { throw DamagedRecord("entry \(entry.number) after \(lastEntry)") }
            lastEntry = entry.number
            try insert(entry, of: command)
        }
    }

    /// Ends the commit with its seal.
    func seal() throws -> Head {
        let head = Head(
            number: before.number + 1, hash: hasher.finish(), firstCommand: before.lastCommand + 1, lastCommand: lastCommand,
            firstEntry: before.lastEntry + 1, lastEntry: lastEntry)
        try connection.run(
            "INSERT INTO seal (number, first_command, last_command, first_entry, last_entry, hash) VALUES (?, ?, ?, ?, ?, ?)",
            head.number, head.firstCommand, lastCommand, head.firstEntry, lastEntry, head.hash.bytes)
        return head
    }

    private func insert(_ command: DecidedCommand, _ encoded: EncodedCommand) throws {
        var row = SealedRow(commandRows, hasher, rows?.commands)
        try row.add(command.number)
        try row.add(command.at.microseconds)
        try row.add(command.actor.text)
        try row.add(command.address)
        try row.add(encoded.kind)
        try row.add(encoded.subject)
        try row.add(utf8: encoded.body)
        if let outcome = encoded.outcome, let activity = command.activity {
            try row.add(utf8: outcome)
            try row.add(activity.key.source.text)
            try row.add(activity.key.id.text)
            try row.add(activity.type)
            try row.add(activity.time.microseconds)
        } else {
            try row.addNulls(5)
        }
        try row.run()
        guard let personal = encoded.personal else { return }
        try personal.write(of: command.number, about: encoded.subject ?? "", to: connection)
        rows?.add(personal, of: command.number, about: encoded.subject ?? "")
    }

    private func insert(_ entry: Entry, of command: DecidedCommand) throws {
        var row = SealedRow(entryRows, hasher, rows?.entries)
        let lot = command.changes.tables.lots[LotID(entry.number)]
        try row.add(entry.number)
        try row.add(command.number)
        try row.add(entry.member.text)
        try row.add(entry.team?.text)
        try row.add(entry.kind.rawValue)
        try row.add(entry.points)
        try row.add(entry.whole)
        try row.add(entry.takes.isEmpty ? nil : entry.takes.stored)
        try row.add(entry.debt)
        try row.add(entry.unrecovered)
        try row.add(entry.original)
        try row.add(lot?.usableFrom?.microseconds)
        try row.add(lot?.expires?.microseconds)
        try add(entry.source, to: &row)
        try row.add(entry.actor.text)
        try row.add(entry.reason)
        try row.add(entry.occurred.microseconds)
        try row.add(entry.recorded.microseconds)
        try row.run()
    }

    /// The columns `source, id, rule, version, request, board, period, lot`.
    private func add(_ source: EntrySource, to row: inout SealedRow) throws {
        switch source {
        case .rule(let activity, let rule, let version):
            for text in [activity.source.text, activity.id.text, rule, version] { try row.add(text) }
            try row.addNulls(4)
        case .request(let id):
            try row.addNulls(4)
            try row.add(id.text)
            try row.addNulls(3)
        case .honour(let board, let period):
            try row.addNulls(5)
            try row.add(board)
            try row.add(period)
            try row.addNull()
        case .expiry(let id):
            try row.addNulls(7)
            try row.add(id.number)
        }
    }
}

/// A row that is bound and hashed column by column.
struct SealedRow {
    private let statement: Statement
    private let hasher: RowHasher
    private let log: LogRowsBuilder?
    private var column: Int32 = 0

    /// - Parameter log: takes the row too; nil where there is none.
    init(_ statement: Statement, _ hasher: RowHasher, _ log: LogRowsBuilder?) {
        self.statement = statement
        self.hasher = hasher
        self.log = log
    }

    mutating func add(_ value: Int64?) throws {
        guard let value else { return try addNull() }
        column += 1
        try statement.bind(column, value)
        hasher.add(value)
        log?.add(value)
    }

    mutating func add(_ value: String?) throws {
        guard let value else { return try addNull() }
        column += 1
        try statement.bind(column, value)
        hasher.add(value)
        log?.add(Array(value.utf8))
    }

    mutating func add(utf8 value: [UInt8]) throws {
        column += 1
        try statement.bind(column, utf8: value)
        hasher.add(utf8: value)
        log?.add(value)
    }

    mutating func addNull() throws {
        column += 1
        try statement.bindNull(column)
        hasher.addNull()
        log?.addNull()
    }

    mutating func addNulls(_ count: Int) throws {
        for _ in 0..<count { try addNull() }
    }

    func run() throws {
        try statement.run()
    }
}
