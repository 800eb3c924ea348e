import Glibc
import JSON
import PointsEngine
import SQLite

/// Decides every command again, in a database of its own, with the same commits: the same truth must come of it, and with it
/// the derived rows as they ought to be.
struct Replay {
    private let source: Connection
    private let reader: ProgrammeReader
    private let scratch: Scratch
    /// Why the rest cannot be decided again, where it cannot: what rules read of somebody is forgotten.
    private(set) var obstacle: String?
    /// Whether a command was read back without what it had said of somebody.
    private var hasForgotten = false
    private var target: Database { scratch.database }

    init(of source: Database, _ reader: ProgrammeReader, into path: String) throws {
        self.source = source.connection
        self.reader = reader
        scratch = try Scratch(path)
    }

    /// What differs in the truth; it stops at the first commit that does.
    mutating func run() throws -> [Finding] {
        let facts = try StoredFacts(of: target)
        var programme: Programme?
        var number: Int64 = 0
        while let seal = try source.rows("SELECT \(Head.columns) FROM seal WHERE number > ? ORDER BY number LIMIT 1", number, read: Head.init(row:)).first {
            var finding = try repeatCommit(seal, facts, &programme)
            if finding == nil, target.head.hash != seal.hash { finding = Finding("seal \(seal.number)", "its commands give other entries today") }
            if let finding {
                guard hasForgotten, programme?.readsPersonalValues ?? false else { return [finding] }
                obstacle = "from seal \(seal.number) on nothing is decided again: rules read what was forgotten of somebody"
                return []
            }
            number = seal.number
        }
        return []
    }

    private mutating func repeatCommit(_ seal: Head, _ facts: StoredFacts, _ programme: inout Programme?) throws -> Finding? {
        let sql = "\(CommandRow.select) WHERE number BETWEEN ? AND ? ORDER BY number"
        let rows = try source.rows(sql, seal.firstCommand, seal.lastCommand, read: CommandRow.init)
        if rows.contains(where: { !$0.forgotten.isEmpty }) { hasForgotten = true }
        switch try Repeating(reader: reader).decide(rows, on: facts, under: programme) {
        case .differs(let finding): return finding
        case .decided(let decided):
            try target.commit(decided.commands, decided.changes, again: SealedBefore(commitments: decided.commitments))
            try facts.apply(decided.changes)
            programme = decided.programme
            return nil
        }
    }

    /// What differs in the derived rows.
    func compare() throws -> [Finding] {
        try attached { try DerivedTable.all.flatMap { try differences(in: $0) } }
    }

    private func differences(in table: DerivedTable) throws -> [Finding] {
        let ours = "SELECT \(table.columns) FROM \(table.rows(of: "main"))"
        let theirs = "SELECT \(table.columns) FROM \(table.rows(of: "replayed"))"
        let changed = try source.rows("\(ours) EXCEPT \(theirs) LIMIT 100") { "\(table.name) \($0.text(0))" }
        let missing = try source.rows("\(theirs) EXCEPT \(ours) LIMIT 100") { "\(table.name) \($0.text(0))" }
        return changed.map { Finding($0, "is not what the commands give") }
            + missing.filter { !changed.contains($0) }.map { Finding($0, "is missing") }
    }

    /// Puts the derived rows of the replay in place of those that are there, in one transaction.
    func replaceDerived() throws {
        try attached {
            try source.execute("PRAGMA foreign_keys = OFF")
            defer { try? source.execute("PRAGMA foreign_keys = ON") }
            try source.transaction {
                for table in DerivedTable.all.map(\.name) + DerivedTable.beside {
                    try source.execute("DELETE FROM main.\(table); INSERT INTO main.\(table) SELECT * FROM replayed.\(table)")
                }
            }
        }
    }

    private func attached<Result>(_ body: () throws -> Result) throws -> Result {
        try source.run("ATTACH ? AS replayed", target.path)
        defer { try? source.execute("DETACH replayed") }
        return try body()
    }
}

/// A database for a while.
final class Scratch {
    let database: Database

    init(_ path: String) throws {
        Self.remove(path)
        database = try Database(path, onLoss: .shown)
        // It is thrown away after a crash, so nothing need reach the disk.
        try database.connection.execute("PRAGMA synchronous = OFF")
    }

    deinit { Self.remove(database.path) }

    private static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal", ".lock", ".head"] { unlink(path + suffix) }
    }
}
