import Foundation
import Glibc
import JSON
import TestClients
import Testing

/// What can happen to the files of a database between two starts, or during one.
@Suite struct FileCommandTests {
    private let program: Program
    private var folder: WorkFolder { program.folder }

    init() throws { program = Program(folder: try WorkFolder()) }

    private func write(_ name: String, by server: RunningServer) throws {
        let made = try HTTPClient(unix: folder.file("laurel.db.sock")).request(
            "POST", "/api/v1/tokens", headers: ["Content-Type": "application/json"], body: Array(#"{"name":"\#(name)","scopes":["read"]}"#.utf8))
        #expect(made.status == 201)
    }

    @Test(arguments: ["0000", "0022", "0777"]) func `every file is its owners alone`(mask: String) throws {
        let script = "umask \(mask); exec \"$0\" \"$@\""
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", script, Program.executable.path, "serve", "--port", "0"]
        shell.environment = Program.environment([:])
        shell.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        let output = Pipe()
        shell.standardOutput = output
        try shell.run()
        defer { if shell.isRunning { kill(shell.processIdentifier, SIGKILL) } }
        var said = ""
        while !said.contains("listening on") {
            let more = output.fileHandleForReading.availableData
            try #require(!more.isEmpty)
            said += String(decoding: more, as: UTF8.self)
        }
        #expect(try program.run("backup", "copy.db").code == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("laurel.db") || $0.hasPrefix("copy.db") }
        #expect(Set(names).isSuperset(of: ["laurel.db", "laurel.db-wal", "laurel.db-shm", "laurel.db.lock", "laurel.db.head", "laurel.db.sock", "copy.db"]))
        for name in names {
            var status = stat()
            #expect(stat(folder.file(name), &status) == 0 && status.st_mode & 0o777 == 0o600, "\(name)")
        }
        kill(shell.processIdentifier, SIGTERM)
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
    }

    @Test(arguments: ["symbolic", "hard", "unlocked"]) func `a second server on one file is refused by any name`(name: String) throws {
        let server = try program.start("serve", "--port", "0")
        switch name {
        case "symbolic": #expect(symlink("laurel.db", folder.file("other.db")) == 0)
        case "hard": #expect(link(folder.file("laurel.db"), folder.file("other.db")) == 0)
        default: #expect(unlink(folder.file("laurel.db.lock")) == 0)
        }
        let second = try program.run("serve", "--port", "0", "--database", name == "unlocked" ? "laurel.db" : "other.db")
        #expect(second.code == 1)
        #expect(second.errors.contains("has this database open"), "\(second.errors)")
        try write("still", by: server)
        #expect(server.stop() == 0)
        #expect(try program.run("verify").code == 0)
        #expect(try program.start("serve", "--port", "0").stop() == 0)
    }

    @Test func `a log that was deleted after a kill is missed until somebody accepts it`() throws {
        let server = try program.start("serve", "--port", "0")
        for name in ["a", "b", "c"] { try write(name, by: server) }
        server.send(SIGKILL)
        server.waitUntilExit()
        for suffix in ["-wal", "-shm"] { unlink(folder.file("laurel.db" + suffix)) }

        let refused = try program.run("serve", "--port", "0")
        #expect(refused.code == 1)
        #expect(refused.errors.contains("are missing") && refused.errors.contains("--accept-head"), "\(refused.errors)")
        let verified = try program.run("verify", "--quick")
        #expect(verified.code == 1)
        #expect(verified.errors.contains("are missing"))

        let accepted = try program.start("serve", "--port", "0", "--accept-head")
        let trail = try JSONValue.parse(HTTPClient(unix: folder.file("laurel.db.sock")).get("/api/v1/audit?kind=database").body)
        #expect(trail["items"]?.array?.first?["action"]?.string == "head-accepted")
        #expect(accepted.stop() == 0)
        #expect(try program.run("verify", "--quick").code == 0)
        #expect(try program.start("serve", "--port", "0").stop() == 0)
    }

    @Test func `a damaged page is a sentence and no trap`() throws {
        #expect(try program.run("token", "create", "--name", "a", "--scopes", "read").code == 0)
        let sound = try Data(contentsOf: URL(fileURLWithPath: folder.file("laurel.db")))
        for page in stride(from: 0, to: sound.count / 4_096, by: 3) {
            var bytes = sound
            bytes[page * 4_096 + (page == 0 ? 40 : 100)] ^= 0x55
            try bytes.write(to: URL(fileURLWithPath: folder.file("laurel.db")))
            let result = try program.run("rules", "publish", Program.package + "/Rules")
            #expect(result.code == 0 || result.code == 1, "page \(page + 1): \(result.errors)")
            if result.code == 1 { #expect(result.errors.contains("damaged") && result.errors.contains("laurel restore --replace"), "page \(page + 1): \(result.errors)") }
            #expect(try program.run("verify", "--quick").code == 1, "page \(page + 1)")
            for suffix in ["-wal", "-shm", ".head"] { unlink(folder.file("laurel.db" + suffix)) }
        }
        var bytes = sound
        for page in 1..<sound.count / 4_096 { bytes[page * 4_096 + 100] ^= 0x55 }
        try bytes.write(to: URL(fileURLWithPath: folder.file("laurel.db")))
        let served = try program.run("serve", "--port", "0")
        #expect(served.code == 1)
        #expect(served.errors.contains("damaged") && served.errors.contains("laurel verify") && served.errors.contains("laurel restore --replace"), "\(served.errors)")
    }

    @Test(arguments: ["short", "long", "flipped"]) func `a backup that is not whole is refused`(damage: String) throws {
        #expect(try program.run("token", "create", "--name", "a", "--scopes", "read").code == 0)
        #expect(try program.run("backup", "copy.db").code == 0)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("copy.db")))
        switch damage {
        case "short": bytes.removeLast()
        case "long": bytes.append(7)
        default: bytes[bytes.count / 2] ^= 1
        }
        try bytes.write(to: URL(fileURLWithPath: folder.file("copy.db")))
        let restored = try program.run("restore", "--replace", "copy.db")
        #expect(restored.code == 1)
        #expect(restored.errors.contains("damaged"), "\(restored.errors)")
        #expect(try program.run("verify", "--quick", "--database", "copy.db").code == 1)
        #expect(try program.run("verify", "--quick").code == 0)
    }
}
