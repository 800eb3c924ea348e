import Foundation
import TestServer
import TestClients
import Testing

@Suite struct MetricsTests {
    private let laurel: ServerHarness

    init() throws { laurel = try ServerHarness() }

    @Test func `programs of this machine read them and others bring a token`() throws {
        let nobody = try laurel.nobody
        #expect(try nobody.get("!/metrics").status == 200)
        // Behind a proxy that runs here anybody may stand.
        for header in ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"] { #expect(try nobody.get("!/metrics", headers: [header: "203.0.113.9"]).status == 401) }
        #expect(try laurel.rep.get("!/metrics").status == 403)
        #expect(try laurel.token(["activities:write"]).get("!/metrics").status == 403)
        #expect(try laurel.token(["read"]).get("!/metrics", headers: ["X-Forwarded-For": "203.0.113.9"]).status == 200)
        #expect(try laurel.admin.get("!/metrics").status == 200)
    }

    @Test func `the format is what is asked for`() throws {
        let nobody = try laurel.nobody
        #expect(try nobody.get("!/metrics").text.hasSuffix("# EOF\n"))
        let older = try nobody.get("!/metrics", headers: ["Accept": "text/plain;version=0.0.4"])
        #expect(older.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        #expect(!older.text.contains("# EOF") && older.text.contains("# TYPE laurel_commits_total counter\n"))
    }

    @Test func `requests are counted by route and status`() throws {
        let nobody = try laurel.nobody
        _ = try laurel.rep.get("/boards")
        _ = try nobody.get("/boards")
        _ = try nobody.get("/members/li.na")
        _ = try nobody.get("!/login")
        _ = try nobody.get("!/nothing/secret")
        let numbers = Numbers(try nobody.get("!/metrics").text)
        #expect(numbers[#"laurel_http_requests_total{method="GET",route="/api/v1/boards",status="200"}"#] == 1)
        #expect(numbers[#"laurel_http_requests_total{method="GET",route="/api/v1/boards",status="401"}"#] == 1)
        #expect(numbers[#"laurel_http_requests_total{method="GET",route="/api/v1/members/{id}",status="401"}"#] == 1)
        #expect(numbers[#"laurel_http_requests_total{method="GET",route="page",status="200"}"#] == 1)
        #expect(numbers[#"laurel_http_requests_total{method="any",route="nowhere",status="404"}"#] == 1)
        #expect(numbers[#"laurel_http_request_duration_seconds_count{method="GET",route="/api/v1/boards"}"#] == 2)
        #expect(!numbers.text.contains("secret") && !numbers.text.contains("li.na"))
    }

    @Test func `what is refused unread is counted too`() throws {
        let port = try #require(laurel.server.port)
        let client = try HTTPClient(port: port)
        try client.socket.send(Array("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n".utf8))
        #expect(try client.response().status == 400)
        let numbers = Numbers(try laurel.nobody.get("!/metrics").text)
        #expect(numbers[#"laurel_http_refusals_total{code="malformed-content-length"}"#] == 1)
    }

    @Test func `wrong passwords and commits are counted`() throws {
        let before = Numbers(try laurel.nobody.get("!/metrics").text)
        _ = try laurel.nobody.post("/session", ["name": "li.na", "password": "wrong one"])
        let after = Numbers(try laurel.nobody.get("!/metrics").text)
        #expect((after["laurel_sign_in_failures_total"] ?? 0) == (before["laurel_sign_in_failures_total"] ?? 0) + 1)
        #expect(after["laurel_commit_duration_seconds_count"] ?? 0 > 0 && after["laurel_commit_rows_total"] ?? 0 > 0)
        #expect(after["laurel_database_bytes"] ?? 0 > 0 && after["process_open_fds"] ?? 0 > 0 && after["process_resident_memory_bytes"] ?? 0 > 1e6)
        #expect(after["laurel_writable"] == 1 && after["laurel_due_lag_seconds"] == 0)
    }

    /// A family stands once, with its kind, and every sample belongs to the one before it.
    @Test(arguments: ["text/plain", "application/openmetrics-text"])
    func `every sample has a family`(accept: String) throws {
        let text = try laurel.nobody.get("!/metrics", headers: ["Accept": accept]).text
        var families: Set<String> = [], family = "", samples: Set<Substring> = []
        for line in text.split(separator: "\n") where line != "# EOF" {
            if let type = line.wholeMatch(of: #/# TYPE (\S+) (counter|gauge|histogram|info|summary)/#)?.output.1 {
                family = String(type)
                #expect(families.insert(family).inserted, "\(family) twice")
            } else if !line.hasPrefix("# HELP ") {
                let parts = try #require(line.wholeMatch(of: #/([a-z_0-9]+(?:\{[^}]*(?:\{[^}]*\}[^}]*)*\})?) (\S+)/#), "\(line)")
                #expect(Double(parts.output.2) != nil && line.hasPrefix(family), "\(line) after \(family)")
                #expect(samples.insert(parts.output.1).inserted, "\(line) twice")
            }
        }
        #expect(families.count > 30)
    }

    @Test(.enabled(if: Promtool.isThere, "promtool is not installed (Debian's prometheus)"))
    func `promtool finds nothing wrong`() throws {
        _ = try laurel.rep.get("/boards")
        let numbers = try laurel.nobody.get("!/metrics", headers: ["Accept": "text/plain"]).text
        let result = try Promtool.run(["check", "metrics"], input: numbers)
        #expect(result.code == 0, "\(result.text)")
        let rules = try Promtool.run(["check", "rules", ServerHarness.root + "/Public/monitoring/laurel-alerts.yaml"])
        #expect(rules.code == 0, "\(rules.text)")
    }

    @Test(.enabled(if: Promtool.isThere, "promtool is not installed (Debian's prometheus)"))
    func `alerts fire when they should, and not before`() throws {
        let result = try Promtool.run(["test", "rules", ServerHarness.root + "/.ci/packaging/laurel-alerts.test.yaml"])
        #expect(result.code == 0, "\(result.text)")
    }
}

/// Names that dashboards and alerts ask for.
@Suite struct MonitoringTests {
    /// Only where backups are made as planned, a certificate is served, or nodes share a log: as the server writes them in `CommandLine`'s tests.
    static let sometimes: Set<String> = [
        "laurel_backup_age_seconds", "laurel_backup_failures_total", "laurel_backup_last_bytes", "laurel_backup_duration_seconds", "laurel_backups",
        "laurel_verification_age_seconds", "laurel_verification_sound", "laurel_hook_waiting", "laurel_hook_failed", "laurel_hook_received_total", "laurel_hook_refused_total",
        "laurel_delivery_attempts_total", "laurel_delivery_calls", "laurel_deliveries_waiting", "laurel_delivery_target_failing", "laurel_tls_certificate_expiry_timestamp_seconds",
        "laurel_leader", "laurel_term", "laurel_log_head", "laurel_replica_head", "laurel_replica_lag_seconds", "laurel_takeovers_total", "laurel_fenced_total",
        "laurel_in_doubt_total", "laurel_diverged", "laurel_log_append_seconds_sum", "laurel_log_append_seconds_count", "laurel_log_waiting_seconds_total",
        "laurel_forwarded_total", "laurel_clock_offset_seconds", "laurel_synchronous_replicas", "laurel_nodes",
    ]

    @Test(arguments: ["laurel-dashboard.json", "laurel-alerts.yaml"])
    func `every name exists`(file: String) throws {
        let laurel = try ServerHarness()
        _ = try laurel.rep.get("/boards")
        let numbers = Numbers(try laurel.nobody.get("!/metrics").text)
        let text = try String(contentsOfFile: ServerHarness.root + "/Public/monitoring/" + file, encoding: .utf8)
        let asked = Set(text.matches(of: #/\b(?:laurel|process)_[a-z_]+\b/#).map { String($0.output) }).subtracting(["laurel_alerts"])
        #expect(asked.count > 10)
        #expect(asked.subtracting(numbers.names).subtracting(Self.sometimes) == [])
        // What is asked by label has that label.
        let sometimes: Set = ["job", "instance", "hook", "reason", "target", "outcome"]
        for label in Set(text.matches(of: #/(?:by|without) \((\w+(?:, ?\w+)*)\)/#).flatMap { $0.output.1.split(separator: ",").map { $0.filter { $0 != " " } } }).subtracting(sometimes) {
            #expect(numbers.text.contains("\(label)=\""), "no label \(label)")
        }
    }

    @Test func `the dashboard is one`() throws {
        let text = try Data(contentsOf: URL(fileURLWithPath: ServerHarness.root + "/Public/monitoring/laurel-dashboard.json"))
        let dashboard = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
        let panels = try #require(dashboard["panels"] as? [[String: Any]])
        #expect(panels.count > 10 && Set(panels.compactMap { $0["id"] as? Int }).count == panels.count)
    }
}

/// Samples by their name and labels.
struct Numbers {
    let text: String
    private var samples: [String: Double] = [:]

    init(_ text: String) {
        self.text = text
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " ") else { continue }
            samples[String(line[..<space])] = Double(line[line.index(after: space)...])
        }
    }

    subscript(_ name: String) -> Double? { samples[name] }
    var names: Set<String> { Set(samples.keys.map { String($0.prefix { $0 != "{" }) }) }
}

enum Promtool {
    static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/promtool")

    static func run(_ arguments: [String], input: String = "") throws -> (code: Int32, text: String) {
        let process = Process(), output = Pipe(), given = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/promtool")
        process.arguments = arguments
        process.standardInput = given
        process.standardOutput = output
        process.standardError = output
        try process.run()
        given.fileHandleForWriting.write(Data(input.utf8))
        try given.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }
}
