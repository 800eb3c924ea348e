import Foundation
import JSON
import TestClients
import Testing

/// What was reported in confidence is in no file of the real server, in no line of its log, and, once it is sealed, not in its memory.
@Suite struct ReportMemoryTests {
    private let program: Program

    init() throws { program = Program(folder: try WorkFolder()) }

    private func cookie(_ name: String, _ server: RunningServer) throws -> [String: String] {
        let answer = try HTTPClient(port: server.port).post("/api/v1/session", json: #"{"name": "\#(name)", "password": "a long walk home"}"#)
        let cookie = try #require(answer.header("Set-Cookie")?.split(separator: ";").first.map(String.init))
        return ["Cookie": cookie, "X-CSRF-Token": try JSONValue.parse(answer.body)["csrf"]?.string ?? ""]
    }

    /// How often some words stand in what the process could read of itself.
    private func count(_ words: String, in server: RunningServer) throws -> Int {
        let memory = try #require(FileHandle(forReadingAtPath: "/proc/\(server.id)/mem")), wanted = Data(words.utf8)
        var count = 0
        for line in try String(contentsOfFile: "/proc/\(server.id)/maps", encoding: .utf8).split(separator: "\n") where line.contains(" rw") {
            let bounds = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt64($0, radix: 16) }
            guard bounds.count == 2, !line.contains("[v") else { continue }
            // What is not there yet cannot be read.
            guard (try? memory.seek(toOffset: bounds[0])) != nil, let bytes = try? memory.read(upToCount: Int(bounds[1] - bounds[0])) else { continue }
            var rest = bytes[...]
            while let found = rest.range(of: wanted) {
                count += 1
                rest = rest[found.upperBound...]
            }
        }
        return count
    }

    @Test(arguments: ["The orders of November are invented", "The orders of December are invented: " + String(repeating: "nobody has seen them. ", count: 300)])
    func `a report is in memory only until it is sealed`(words: String) throws {
        for (name, role) in [("audit", "finance"), ("li.na", "rep")] {
            #expect(try program.run("user", "add", name, "--role", role, "--password-stdin", input: "a long walk home\n").code == 0)
        }
        let server = try program.start("serve", "--port", "0", "--log", "json")
        let key = try HTTPClient(port: server.port).post("/api/v1/audit/key", json: #"{"passphrase": "a long passphrase of audit"}"#, headers: cookie("audit", server))
        #expect(key.status == 201, "\(key.text)")
        let rep = try cookie("li.na", server), mark = "Confidential Reporter/1.0"
        let answer = try HTTPClient(port: server.port).post(
            "/api/v1/reports-of-abuse", json: #"{"category": "fraud", "text": "\#(words)"}"#, headers: rep.merging(["User-Agent": mark]) { $1 })
        #expect(answer.status == 201, "\(answer.text)")
        let told = String(words.prefix(35))
        // Another thread may still be about to let it go.
        var left = -1
        for _ in 0..<100 where left != 0 {
            left = try count(told, in: server)
            if left != 0 { _ = try HTTPClient(port: server.port).get("/api/v1/reports-of-abuse") }
        }
        #expect(left == 0)
        #expect(server.stop() == 0)
        for name in try FileManager.default.contentsOfDirectory(atPath: program.folder.path) {
            let bytes = try Data(contentsOf: URL(filePath: program.folder.file(name)))
            #expect(bytes.range(of: Data(told.utf8)) == nil && bytes.range(of: Data(mark.utf8)) == nil, "\(name)")
        }
        while let line = server.nextError(of: { _ in true }) { #expect(!line.contains("reports-of-abuse\"") && !line.contains(mark) && !line.contains(told), "\(line)") }
    }
}
