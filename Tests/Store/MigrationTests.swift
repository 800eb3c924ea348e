import Examples
import SQLite
import Testing

@testable import Store

@Suite struct MigrationTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    @Test func aNewDatabaseIsOursAndUpToDate() throws {
        let database = try folder.database()
        #expect(try database.connection.applicationID() == Migrator.applicationID)
        #expect(try database.connection.userVersion() == Migration.all.count)
    }

    @Test func aDatabaseOfAnotherProgramIsLeftAlone() throws {
        let path = folder.file("laurel.db")
        do { try Connection(path, as: .writer).execute("CREATE TABLE theirs (x)") }
        #expect(throws: StoreError.notOurs(path)) { try Database(path) }
        #expect(try Connection(path, as: .reader).first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) } == 1)
    }

    @Test func aDatabaseOfANewerProgramIsLeftAlone() throws {
        do { try folder.database().connection.setUserVersion(900) }
        #expect(throws: StoreError.newerSchema(900, known: Migration.all.count)) { try folder.database() }
    }

    @Test func aDatabaseOfTheFirstSchemaGoesOn() throws {
        do {
            let office = try Office(folder)
            try office.commit(Example.company() + [try Example.sale("S-1", of: "li.na", amount: 5_000)])
            try office.database.connection.execute(
                """
                ALTER TABLE wallet DROP COLUMN warned;
                DROP INDEX account_shape;
                DROP INDEX account_capital_shape;
                ALTER TABLE account DROP COLUMN shape;
                ALTER TABLE account DROP COLUMN capital_shape;
                ALTER TABLE api_token DROP COLUMN address;
                ALTER TABLE api_token DROP COLUMN agent;
                """)
            try office.database.connection.setUserVersion(1)
        }
        let office = try Office(folder)
        #expect(Verification.verify(office.database, head: nil, reader: Example.reader, scratch: folder.file("scratch.db")).findings == [])
        #expect(try office.facts.wallet("li.na").warned == nil)
    }

    @Test func aStepThatFailsLeavesTheStepsBeforeIt() throws {
        struct Killed: Error {}
        let connection = try Connection(folder.file("steps.db"), as: .writer)
        let first = Migration(name: "first") { try $0.execute("CREATE TABLE one (x)") }
        let killed = Migration(name: "second") {
            try $0.execute("CREATE TABLE two (x)")
            throw Killed()
        }
        #expect(throws: Killed.self) { try Migrator.migrate(connection, to: [first, killed]) }
        #expect(try connection.userVersion() == 1)

        let second = Migration(name: "second") { try $0.execute("CREATE TABLE two (x)") }
        try Migrator.migrate(connection, to: [first, second])
        #expect(try connection.userVersion() == 2)
    }

    @Test func aSecondProcessIsToldWhoHasTheDatabaseOpen() throws {
        let database = try folder.database()
        #expect(throws: FileLock.Held.self) { try Database(database.path) }
    }
}
