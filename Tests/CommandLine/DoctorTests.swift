import Foundation
import JSON
import TestClients
import Testing

@Suite struct DoctorTests {
    private let program: Program
    private var folder: WorkFolder { program.folder }

    init() throws {
        program = Program(folder: try WorkFolder())
        let server = try program.start("serve", "--port", "0")
        #expect(server.stop() == 0)
    }

    /// State by name.
    private func examine(_ arguments: String..., environment: [String: String] = [:]) throws -> (code: Int32, states: [String: String], text: String) {
        let result = try program.run(["doctor", "--json"] + arguments, environment: environment)
        let checks = try JSONValue.parse(Array(result.output.utf8))["checks"]?.array ?? []
        let states = Dictionary(checks.compactMap { check in check["name"]?.string.flatMap { name in check["state"]?.string.map { (name, $0) } } }, uniquingKeysWith: { $1 })
        for check in checks where check["state"]?.string != "fine" { #expect(check["remedy"]?.string?.isEmpty == false, "\(check)") }
        return (result.code, states, result.output)
    }

    @Test func `a healthy one is fine`() throws {
        let (code, states, _) = try examine()
        for name in ["files", "head", "time zones", "SQLite", "schema", "seals", "rules", "leftovers"] { #expect(states[name] == "fine", "\(name)") }
        #expect(code == 0)
        let server = try program.start("serve", "--port", "0")
        #expect(try examine().states["server"] == "fine")
        #expect(server.stop() == 0)
        #expect(try program.run("doctor", "--strict").code == 1)
        #expect(try program.run("doctor").output.contains("warning  server: none has laurel.db open\n         → "))
    }

    @Test func `files that others may read are wrong`() throws {
        #expect(chmod(folder.file("laurel.db"), 0o644) == 0)
        let (code, states, text) = try examine()
        #expect(states["files"] == "wrong" && code == 1 && text.contains("chmod 600 laurel.db"))
    }

    @Test func `a changed row is found by the seals of the day`() throws {
        // The log still holds every page as it was, and what is read comes from there; the file has them all.
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder.file("laurel.db" + suffix)) }
        var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("laurel.db")))
        // In the row, where the body follows; the word alone stands in an index too.
        let place = try #require(bytes.range(of: Data("configured{".utf8)))
        bytes[place.lowerBound] ^= 1
        try bytes.write(to: URL(fileURLWithPath: folder.file("laurel.db")))
        #expect(chmod(folder.file("laurel.db"), 0o600) == 0)
        let (code, states, _) = try examine()
        #expect(states["seals"] == "wrong" && code == 1)
    }

    @Test func `commits that are missing are wrong`() throws {
        try Data(contentsOf: URL(fileURLWithPath: folder.file("laurel.db"))).write(to: URL(fileURLWithPath: folder.file("old.db")))
        let server = try program.start("serve", "--port", "0")
        #expect(try program.run("token", "create", "--name", "crm", "--scopes", "read").code == 0)
        #expect(server.stop() == 0)
        try FileManager.default.removeItem(atPath: folder.file("laurel.db"))
        try FileManager.default.moveItem(atPath: folder.file("old.db"), toPath: folder.file("laurel.db"))
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder.file("laurel.db" + suffix)) }
        #expect(chmod(folder.file("laurel.db"), 0o600) == 0)
        #expect(try examine().states["head"] == "wrong")
    }

    @Test func `rules that differ are told`() throws {
        try folder.write("other/company.yaml", "name: X\ntimezone: Asia/Shanghai\n")
        try folder.write("other/points/a.yaml", "{id: a, on: sale.won, award: {fixed: 10}}\n")
        #expect(try examine("--rules", "other").states["rules"] == "warning")
        try folder.write("other/points/a.yaml", "{id: a, on: sale.won, award: {fixed: ten}}\n")
        #expect(try examine("--rules", "other").states["rules"] == "wrong")
    }

    @Test func `what hooks received in vain is told`() throws {
        try folder.write("rules/company.yaml", "name: X\ntimezone: Asia/Shanghai\n")
        try folder.write("rules/hooks/crm.yaml", "activities: {source: '\"/crm\"', id: body.id, type: '\"sale.won\"', time: body.at, member: body.who}\n")
        let settings = ["LAUREL_RULES": folder.file("rules")]
        // A map that merely lies there is nobody's trouble.
        #expect(try examine(environment: settings).states["hooks"] == "fine")
        let server = try program.start("serve", "--port", "0", environment: settings)
        #expect(try HTTPClient(port: server.port).post("/api/v1/hooks/crm", json: #"{"id": 1}"#).status == 202)
        let (_, states, text) = try examine(environment: settings)
        #expect(states["hooks"] == "warning" && text.contains("1 that crm received came to nothing"))
        try folder.write("rules/hooks/crm.yaml", "nonsense: 1\n")
        #expect(try examine(environment: settings).states["hooks"] == "wrong")
        #expect(server.stop() == 0)
    }

    @Test func `leftovers are named`() throws {
        try folder.write("laurel.db.partial", "")
        let (_, states, text) = try examine()
        #expect(states["leftovers"] == "warning" && text.contains("laurel.db.partial"))
    }

    @Test func `backups that are late are wrong`() throws {
        #expect(try examine().states["backups"] == "warning")
        let settings = ["LAUREL_BACKUP_TO": folder.file("backups")]
        try FileManager.default.createDirectory(atPath: folder.file("backups"), withIntermediateDirectories: true)
        #expect(try examine(environment: settings).states["backups"] == "wrong")
        try folder.write("backups/laurel-20240101T000000Z.db", "x")
        #expect(try examine(environment: settings).states["backups"] == "wrong")
        try FileManager.default.removeItem(atPath: folder.file("backups/laurel-20240101T000000Z.db"))
        let server = try program.start("serve", "--port", "0", environment: settings)
        #expect(server.nextError { $0.hasPrefix("backup laurel-") } != nil)
        #expect(try examine(environment: settings).states["backups"] == "fine")
        #expect(server.stop() == 0)
    }

    @Test func `certificates are looked at`() throws {
        for (days, state) in [(400, "fine"), (5, "warning"), (-1, "wrong")] {
            let make = Process()
            make.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
            make.currentDirectoryURL = URL(fileURLWithPath: folder.path)
            make.arguments = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=x"] + ["-days", "\(max(1, days))"]
            make.standardError = FileHandle.nullDevice
            try make.run()
            make.waitUntilExit()
            // This openssl makes none that is over already: the file of another kind is as wrong.
            if days < 0 { try folder.write("cert.pem", "no certificate") }
            #expect(try examine("--tls-certificate", "cert.pem", "--tls-key", "key.pem").states["certificate"] == state, "\(days)")
        }
    }
}
