import Examples
import SQLite
import Testing

@testable import Store

@Suite struct MigrationTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    @Test func `a new database is ours and up to date`() throws {
        let database = try folder.database()
        #expect(try database.connection.applicationID() == Migrator.applicationID)
        #expect(try database.connection.userVersion() == Migrator.unreleased + Migration.all.count)
    }

    @Test func `a database of another program is left alone`() throws {
        let path = folder.file("laurel.db")
        do { try Connection(path, as: .writer).execute("CREATE TABLE theirs (x)") }
        #expect(throws: StoreError.notOurs(path)) { try Database(path) }
        #expect(try Connection(path, as: .reader).first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) } == 1)
    }

    @Test func `a database of a newer program is left alone`() throws {
        do { try folder.database().connection.setUserVersion(900) }
        #expect(throws: StoreError.newerSchema(900, known: Migrator.unreleased + Migration.all.count)) { try folder.database() }
    }

    @Test func `a database from before the first release is left alone`() throws {
        do { try folder.database().connection.setUserVersion(2) }
        #expect(throws: StoreError.unreleasedSchema(2)) { try folder.database() }
    }

    @Test func `a database from before a thing was kept gets its table`() throws {
        do {
            let office = try Office(folder)
            try office.commit(Example.company())
            try office.database.connection.execute("DROP TABLE target")
        }
        let office = try Office(folder)
        #expect(Verification.verify(office.database, head: nil, reader: Example.reader, scratch: folder.file("scratch.db")).findings == [])
    }

    @Test(arguments: 1..<Migration.all.count)
    func `a database of every earlier step is brought up, and all that it goes on to hold is sound`(_ step: Int) throws {
        let path = folder.file("laurel.db")
        do {
            let connection = try Connection(path, as: .writer)
            try connection.setApplicationID(Migrator.applicationID)
            try Migrator.migrate(connection, to: Array(Migration.all.prefix(step)))
        }
        let plan = try UpgradePlan(of: path)
        #expect(plan.version == Migrator.unreleased + step && plan.steps == Migration.all.dropFirst(step).map(\.name))
        let office = try Office(folder)
        try office.work()
        #expect(Verification.verify(office.database, reader: Example.reader, scratch: folder.file("scratch.db")).findings == [])
        #expect(try UpgradePlan(of: path).steps == [])
    }

    @Test func `a step that fails leaves the steps before it`() throws {
        struct Killed: Error {}
        let connection = try Connection(folder.file("steps.db"), as: .writer)
        let first = Migration(name: "first") { try $0.execute("CREATE TABLE one (x)") }
        let killed = Migration(name: "second") {
            try $0.execute("CREATE TABLE two (x)")
            throw Killed()
        }
        #expect(throws: Killed.self) { try Migrator.migrate(connection, to: [first, killed]) }
        #expect(try connection.userVersion() == Migrator.unreleased + 1)

        let second = Migration(name: "second") { try $0.execute("CREATE TABLE two (x)") }
        try Migrator.migrate(connection, to: [first, second])
        #expect(try connection.userVersion() == Migrator.unreleased + 2)
    }

    @Test func `a second process is told who has the database open`() throws {
        let database = try folder.database()
        #expect(throws: FileLock.Held.self) { try Database(database.path) }
    }
}
