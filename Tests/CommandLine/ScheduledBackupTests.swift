import Foundation
import TestClients
import Testing

@Suite struct ScheduledBackupTests {
    private let program: Program
    private var folder: WorkFolder { program.folder }

    init() throws { program = Program(folder: try WorkFolder()) }

    private func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.file("backups")).sorted() }

    @Test func `a server makes verifies keeps and passes them on`() throws {
        try FileManager.default.createDirectory(atPath: folder.file("backups"), withIntermediateDirectories: true)
        // Two of one old day, of which the later stays; something that is not ours; and what a server that was killed has left.
        for name in ["laurel-20240105T060000Z.db", "laurel-20240105T120000Z.db", "laurel.db", "notes.txt"] { try folder.write("backups/\(name)", "old") }
        try folder.write("backups/.making-99999/copy.db", "half")
        let server = try program.start(
            "serve", "--port", "0", "--backup-to", "backups", "--keep", "2d", "--backup-then", "echo {} >> then.txt; test -s {}")
        let line = try #require(server.nextError { $0.hasPrefix("backup laurel-") || $0.hasPrefix("no backup") })
        let name = try #require(line.firstMatch(of: #/laurel-\d{8}T\d{6}Z\.db/#).map { String($0.output) }, "\(line)")
        #expect(try files() == ["laurel-20240105T120000Z.db", name, "laurel.db", "notes.txt"].sorted())
        #expect(try folder.read("then.txt") == "backups/\(name)\n")
        #expect(try FileManager.default.attributesOfItem(atPath: folder.file("backups/\(name)"))[.posixPermissions] as? Int == 0o600)
        let numbers = try HTTPClient(port: server.port).get("/metrics").text
        for wanted in ["laurel_backups 2\n", "laurel_backup_age_seconds ", "laurel_backup_last_bytes ", "laurel_backup_failures_total 0\n", "laurel_backup_duration_seconds ", "laurel_verification_sound 1\n", "laurel_verification_age_seconds "] {
            #expect(numbers.contains(wanted), "\(wanted)")
        }
        #expect(server.stop() == 0)
        #expect(try program.run("restore", "--database", "again.db", "backups/\(name)").code == 0)
        #expect(try program.run("verify", "--database", "again.db").code == 0)
        // A server that starts again makes none before its time.
        let again = try program.start("serve", "--port", "0", "--backup-to", "backups")
        #expect(again.stop() == 0)
        #expect(try files().count == 4)
    }

    @Test func `a sealed one is opened by its key alone`() throws {
        let made = try program.run("backup-key", "secret.key")
        #expect(made.code == 0 && made.output.hasPrefix("laurel-public-"))
        #expect(try program.run("backup-key", "secret.key").code == 1)
        #expect(try FileManager.default.attributesOfItem(atPath: folder.file("secret.key"))[.posixPermissions] as? Int == 0o600)
        let server = try program.start("serve", "--port", "0", "--backup-to", "backups", "--backup-key", made.output.trimmingCharacters(in: .whitespacesAndNewlines))
        let line = try #require(server.nextError { $0.hasPrefix("backup laurel-") || $0.hasPrefix("no backup") })
        #expect(line.contains(".db.sealed is made"))
        let file = try #require(try files().first)
        #expect(try files() == [file])
        #expect(server.stop() == 0)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("backups/\(file)")))
        #expect(bytes.range(of: Data("SQLite format 3".utf8)) == nil)
        #expect(try program.run("restore", "--database", "again.db", "backups/\(file)").errors.contains("--key"))
        #expect(try program.run("backup-key", "other.key").code == 0)
        #expect(try program.run("restore", "--database", "again.db", "--key", "other.key", "backups/\(file)").code == 1)
        #expect(try program.run("restore", "--database", "again.db", "--key", "secret.key", "backups/\(file)").code == 0)
        #expect(try program.run("verify", "--database", "again.db").code == 0)
        #expect(!folder.has("again.db.opened"))
    }

    @Test func `a command after it that fails is told`() throws {
        let server = try program.start("serve", "--port", "0", "--backup-to", "backups", "--backup-then", "exit 7")
        #expect(server.nextError { $0.contains("the command after it ended with 7") } != nil)
        #expect(server.nextError { $0.hasPrefix("backup laurel-") } != nil)
        #expect(try HTTPClient(port: server.port).get("/metrics").text.contains("laurel_backup_failures_total 1\n"))
        #expect(server.stop() == 0)
    }

    /// A path with a blank and a quote is one word of the shell.
    @Test func `the file is one word`() throws {
        let server = try program.start("serve", "--port", "0", "--backup-to", "it's mine", "--backup-then", "cp {} copied.db")
        #expect(server.nextError { $0.hasPrefix("backup laurel-") } != nil)
        #expect(server.stop() == 0)
        #expect(folder.has("copied.db"))
    }

    @Test(arguments: [["--keep", "7"], ["--backup-every", "6h"], ["--backup-every", "PT1S"], ["--backup-every", "P1M"], ["--backup-key", "x"], ["--verify-every", "weekly"]])
    func `what is no plan is a usage error`(arguments: [String]) throws {
        #expect(try program.run(["serve", "--port", "0", "--backup-to", "backups"] + arguments).code == 2)
    }

    @Test func `a folder that cannot be written stops the start`() throws {
        try folder.write("backups", "a file")
        let result = try program.run("serve", "--port", "0", "--backup-to", "backups")
        #expect(result.code == 1 && result.errors.contains("backups"))
    }
}
