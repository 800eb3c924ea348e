import CommitLog
import Identity
import JSON
import Periods
import PointsEngine
import RuleEngine
import SQLite

/// How what is configured is read from the files that the database keeps of it; given by who knows the files.
package struct ProgrammeReader {
    /// Makes a rule set of the files that were published.
    package let rules: RuleReader
    /// The programme after a note of kind `configured`: nil before the first one, whose files hold the first rule set too.
    package let configure: (_ detail: JSONObject, _ at: Instant, _ current: Programme?) throws -> Programme

    package init(rules: @escaping RuleReader, configure: @escaping (JSONObject, Instant, Programme?) throws -> Programme) {
        self.rules = rules
        self.configure = configure
    }
}

extension Note {
    /// The kind of notes that keep the company's files: whatever decides must be known when it is decided again.
    package static let configured = "configured"
}

extension Database {
    /// What is in force after the last command: every version of the rules that was published, the company as it was last read.
    /// Nil: nothing was ever configured; the caller writes the first note with `record`.
    package func programme(_ reader: ProgrammeReader) throws -> Programme? {
        var programme: Programme?
        let kinds = [Note.configured] + CommandRegistry.configuring
        let sql = "\(CommandRow.select) WHERE kind IN (\(kinds.map { _ in "?" }.joined(separator: ", "))) ORDER BY number"
        try connection.forEach(sql, kinds) { row in
            let stored = try CommandRow(row)
            programme = try stored.programme(after: programme, reader)
        }
        return programme
    }

    /// Adds a line to the audit trail before the server runs.
    package func record(_ note: Note, by actor: Actor, at now: Instant) throws {
        try commit([DecidedCommand(number: head.lastCommand + 1, at: now, actor: actor, content: .note(note), changes: Changes())], BatchChanges(notes: 1))
    }
}

/// A row of `command`.
struct CommandRow {
    let number: Int64
    let recorded: Instant
    let actor: Actor
    let address: String?
    let kind: String
    let subject: String?
    /// As it was given.
    let body: [UInt8]
    /// What stands in the sealed body in place of what it says of a person; nil: it says nothing of anyone.
    let commitments: JSONObject?
    /// What it said of a person and is forgotten, by field.
    let forgotten: [String]
    let source: String?
    let id: String
    let type: String
    let time: Instant

    static let select = """
        SELECT command.number, recorded, actor, address, kind, subject, command.body, source, id, type, time, personal.body
        FROM command LEFT JOIN personal ON personal.command = command.number
        """

    init(_ row: Statement) throws {
        let actor = try Actor(stored: row.text(2), "command \(row.integer(0))")
        number = row.integer(0)
        recorded = Instant(microseconds: row.integer(1))
        self.actor = actor
        address = row.optionalText(3)
        kind = row.text(4)
        subject = row.optionalText(5)
        let opened = try OpenedBody(row.blob(6), kind: row.text(4), personal: row.optionalBlob(11), "command \(row.integer(0))")
        (body, commitments, forgotten) = (opened.bytes, opened.commitments, opened.forgotten)
        source = row.optionalText(7)
        id = row.text(8)
        type = row.text(9)
        time = Instant(microseconds: row.integer(10))
    }

    /// A row as a log has it.
    /// - Parameter personal: what it says of a person, as it was written.
    init(_ log: LogRows, _ row: Int, personal: [UInt8]?) throws {
        number = log.integer(0, row) ?? 0
        let place = "command \(number)"
        guard number > 0, let recorded = log.integer(1, row), let actor = log.text(2, row).flatMap({ Actor(text: $0) }), let kind = log.text(4, row) else {
            throw DamagedRecord(place)
        }
        self.recorded = Instant(microseconds: recorded)
        (self.actor, address, self.kind, subject) = (actor, log.text(3, row), kind, log.text(5, row))
        let opened = try OpenedBody(log.bytes(6, row) ?? [], kind: kind, personal: personal, place)
        (body, commitments, forgotten) = (opened.bytes, opened.commitments, opened.forgotten)
        (source, id, type) = (log.text(8, row), log.text(9, row) ?? "", log.text(10, row) ?? "")
        time = Instant(microseconds: log.integer(11, row) ?? 0)
    }

    private var place: String { "command \(number)" }

    /// The command; nil where the row is a note.
    func command(_ readRules: @escaping RuleReader) throws -> (any Command)? { try stored(readRules).command() }

    /// - Parameter readRules: nil where the command is none that holds rules.
    func stored(_ readRules: RuleReader? = nil) -> StoredCommand {
        StoredCommand(
            name: kind, subject: subject, body: body,
            activity: source.map { StoredCommand.ActivityColumns(source: $0, id: id, type: type, time: time) }, place: place,
            readRules: readRules ?? { [place] _, _ in throw DamagedRecord("\(place)/files") })
    }

    /// Whether this program knows how to decide it; it need not where it is a note.
    var isKnown: Bool { CommandRegistry.type(named: kind) != nil }

    var note: Note {
        get throws { Note(kind: kind, subject: subject, detail: try detail()) }
    }

    /// What is in force after it.
    func programme(after current: Programme?, _ reader: ProgrammeReader) throws -> Programme? {
        if kind == Note.configured { return try reader.configure(try detail(), recorded, current) }
        guard var next = current, CommandRegistry.type(named: kind)?.configures ?? false, let command = try command(reader.rules) else { return current }
        command.configure(&next, number: number, at: recorded)
        // The files of a publication may hold the company and the boards, which only `configure` knows to read.
        guard (command as? any PublishingCommand)?.publication.configures ?? false else { return next }
        return try reader.configure(try detail(), recorded, next)
    }

    private func detail() throws -> JSONObject {
        guard let object = (try? JSONValue.parse(body))?.object else { throw DamagedRecord("\(place)/body") }
        return object
    }
}
