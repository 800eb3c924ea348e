import Foundation
import JSON
import TestClients
import Testing

/// A backup that is brought to a running server, as its page does it.
@Suite struct RestoreOnPageTests {
    private let program: Program
    private var folder: WorkFolder { program.folder }

    init() throws {
        program = Program(folder: try WorkFolder())
        try folder.write("rules/company.yaml", "name: Acme\ntimezone: Asia/Shanghai\n")
        try folder.write("rules/points/a.yaml", "{id: a, on: sale.won, award: {fixed: 10}}\n")
    }

    private var environment: [String: String] { ["LAUREL_RULES": folder.file("rules")] }
    private var owner: HTTPClient { get throws { try HTTPClient(unix: folder.file("laurel.db.sock")) } }

    private func token(_ name: String) throws { #expect(try program.run(["token", "create", "--name", name, "--scopes", "read"], environment: environment).code == 0) }

    private func tokens() throws -> [String] {
        (try JSONValue.parse(owner.get("/api/v1/tokens").body)["items"]?.array ?? []).compactMap { $0["name"]?.string }.sorted()
    }

    /// Brings a file in pieces of this size; gives the id.
    private func bring(_ file: String, by size: Int) throws -> String {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder.file(file)))), client = try owner
        let begun = try client.post("/api/v1/system/restores", json: "{}")
        let id = try #require(try JSONValue.parse(begun.body)["id"]?.string)
        for start in stride(from: 0, to: bytes.count, by: size) {
            let piece = Array(bytes[start..<min(bytes.count, start + size)])
            #expect(try client.request("PUT", "/api/v1/system/restores/\(id)?offset=\(start)", headers: ["Content-Type": "application/octet-stream"], body: piece).status == 200)
        }
        return id
    }

    @Test func `it takes the databases place and what was there is kept`() throws {
        let server = try program.start("serve", "--port", "0", environment: environment)
        try token("before")
        #expect(try program.run(["backup", "backup.db"], environment: environment).code == 0)
        try token("after")
        #expect(try tokens() == ["after", "before"])
        let id = try bring("backup.db", by: 50_000), client = try owner
        // Not before it was checked, and not with another name.
        #expect(try client.post("/api/v1/system/restores/\(id)/apply", json: #"{"company":"Acme"}"#).status == 409)
        let checked = try client.post("/api/v1/system/restores/\(id)/check", json: "{}")
        #expect(checked.status == 200, "\(checked.text)")
        let found = try JSONValue.parse(checked.body)
        #expect(found["company"]?.string == "Acme" && found["commands"]?.int64 ?? 0 > 0 && found["last_recorded"]?.string != nil)
        #expect(try client.post("/api/v1/system/restores/\(id)/apply", json: #"{"company":"Other"}"#).status == 422)
        #expect(try client.post("/api/v1/system/restores/\(id)/apply", json: #"{"company":" Acme "}"#).status == 202)
        #expect(server.nextLine { $0.hasPrefix("listening on ") } != nil)
        #expect(try tokens() == ["before"])
        #expect(server.stop() == 0)
        let kept = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasPrefix("laurel.db.before-") && $0.hasSuffix("Z") })
        #expect(try program.run(["verify", "--database", kept], environment: environment).code == 0)
        #expect(try program.run(["verify"], environment: environment).code == 0)
    }

    @Test func `what is no sound backup changes nothing`() throws {
        let server = try program.start("serve", "--port", "0", environment: environment)
        try token("before")
        #expect(try program.run(["backup", "backup.db"], environment: environment).code == 0)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("backup.db")))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: folder.file("damaged.db")))
        try Data("no database at all".utf8).write(to: URL(fileURLWithPath: folder.file("other.db")))
        let client = try owner
        for file in ["damaged.db", "other.db"] {
            let id = try bring(file, by: 4 << 20), checked = try client.post("/api/v1/system/restores/\(id)/check", json: "{}")
            #expect(checked.status == 422 && checked.text.contains("unsound-backup"), "\(checked.text)")
            #expect(try client.post("/api/v1/system/restores/\(id)/apply", json: #"{"company":"Acme"}"#).status == 409)
        }
        #expect(try tokens() == ["before"])
        #expect(server.stop() == 0)
    }

    @Test func `pieces come in their order and of one backup`() throws {
        let server = try program.start("serve", "--port", "0", environment: environment), client = try owner
        let first = try #require(try JSONValue.parse(client.post("/api/v1/system/restores", json: "{}").body)["id"]?.string)
        let piece: (String, Int) throws -> HTTPClient.Response = { id, offset in
            try client.request("PUT", "/api/v1/system/restores/\(id)?offset=\(offset)", headers: ["Content-Type": "application/octet-stream"], body: [1, 2, 3])
        }
        #expect(try piece(first, 3).status == 409)
        #expect(try piece(first, 0).status == 200)
        #expect(try JSONValue.parse(piece(first, 0).body)["offset"]?.int64 == 3)
        let second = try #require(try JSONValue.parse(client.post("/api/v1/system/restores", json: "{}").body)["id"]?.string)
        #expect(try piece(first, 3).status == 404)
        #expect(try piece(second, 0).status == 200)
        #expect(server.stop() == 0)
        // It is gone with the next start.
        let again = try program.start("serve", "--port", "0", environment: environment)
        #expect(!folder.has("laurel.db.restoring"))
        #expect(again.stop() == 0)
    }

    @Test func `a sealed one needs its key`() throws {
        let made = try program.run("backup-key", "secret.key").output.trimmingCharacters(in: .whitespacesAndNewlines)
        let server = try program.start("serve", "--port", "0", environment: environment), client = try owner
        #expect(try program.run(["backup", "--backup-key", made, "backup.sealed"], environment: environment).code == 0)
        #expect(!folder.has("backup.sealed.unsealed") && !folder.has("backup.sealed.partial"))
        let id = try bring("backup.sealed", by: 4 << 20)
        #expect(try client.post("/api/v1/system/restores/\(id)/check", json: "{}").text.contains("sealed-backup"))
        let key = try folder.read("secret.key").trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try client.post("/api/v1/system/restores/\(id)/check", json: #"{"key":"\#(key)"}"#).status == 200)
        #expect(server.stop() == 0)
    }

    @Test func `backups are made listed and downloaded`() throws {
        let server = try program.start("serve", "--port", "0", "--backup-to", "backups", environment: environment)
        #expect(server.nextError { $0.hasPrefix("backup laurel-") } != nil)
        let client = try owner
        let file = try #require(try JSONValue.parse(client.get("/api/v1/system").body)["backups"]?["files"]?[0]?["name"]?.string)
        let download = try client.get("/api/v1/system/backups/\(file)")
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder.file("backups/\(file)"))))
        #expect(download.status == 200 && download.body == bytes)
        for name in ["..%2Flaurel.db", "laurel.db", ".making-1", "laurel-20200101T000000Z.db"] {
            let status = try HTTPClient(unix: folder.file("laurel.db.sock")).get("/api/v1/system/backups/\(name)").status
            #expect(400..<500 ~= status, "\(name)")
        }
        let asked = try client.post("/api/v1/system/backups", json: "{}").status
        #expect(asked == 202)
        #expect(server.nextError { $0.hasPrefix("backup laurel-") } != nil)
        let audit = try JSONValue.parse(client.get("/api/v1/audit").body)
        #expect(audit["verified"]?["sound"]?.bool == true)
        let actions = Set((audit["items"]?.array ?? []).compactMap { $0["action"]?.string })
        #expect(actions.contains("exported") && actions.contains("backup-asked"))
        #expect(server.stop() == 0)
    }
}
