import Examples
import Files
import Foundation
import Identity
import Imports
import Ledger
import Mailboxes
import Periods
import PointsEngine
import RuleEngine
import Runtime
import Synchronization
import Testing

/// A database in a temporary folder, with rules of a folder in force, into which tests import.
final class Office {
    let folder: Folder
    let runtime: Runtime
    let rules: RulesFolder
    private let entries = Ledgers()

    init(rules path: String) throws {
        folder = try Folder()
        let rules = try RulesFolder.load(path, zones: ZoneFiles.database())
        self.rules = rules
        let now = try #require(Instant(rfc3339: "2018-01-15T12:00:00Z"))
        runtime = try Runtime(Runtime.Configuration(path: folder.file("laurel.db"), clock: { now })) { _ in
            Programme(company: rules.company, book: RuleBook(rules.ruleSet), boards: rules.boards, liveSince: now)
        }
        let entries = entries
        try runtime.follow { committed in entries.add(committed.changes.entries) }
    }

    deinit { runtime.stop() }

    /// Writes a file and gives its path.
    func file(_ name: String, _ text: String) throws -> String {
        try text.write(toFile: folder.file(name), atomically: true, encoding: .utf8)
        return folder.file(name)
    }

    func map(_ text: String) throws -> ImportMap { try ImportMap(text, file: "map.yaml", zones: ZoneFiles.database()) }

    /// Imports a file; refusals come with it.
    func load(_ path: String, by map: ImportMap, lookups: [String: String] = [:]) throws -> (summary: ImportSummary, refusals: [ImportRefusal]) {
        var refusals: [ImportRefusal] = []
        let run = ImportRun(into: RuntimeSink(runtime, as: .administrator), onRefusal: { refusals.append($0) })
        let summary = try ImportFile(path, by: map, lookups: lookups, calendar: rules.company.calendar).carryOut(run)
        return (summary, refusals)
    }

    /// What the writer's facts say.
    func facts<Value: Sendable>(_ body: @escaping @Sendable (any Facts, Programme) throws -> Value) throws -> Value {
        try runtime.inspecting { facts, programme in try body(facts, programme) }
    }

    /// Every entry of the ledger since the office was opened.
    var ledger: [Entry] { entries.all }
}

private final class Ledgers: Sendable {
    private let entries = Mutex<[Entry]>([])
    var all: [Entry] { entries.withLock { $0 } }
    func add(_ new: [Entry]) { entries.withLock { $0 += new } }
}
