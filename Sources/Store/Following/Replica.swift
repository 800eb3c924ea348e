import CommitLog
import PointsEngine
import SQLite

/// How many changesets of a log are in a replica after its seal: they have no seal of their own.
struct AsidePlace: Hashable, Sendable {
    var after: Int64
    var place: Int64
}

extension Database {
    /// Makes this the replica of a log, which may be lost: what is missing in it is read again.
    package func becomeReplica() throws {
        try connection.execute("CREATE TABLE IF NOT EXISTS replica (only INTEGER PRIMARY KEY CHECK (only = 1), after INTEGER NOT NULL, place INTEGER NOT NULL) STRICT")
        try RecentAsides(connection).prepare()
        // The log is on disk before the replica is written.
        try connection.execute("PRAGMA synchronous = NORMAL")
        aside = try connection.first("SELECT after, place FROM replica") { AsidePlace(after: $0.integer(0), place: $0.integer(1)) } ?? AsidePlace(after: 0, place: 0)
    }

    /// Where in the log a replica stands.
    package var position: LogPosition {
        LogPosition(seal: head.number, aside: aside.flatMap { $0.after == head.number ? $0.place : nil } ?? 0)
    }

    /// The seal of this number; nil: there is none.
    package func seal(_ number: Int64) throws -> Head? { try Head.numbered(number, on: connection) }

    /// Tries with a small write whether there is room again.
    package func probe(_ mark: String) throws {
        try connection.transaction {
            guard let aside else { return try settings.set("probe", mark) }
            try write(aside)
        }
    }

    /// Notes the next changeset after a seal.
    func note(asideAfter seal: Int64) throws -> AsidePlace {
        let next = AsidePlace(after: seal, place: (aside.flatMap { $0.after == seal ? $0.place : nil } ?? 0) + 1)
        try write(next)
        return next
    }

    func write(_ aside: AsidePlace) throws {
        try connection.run("INSERT OR REPLACE INTO replica (only, after, place) VALUES (1, ?, ?)", aside.after, aside.place)
    }

    /// What `body` writes beside what follows from the commands.
    func recording(_ body: () throws -> Void) throws -> [UInt8] {
        let recorder = try ChangeRecorder(connection, of: try tablesBeside())
        try body()
        return try recorder.changes()
    }

    /// Tables whose rows no command tells of: accounts and sessions, hooks, pictures, what became of deliveries, and whatever comes to that.
    func tablesBeside() throws -> [String] {
        let told = Set(DerivedTable.all.map(\.name) + DerivedTable.beside + ["command", "entry", "seal", "personal", "replica", RecentAsides.table])
        let all = try connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'") { $0.text(0) }
        return all.filter { !told.contains($0) }.sorted()
    }
}
