import Foundation
import PostgreSQL
import PostgresServer
import SQLite
import Testing

/// The commands around a cluster, over a PostgreSQL of the tests' own.
@Suite("laurel cluster", .enabled(if: PostgresServer.programs != nil, "PostgreSQL is not installed"))
struct ClusterCommandTests {
    private let program: Program
    private let target: String
    private let other: PostgresConnection
    private var folder: WorkFolder { program.folder }

    init() throws {
        program = Program(folder: try WorkFolder())
        target = try PostgresServer.newURL()
        other = try PostgresConnection(target, within: .seconds(60))
        #expect(try program.run("token", "create", "--name", "a", "--scopes", "read").code == 0)
        #expect(try program.run("user", "add", "li.na", "--role", "admin", "--database", "laurel.db", input: "correct horse battery").code == 0)
    }

    private func head(_ text: String) throws -> String { try #require(text.split { " \n,".contains($0) }.map(String.init).first { $0.count == 64 }) }

    private func count(_ table: String) throws -> Int64 { try other.run("SELECT count(*) FROM laurel.\(table)").rows.first?.integer(0) ?? -1 }

    private func names(_ table: String, in file: String) throws -> [String] {
        try Connection(folder.file(file), as: .reader).rows("SELECT name FROM \(table) ORDER BY name") { $0.text(0) }
    }

    private func rows(_ file: String) throws -> String { try program.run("verify", "--json", "--database", file).output }

    // MARK: Moving

    @Test func `a company moves into PostgreSQL and back, with the same head and all that is in it`() throws {
        let before = try head(program.run("verify").output)
        let moved = try program.run("cluster", "move", "laurel.db", target)
        #expect(moved.code == 0, "\(moved.errors)")
        #expect(try head(moved.output) == before)
        let back = try program.run("cluster", "move", target, "back.db")
        #expect(back.code == 0, "\(back.errors)")
        #expect(try head(back.output) == before)
        #expect(try program.run("verify", "--head", before, "--database", "back.db").code == 0)
        // Tokens and accounts, of which no command tells.
        for table in ["api_token", "account"] { #expect(try names(table, in: "back.db") == names(table, in: "laurel.db") && names(table, in: "back.db").count == 1) }
        // A server opens it alone, and goes on.
        #expect(try program.run("token", "create", "--name", "b", "--scopes", "read", "--database", "back.db").code == 0)
        #expect(!folder.has("back.db.move") && !folder.has("laurel.db.move"))
    }

    @Test func `what was moved is moved only once; another company is refused`() throws {
        #expect(try program.run("cluster", "move", "laurel.db", target).code == 0)
        #expect(try program.run("cluster", "move", "laurel.db", target).code == 0, "its answer was not heard")
        #expect(try program.run("token", "create", "--name", "c", "--scopes", "read", "--database", "other.db").code == 0)
        let refused = try program.run("cluster", "move", "other.db", target)
        #expect(refused.code == 1 && refused.errors.contains("not empty"))
        #expect(try program.run("cluster", "move", target, "laurel.db").errors.contains("exists already"))
        #expect(try program.run("cluster", "move", "laurel.db", "other.db").code == 2)
        #expect(try program.run("cluster", "move", "nothing.db", target).code == 1)
    }

    @Test func `nothing is half done where it ends in the middle`() throws {
        // Seals cannot be written: the last that goes in before the end.
        #expect(try program.run("cluster", "status", "--database", target).code == 1)
        #expect(try program.run("cluster", "move", target, "none.db").errors.contains("empty"))
        try other.execute("ALTER TABLE laurel.seal ADD CONSTRAINT none CHECK (number < 2)")
        let before = try rows("laurel.db")
        #expect(try program.run("cluster", "move", "laurel.db", target).code == 1)
        for table in ["command", "entry", "seal", "aside", "personal"] { #expect(try count(table) == 0) }
        #expect(try rows("laurel.db") == before)
        try other.execute("ALTER TABLE laurel.seal DROP CONSTRAINT none")
        #expect(try program.run("cluster", "move", "laurel.db", target).code == 0)
    }

    @Test func `who cannot be reached is said, without the password`() throws {
        let result = try program.run("cluster", "status", "--database", "postgres://laurel:secret@127.0.0.1:1/points")
        #expect(result.code == 1 && !result.errors.isEmpty && !result.errors.contains("secret"))
        #expect(try program.run("cluster", "status", "--database", "laurel.db").code == 2)
        #expect(try program.run("cluster", "status").code == 2)
    }

    // MARK: Verifying, backups

    @Test func `a log is verified by itself, and the replica against it`() throws {
        let before = try head(program.run("cluster", "move", "laurel.db", target).output)
        let sound = try program.run("verify", "--database", target, "--head", before)
        #expect(sound.code == 0, "\(sound.errors)")
        #expect(sound.output.contains("the log is sound") && sound.output.contains("the replica is sound"))
        #expect(try program.run("verify", "--database", target, "--head", String(repeating: "ab", count: 32)).code == 1)
        #expect(try program.run("verify", "--database", target, "--data", "empty").output.contains("the log is sound"))
        try other.execute("ALTER TABLE laurel.command DISABLE TRIGGER stays; UPDATE laurel.command SET actor = 'system' WHERE number = 2")
        let damaged = try program.run("verify", "--database", target)
        #expect(damaged.code == 1 && damaged.errors.contains("the log, seal 2") && damaged.output.contains("the replica is sound"), "\(damaged.errors)")
        try other.execute("ALTER TABLE laurel.command DISABLE TRIGGER stays; DELETE FROM laurel.command WHERE number = 1")
        let json = try program.run("verify", "--database", target, "--json")
        #expect(json.errors.contains("commands are missing") && json.output.hasSuffix("\"sound\":false}\n"), "\(json.output)")
    }

    @Test func `a replica that is not a part of the log is named`() throws {
        let before = try head(program.run("cluster", "move", "laurel.db", target).output)
        #expect(try program.run("token", "create", "--name", "later", "--scopes", "read", "--database", "laurel.db").code == 0)
        let ahead = try program.run("verify", "--database", target)
        #expect(ahead.code == 1 && ahead.errors.contains("laurel cluster settle"))
        #expect(try head(ahead.output) == before)
    }

    @Test func `a backup of a replica is opened alone, and goes into an empty company`() throws {
        let before = try head(program.run("cluster", "move", "laurel.db", target).output)
        let backup = try program.run("backup", "--database", target, "copy.db")
        #expect(try backup.code == 0 && head(backup.output) == before)
        #expect(try program.run("verify", "--database", "copy.db", "--head", before).code == 0)
        #expect(try program.run("rebuild", "--database", target).code == 0)
        let empty = try PostgresServer.newURL()
        #expect(try program.run("restore", "--database", target, "--data", "second", "copy.db").code == 1)
        try FileManager.default.createDirectory(atPath: folder.file("second"), withIntermediateDirectories: true)
        let refused = try program.run("restore", "--database", target, "--data", "third", "copy.db")
        #expect(refused.code == 1)
        let restored = try program.run("restore", "--database", empty, "--data", "second", "copy.db")
        #expect(restored.code == 0, "\(restored.errors)")
        #expect(try head(restored.output) == before)
        #expect(try program.run("verify", "--database", empty, "--data", "second", "--head", before).code == 0)
    }

    // MARK: Set back

    @Test func `a log that was set back is settled by the replica, or by the log`() throws {
        let before = try head(program.run("cluster", "move", "laurel.db", target).output)
        #expect(try program.run("cluster", "settle", "--by", "replica", "--database", target).output.contains("nothing is to be settled"))
        #expect(try program.run("token", "create", "--name", "later", "--scopes", "read", "--database", "laurel.db").code == 0)
        let ahead = try head(program.run("verify", "--database", "laurel.db").output)
        #expect(ahead != before)
        let settled = try program.run("cluster", "settle", "--by", "replica", "--database", target)
        #expect(settled.code == 0, "\(settled.errors)")
        #expect(try head(settled.output) == ahead)
        #expect(try program.run("verify", "--database", target, "--head", ahead).code == 0)
        #expect(try program.run("cluster", "move", target, "back.db").code == 0)
        #expect(try names("api_token", in: "back.db") == ["a", "later"])
        #expect(try program.run("token", "create", "--name", "latest", "--scopes", "read", "--database", "laurel.db").code == 0)
        #expect(try program.run("cluster", "settle", "--by", "log", "--database", target).output.contains("is kept as"))
        #expect(!folder.has("laurel.db"))
        #expect(try program.run("verify", "--database", target).code == 0)
    }

    // MARK: Status

    @Test func `status names who leads, what is behind, and what is wrong`() throws {
        #expect(try program.run("cluster", "move", "laurel.db", target).code == 0)
        let nobody = try program.run("cluster", "status", "--database", target)
        #expect(nobody.code == 1 && nobody.output.contains("nobody leads") && nobody.errors.contains("nobody leads"))
        try other.execute(
            """
            INSERT INTO laurel.node (name, program, format, head, until) VALUES
                ('pg-a', '1.0', 1, 2, clock_timestamp() + interval '1 hour'), ('pg-b', '1.1', 2, 1, clock_timestamp() - interval '1 hour');
            UPDATE laurel.lease SET term = 7, node = 'pg-a', pid = pg_backend_pid(),
                session = (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())
            """)
        let status = try program.run("cluster", "status", environment: ["LAUREL_DATABASE": target])
        #expect(status.code == 0 && status.output.contains("pg-a leads since term 7"))
        #expect(status.output.contains("gone") && status.errors.contains("no synchronous replica"))
        let json = try program.run("cluster", "status", "--json", "--database", target)
        #expect(json.output.contains("\"leader\":\"pg-a\"") && json.output.contains("\"role\":\"leader\""))
        let alone = try program.run("cluster", "hand-over", "--database", target)
        #expect(alone.code == 1 && alone.errors.contains("no other node than pg-a"))
        #expect(try program.run("cluster", "move", target, "back.db").errors.contains("pg-a leads"))
    }
}
