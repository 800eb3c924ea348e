import PointsEngine
import SQLite

/// One step of the schema. Steps are numbered from 1 in the order of `all`, are never edited once released, and each
/// leaves a database that the next one can take over.
struct Migration: Sendable {
    let name: String
    let apply: @Sendable (Connection) throws -> Void

    static let all: [Migration] = [
        Migration(name: "truth, derived rows and accounts") { try $0.execute(SchemaOne.script) },
        Migration(name: "reports of abuse") { try $0.execute(Confidential.schema) },
        Migration(name: "deliveries") { try $0.execute(SchemaTwo.script) },
        Migration(name: "what is said of people") { try $0.execute(PersonalValues.schema) },
        Migration(name: "signing in") { try $0.execute(SchemaThree.script) },
        Migration(name: "pictures and answers") { try $0.execute(SchemaFour.script) },
        Migration(name: "hooks and kept import maps") { try $0.execute(SchemaFive.script) },
    ]
}

/// How far a database has come through the steps.
package enum SchemaVersion {
    /// - Returns: the steps that it has been through, and those that this program knows.
    package static func of(_ path: String) throws -> (version: Int, known: Int) {
        let connection = try Connection(path, as: .reader)
        guard try connection.applicationID() == Migrator.applicationID else { throw StoreError.notOurs(path) }
        return (try connection.userVersion(), Migrator.unreleased + Migration.all.count)
    }
}

extension SchemaVersion {
    package static func of(_ reader: Reader) throws -> (version: Int, known: Int) { (try reader.connection.userVersion(), Migrator.unreleased + Migration.all.count) }
}

/// Brings a database to the schema of this program.
enum Migrator {
    /// "Laur" in ASCII: this is a database of ours.
    static let applicationID: Int32 = 0x4C61_7572

    /// Schemas of programs that were never released: they kept the same things in other forms.
    static let unreleased = 4

    /// Every step is a transaction of its own with its number in it: killed half-way, the next start goes on from there.
    /// `user_version` of a database is the number of its last step; numbers go on from the unreleased ones.
    static func migrate(_ connection: Connection, to migrations: [Migration] = Migration.all) throws {
        var done = try stepsDone(of: connection)
        guard done <= migrations.count else { throw StoreError.newerSchema(done + unreleased, known: migrations.count + unreleased) }
        while done < migrations.count {
            try connection.transaction {
                try migrations[done].apply(connection)
                done += 1
                try connection.setUserVersion(unreleased + done)
            }
        }
    }

    /// Makes the tables of kept things that a database does not know yet: whoever declares a new one writes no step for it.
    static func addKept(to connection: Connection) throws {
        let known = Set(try connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'") { $0.text(0) })
        let new = Tables.rows.filter { !known.contains($0.schema.name) }
        guard !new.isEmpty else { return }
        try connection.transaction {
            for kind in new { try connection.execute(KeptSQL.of(kind).create) }
        }
    }

    private static func stepsDone(of connection: Connection) throws -> Int {
        let version = try checkIdentity(of: connection)
        guard version == 0 || version > unreleased else { throw StoreError.unreleasedSchema(version) }
        return max(0, version - unreleased)
    }

    private static func checkIdentity(of connection: Connection) throws -> Int {
        let id = try connection.applicationID()
        if id == applicationID { return try connection.userVersion() }
        let tables = try connection.first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) } ?? 0
        guard id == 0, tables == 0 else { throw StoreError.notOurs(connection.path) }
        try connection.setApplicationID(applicationID)
        return 0
    }
}
