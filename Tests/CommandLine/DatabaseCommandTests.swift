import Foundation
import Testing

@Suite struct DatabaseCommandTests {
    private let program: Program
    private var folder: WorkFolder { program.folder }

    init() throws {
        program = Program(folder: try WorkFolder())
        #expect(try program.run("token", "create", "--name", "a", "--scopes", "read").code == 0)
    }

    private func head(_ text: String) throws -> String { try #require(text.split(separator: " ").map { $0.filter { !$0.isWhitespace } }.first { $0.count == 64 }) }

    @Test func `a backup is restored with the same head`() throws {
        let backup = try program.run("backup", "copy.db")
        #expect(backup.code == 0)
        #expect(try program.run("token", "create", "--name", "b", "--scopes", "read").code == 0)
        #expect(try program.run("restore", "copy.db").code == 1)
        let restored = try program.run("restore", "--replace", "copy.db")
        #expect(restored.code == 0)
        #expect(try head(restored.output) == head(backup.output))
        #expect(try program.run("verify", "--head", head(backup.output)).code == 0)
    }

    @Test func `a head that the ledger does not continue is found`() throws {
        let result = try program.run("verify", "--head", String(repeating: "ab", count: 32))
        #expect(result.code == 1)
        #expect(result.errors.contains("not among the seals"))
    }

    @Test func `a database that somebody changed is damaged`() throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("laurel.db")))
        let place = try #require(bytes.range(of: Data("token-created".utf8)))
        bytes[place.lowerBound] = UInt8(ascii: "T")
        try bytes.write(to: URL(fileURLWithPath: folder.file("laurel.db")))
        let result = try program.run("verify", "--json")
        #expect(result.code == 1)
        #expect(result.output.contains("\"sound\":false"))
    }

    @Test func `a database is verified and copied while a server runs`() throws {
        let server = try program.start("serve", "--port", "0")
        #expect(try program.run("verify").code == 0)
        #expect(try program.run("backup", "copy.db").code == 0)
        #expect(server.stop() == 0)
        #expect(try program.run("verify", "--database", "copy.db").code == 0)
    }

    @Test func `an upgrade is tried on a copy`() throws {
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.file("laurel.db")))
        let fine = try program.run("upgrade", "--check", "laurel.db")
        #expect(fine.code == 0 && fine.output.contains("nothing is to be done"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("laurel.db"))) == before)
        try folder.write("other.db", "no database")
        #expect(try program.run("upgrade", "--check", "other.db").code == 1)
        #expect(try program.run("upgrade", "--check", "none.db").code == 1)
    }

    @Test func `rebuilding leaves a sound database`() throws {
        #expect(try program.run("rebuild").code == 0)
        #expect(try program.run("verify").code == 0)
    }

    @Test(arguments: ["verify", "rebuild"]) func `what needs a database does not make one`(command: String) throws {
        let result = try program.run(command, "--database", "other.db")
        #expect(result.code == 1)
        #expect(result.errors.contains("other.db"))
        #expect(!folder.has("other.db"))
    }
}
