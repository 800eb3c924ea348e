import SQLite

/// One step of the schema. Steps are numbered from 1 in the order of `all`, are never edited once released, and each
/// leaves a database that the next one can take over.
struct Migration: Sendable {
    let name: String
    let apply: @Sendable (Connection) throws -> Void

    /// `user_version` of a database counts the steps it has been through.
    static let all: [Migration] = [
        Migration(name: "truth, derived rows and accounts") { try $0.execute(SchemaOne.script) },
        // By nobody yet: no command of before tells of it, so a replay of them says the same.
        Migration(name: "who was warned of what expires") { try $0.execute("ALTER TABLE wallet ADD COLUMN warned INTEGER") },
        Migration(name: "what accounts look like, and by whom tokens are used") { connection in
            try connection.execute(
                """
                ALTER TABLE account ADD COLUMN shape TEXT;
                ALTER TABLE account ADD COLUMN capital_shape TEXT;
                CREATE INDEX account_shape ON account (shape);
                CREATE INDEX account_capital_shape ON account (capital_shape);
                ALTER TABLE api_token ADD COLUMN address TEXT;
                ALTER TABLE api_token ADD COLUMN agent TEXT;
                """)
        },
    ]
}

/// Brings a database to the schema of this program.
enum Migrator {
    /// "Laur" in ASCII: this is a database of ours.
    static let applicationID: Int32 = 0x4C61_7572

    /// Every step is a transaction of its own with its number in it: killed half-way, the next start goes on from there.
    static func migrate(_ connection: Connection, to migrations: [Migration] = Migration.all) throws {
        var version = try checkIdentity(of: connection)
        guard version <= migrations.count else { throw StoreError.newerSchema(version, known: migrations.count) }
        while version < migrations.count {
            try connection.transaction {
                try migrations[version].apply(connection)
                version += 1
                try connection.setUserVersion(version)
            }
        }
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
