import Foundation
import JSON
import TestClients
import Testing

@Suite struct LogTests {
    private let program: Program
    private var folder: WorkFolder { program.folder }

    init() throws { program = Program(folder: try WorkFolder()) }

    /// The next line that is one JSON object with this message and route.
    private func line(of server: RunningServer, _ message: String, route: String) throws -> JSONValue {
        let text = try #require(server.nextError { line in
            let value = try? JSONValue.parse(Array(line.utf8))
            return value?["message"]?.string == message && value?["route"]?.string == route
        })
        return try JSONValue.parse(Array(text.utf8))
    }

    @Test func `a request is one object without what is secret`() throws {
        let server = try program.start("serve", "--port", "0", "--log", "json")
        let client = try HTTPClient(port: server.port)
        let answer = try client.get("/api/v1/members/hidden.name?token=hidden-query", headers: ["Authorization": "Bearer hidden-token"])
        let line = try line(of: server, "request", route: "/api/v1/members/{id}")
        #expect(line["request"]?.string == answer.header("X-Request-Id"))
        #expect(line["status"]?.int64 == 401 && line["method"]?.string == "GET" && line["actor"]?.string == "nobody" && line["from"]?.string == "127.0.0.1")
        #expect(line["level"]?.string == "info" && line["time"]?.string?.hasPrefix("20") == true && line["duration_ms"]?.number != nil)
        #expect(!"\(line)".contains("hidden"))
        // What asks every few seconds whether it is well is not told.
        _ = try client.get("/healthz")
        _ = try client.get("/login")
        #expect(try self.line(of: server, "request", route: "page")["status"]?.int64 == 200)
        #expect(server.stop() == 0)
    }

    @Test func `a readable line is told else`() throws {
        let server = try program.start("serve", "--port", "0")
        let answer = try HTTPClient(port: server.port).get("/login")
        let line = try #require(server.nextError { $0.hasPrefix("request ") })
        #expect(line.contains("request=\(answer.header("X-Request-Id") ?? "-") ") && line.contains(" route=page status=200 "))
        #expect(server.stop() == 0)
    }

    @Test func `the access log can be off and slow requests are told all the same`() throws {
        let server = try program.start("serve", "--port", "0", "--access-log", "off", "--slow", "1", "--log", "json")
        let client = try HTTPClient(port: server.port)
        // A password is compared for longer than a millisecond.
        _ = try client.post("/api/v1/session", json: #"{"name":"somebody","password":"hidden words"}"#)
        let line = try line(of: server, "slow request", route: "/api/v1/session")
        #expect(line["level"]?.string == "warning" && line["signing-in_ms"] != nil)
        #expect(!"\(line)".contains("hidden"))
        #expect(server.stop() == 0)
    }

    /// The web thread does not wait for who reads the log.
    @Test func `a log that nobody reads holds nothing up`() throws {
        let server = try program.start("serve", "--port", "0")
        let client = try HTTPClient(port: server.port)
        for _ in 0..<3_000 { #expect(try client.get("/nothing").status == 404) }
        #expect(server.stop() == 0)
    }

    @Test(arguments: [["--log", "xml"], ["--log-level", "loud"], ["--access-log", "maybe"], ["--slow", "0"]])
    func `what is no setting is a usage error`(arguments: [String]) throws {
        #expect(try program.run(["serve", "--port", "0"] + arguments).code == 2)
    }
}
